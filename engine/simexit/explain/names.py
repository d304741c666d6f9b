"""Which conclusion a person means by a name."""

from __future__ import annotations

from collections.abc import Sequence

from simexit.model.expressions import Conclusion, Kind
from simexit.model.rules import RuleSet
from simexit.text.diagnostics import did_you_mean

EXPLAINED: tuple[Kind, ...] = ("action", "warning", "deadline", "derived")


class UnknownNameError(ValueError):
    """Nothing that can be explained has this name; the message says which name is near."""


def conclusion_named(rules: RuleSet, name: str, kinds: Sequence[Kind] = EXPLAINED) -> Conclusion:
    """Return the conclusion of that name, of the first of the kinds that has it."""
    for kind in kinds:
        if Conclusion(kind, name) in rules.conditions:
            return Conclusion(kind, name)
    known = [conclusion.name for conclusion in rules.conditions if conclusion.kind in kinds]
    hint = did_you_mean(name, known)
    spoken = " or ".join(kinds) if len(kinds) < 3 else f"{', '.join(kinds[:-1])} or {kinds[-1]}"
    raise UnknownNameError(f"there is no {spoken} `{name}`" + (f"; {hint}" if hint else ""))
