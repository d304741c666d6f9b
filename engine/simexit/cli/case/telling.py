"""What a person tells of a case: facts of a file and of options, and the day among them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from simexit.cli.changes import read_changes

if TYPE_CHECKING:
    from simexit.cli.case.desk import Desk
    from simexit.model.types import Value


def told_by(desk: Desk, file: str | None, options: Sequence[str], today: date | None) -> tuple[dict[str, Value | None], date | None]:
    """Return the changes of facts, and the day, which may be in the file. Raises `FactError`, also where two days are given."""
    from simexit.model.expressions import TODAY

    told = read_changes(desk.advisor, options, file, today)
    day = told.pop(TODAY, None)
    return told, day if isinstance(day, date) else None
