"""What files of a library can look like, for others than the checker: JSON Schema for editors, and the reference of the language."""
