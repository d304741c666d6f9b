"""Exit codes, all in one place."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """What a script can tell from the exit code."""

    DONE = 0
    COULD_NOT_FINISH = 1
    WRONG_USAGE_OR_FACTS = 2
    RULES_HAVE_ERRORS = 3
    ANSWER_IS_NO = 4
