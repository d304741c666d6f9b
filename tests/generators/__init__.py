"""Rule sets and situations for tests: generated ones, and situations of the shipped library."""
