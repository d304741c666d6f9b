"""The replies of an interview to go on with later: as a file, and as options of a command."""

from __future__ import annotations

import shlex
from collections.abc import Iterable

from simexit.ask.interview import Reply
from simexit.model.expressions import TODAY
from simexit.model.types import Value, in_yaml, written


def as_yaml(replies: Iterable[Reply], comment: str) -> str:
    """Return the replies as a file that `next` and `ask` read; null is what the person does not know."""
    lines = [f"{reply.fact}: {'null' if reply.value is None else in_yaml(reply.value)}" for reply in replies]
    return "\n".join([f"# {comment}", *(lines or ["{}"])]) + "\n"


def as_options(replies: Iterable[Reply]) -> list[str]:
    """Return the known facts as arguments of `next` and `ask`."""
    options: list[str] = []
    for reply in replies:
        if reply.value is not None:
            value = on_one_line(reply.value)
            options += ["--today", value] if reply.fact == TODAY else ["-f", shlex.quote(f"{reply.fact}={value}")]
    return options


def on_one_line(value: Value) -> str:
    """Return a value as it stands after the `=` of an option, from which `check.situations.from_option` reads it."""
    return ",".join(sorted(value)) if isinstance(value, frozenset) else written(value)
