"""CEL in Rust: one list of conditions for each level, because an expression cannot name another."""

from __future__ import annotations

from typing import Any

from benchmarks.peers.program import Answer, Decide, Program
from benchmarks.peers.writing import Signs, compared, written

NAME, PACKAGE = "CEL (Rust)", "common-expression-language"
SIGNS = Signs(" && ", " || ", "!", "true", "false", lambda atom: compared(atom, "!"))


def decide(program: Program) -> Decide:
    """Return the rules as a function."""
    import cel

    levels = [
        (names, cel.compile(f"[{', '.join(written(program.conditions[name], SIGNS) for name in names)}]").execute)
        for names in program.strata()
    ]

    def answer(facts: dict[str, Any]) -> Answer:
        known: dict[str, Any] = dict(facts)
        for names, execute in levels:
            known.update(zip(names, execute(known), strict=True))
        return program.answer(known)

    return answer
