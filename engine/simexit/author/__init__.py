"""Tools for those who write rule files."""
