"""The definition: what a rule set says about a situation. Everything else is judged by it."""
