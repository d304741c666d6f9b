"""The pages for people: they need no script, keep nothing, and say everything in the reader's language."""
