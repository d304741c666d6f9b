"""Papers to keep: the plan from a situation to its end, as text, graph and calendar."""
