"""Changes of facts as a person writes them: `-f fact=value` tells, `-f fact=` makes a fact not known, and a file tells many."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from simexit.cli.next_command import read_told

if TYPE_CHECKING:
    from simexit.api import Advisor
    from simexit.model.types import Value


def read_changes(
    advisor: Advisor, options: Sequence[str], file: str | None = None, today: date | None = None, name_of_option: str = "-f"
) -> dict[str, Value | None]:
    """Return the changes, None where a fact is not known any more; raise `FactError` with everything that is wrong with them."""
    from simexit.api import FactError
    from simexit.check.situations import situation
    from simexit.text.diagnostics import Findings

    findings = Findings()
    names = advisor.rules.vocabulary.facts
    forgotten = [option.removesuffix("=") for option in options if option.endswith("=") and option.removesuffix("=") in names]
    telling = [option for option in options if option.removesuffix("=") not in forgotten]
    told = read_told(advisor, file, telling, None if today is None else today.isoformat(), findings, name_of_option)
    new = situation(told, findings)
    if len(findings):
        raise FactError(findings.in_order())
    unknown = [one.fact for one in told if one.value is None]
    return {**dict.fromkeys([*unknown, *forgotten]), **new}
