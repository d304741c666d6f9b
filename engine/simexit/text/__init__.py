"""Places in files, and findings about them."""
