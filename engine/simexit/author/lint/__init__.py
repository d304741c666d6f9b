"""Lints: what is right in a library and could be better."""
