"""Mistakes put into the rules, and which of them the cases notice."""
