"""The lints, one a file; each is found by its name `LINT`."""
