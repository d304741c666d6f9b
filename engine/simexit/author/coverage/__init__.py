"""How far cases exercise the conditions of rules."""
