"""A case after a step, for people and for programs: what the step changed, and the advice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from simexit.cli.next_command import say_if_alone
from simexit.cli.session import write_json
from simexit.cli.show import heading, paragraph
from simexit.text.words import word

if TYPE_CHECKING:
    from simexit.case.live import Case
    from simexit.cli.case.desk import Desk
    from simexit.explain.what_if import WhatIf


def show_step(case: Case, desk: Desk, change: WhatIf | None, *, as_json: bool) -> None:
    """Write what a step changed, where it changed anything, and the advice after it."""
    if as_json:
        write_json(case_plain(case, change))
        return
    if change is not None:
        show_change(change, desk, word("case_changed", desk.language))
    show_advice(case, desk)


def show_change(change: WhatIf, desk: Desk, label: str) -> None:
    """Write which facts changed under a heading, and how the advice did."""
    from simexit.cli.show_difference import HAPPENED, show_difference

    heading(label)
    for one in change.changes:
        paragraph(f"· {one.text}")
    if change.same:
        paragraph(word("case_same_advice", desk.language))
    else:
        show_difference(change, desk.rules, HAPPENED)


def show_advice(case: Case, desk: Desk) -> None:
    """Write what must be told anew, and the advice."""
    from simexit.cli.case.show_facts import show_unused
    from simexit.cli.show_advice import show

    show_unused(case.state, desk.rules, desk.language)
    click.echo()
    show(case.advice, desk.rules)
    say_if_alone(case.advice, as_json=False)


def case_plain(case: Case, change: WhatIf | None) -> dict[str, object]:
    """Return a case as plain values for JSON; the advice is as `next --json` gives it."""
    from simexit.case.plain import plain
    from simexit.model.expressions import TODAY

    assert case.head is not None, "a stored case has a name"
    differs = None if change is None else {name: value for name, value in change.to_dict().items() if name not in {"before", "after"}}
    return {
        "case": case.head.id,
        "name": case.head.name,
        "opened": case.head.opened.isoformat(),
        "day": None if case.day is None else case.day.isoformat(),
        "facts": {name: plain(value) for name, value in case.state.known.items() if name != TODAY},
        "set_aside": {name: plain(value) for name, value in case.state.set_aside.items()},
        "outgrown": dict(case.state.outgrown),
        "change": differs,
        "advice": case.advice.to_dict(),
    }
