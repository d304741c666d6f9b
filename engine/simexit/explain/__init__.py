"""A judgement in words: what to do, why, on what source."""
