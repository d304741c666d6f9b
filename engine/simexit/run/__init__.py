"""Deciding quickly, and twice: a compiled function, and the Rete of durable_rules as second opinion."""
