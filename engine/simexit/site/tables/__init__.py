"""The site's own words, a module for each language."""
