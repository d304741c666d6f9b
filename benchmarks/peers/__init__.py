"""The same rules in other engines, each in a file of its own, and the floors: what such an answer costs at least."""
