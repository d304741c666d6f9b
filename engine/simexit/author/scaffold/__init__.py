"""New entries and new libraries: files with instructions inside, and a case that fails until they are followed."""
