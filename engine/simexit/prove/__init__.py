"""Questions over all situations at once: proved, or refuted by a situation that the definition confirms."""
