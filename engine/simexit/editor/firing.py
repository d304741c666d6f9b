"""In which cases of a library a rule is true, false, or open for want of a fact."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from simexit.author.cases.case import Case
from simexit.author.cases.situations import situation_of
from simexit.meaning.conditions import truth
from simexit.model.rules import Rule, RuleSet, Situation
from simexit.text.source import Span


class Firing(NamedTuple):
    """The cases in which a rule is true, and in how many others it is false or open."""

    fires: tuple[Span, ...]
    not_true: int
    open: int

    def __str__(self) -> str:
        many = len(self.fires)
        counted = f"fires in {many} case{'s' * (many != 1)} · not in {self.not_true}"
        return f"{counted} · open in {self.open}" if self.open else counted


class Firings:
    """What rules do in cases, worked out once for each rule and then kept until rules or cases change."""

    def __init__(self) -> None:
        self._of: tuple[str, tuple[Case, ...]] | None = None
        self._situations: list[tuple[Situation, Span]] = []
        self._found: dict[str, Firing] = {}

    def firing(self, rule: Rule, rules: RuleSet, cases: Iterable[Case]) -> Firing:
        """Return in which cases a rule of a rule set is true, after the steps of each case."""
        of = (rules.identity, tuple(cases))
        if self._of is None or self._of[0] != of[0] or not _same(self._of[1], of[1]):
            self._of, self._found = of, {}
            self._situations = [(situation_of(case, rules), case.span) for case in of[1]]
        if rule.name not in self._found:
            truths = [(truth(rule.condition, situation, rules), span) for situation, span in self._situations]
            fires = tuple(span for value, span in truths if value is True)
            is_open = sum(value is None for value, _ in truths)
            self._found[rule.name] = Firing(fires, len(truths) - len(fires) - is_open, is_open)
        return self._found[rule.name]


def _same(first: tuple[Case, ...], second: tuple[Case, ...]) -> bool:
    """Return whether these are the very same cases: a file that did not change is not read again."""
    return len(first) == len(second) and all(one is other for one, other in zip(first, second, strict=True))
