"""A rule set as Python functions: generated, kept, and called for one situation."""
