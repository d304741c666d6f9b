"""A case over weeks: what was told, done and taken back, kept as a log; what holds now is read off it."""
