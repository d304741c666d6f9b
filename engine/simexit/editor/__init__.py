"""A library while it is being written: findings, names, completion, renaming, as an editor asks for them."""
