"""Which day it is where a library is at home."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def day_in(time_zone: str, at: datetime | None = None) -> date:
    """Return the day of a time, or of this moment by the clock of the computer, in a time zone such as `Europe/Berlin`."""
    return (at or datetime.now(UTC)).astimezone(ZoneInfo(time_zone)).date()
