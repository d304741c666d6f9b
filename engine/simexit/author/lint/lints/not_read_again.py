"""L501: a source, rule or figure that nobody has looked at for long."""

from __future__ import annotations

from collections.abc import Iterator

from simexit.author.lint.lint import Lint, Note
from simexit.author.lint.subject import Subject
from simexit.author.pages.page import Page
from simexit.author.stale import stale
from simexit.text.codes import Code


def check(subject: Subject) -> Iterator[Note]:
    """Yield what was read or checked longer ago than the library allows."""
    for one in stale(subject.rules, subject.today):
        if one.reason != "ends":
            yield Note(one.span, one.message, hint=f"read it again, and write the day as `{one.reason}`")


LINT = Lint(
    code=Code.NOT_READ_AGAIN,
    check=check,
    page=Page(
        summary=(
            "A work was `read`, or a rule or figure `checked`, more than `reread_after_days` days ago. `simexit check --stale` lists the "
            "same, and what ends soon."
        ),
        avoid={
            "kb/sources/old.yaml": """\
opening-hours:
  title: Opening hours
  kind: official
  publisher: the library
  read: 2024-02-01
  confidence: official
"""
        },
        prefer={
            "kb/sources/old.yaml": """\
opening-hours:
  title: Opening hours
  kind: official
  publisher: the library
  read: 2026-11-01
  confidence: official
"""
        },
        why="Laws and prices change without telling anybody. Advice is as good as the last reading of its sources.",
        mend=(
            "Read the source again, compare what rests on it, and write today's date. How long a reading is good for is `reread_after_days`"
            " in library.yaml; without it, nothing grows old."
        ),
    ),
)
