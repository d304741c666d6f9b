"""A situation as a case in YAML, to be checked and kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from simexit.author.cases.forms import CASE_FILE
from simexit.author.format.canonical import canonical
from simexit.model.expressions import TODAY
from simexit.model.rules import Situation
from simexit.model.types import in_yaml, written
from simexit.text.diagnostics import Findings
from simexit.text.source import Source


def case_text(name: str, situation: Situation, expected: Iterable[str], *, steps: Sequence[tuple[str, str]] = (), note: str = "") -> str:
    """Return an entry of a file of cases in canonical form.

    `expected` are the lines under `expect`, `steps` what is done before, `note` a comment on it.
    """
    today = [f"  today: {written(situation[TODAY])}"] if TODAY in situation else []
    facts = [f"    {fact}: {in_yaml(known)}" for fact, known in situation.items() if fact != TODAY]
    entry = "\n".join(
        [
            f"- name: {json.dumps(name, ensure_ascii=False)}",
            *today,
            *(["  facts:", *facts] if facts else ["  facts: {}"]),
            *(["  did:", *(f"    - {action}: {outcome}" for action, outcome in steps)] if steps else []),
            f"  expect:{f'  # {note}' if note else ''}",
            *(f"    {line}" for line in expected),
            "",
        ]
    )
    text = canonical(Source("case", entry), CASE_FILE.shape, Findings())
    assert text is not None, "names and values are written so that they can be read again"
    return text.rstrip("\n")
