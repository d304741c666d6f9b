"""Two versions of a library, and whom the change affects."""
