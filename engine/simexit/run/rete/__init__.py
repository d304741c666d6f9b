"""The same rules in the Rete of durable_rules."""
