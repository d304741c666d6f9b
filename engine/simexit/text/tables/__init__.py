"""The program's own words: their names, and a table for each language."""
