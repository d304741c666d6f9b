"""The version of the rule language, and what changed with each version for whoever wrote rules before."""

from __future__ import annotations

LANGUAGE_VERSION = 1
"""The version of the rule language that this package reads."""

MIGRATION = {1: "The first version. Nothing has to be changed."}
"""For each version, what an author changes in rules of the version before; rules of another version are refused."""
