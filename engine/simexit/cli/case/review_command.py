"""`simexit case review`: which cases get different advice by other rules, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from simexit.cli.case.desk import CaseSession, Desk, day_given, problem_of, with_day, with_json
from simexit.cli.exits import Exit
from simexit.cli.session import write_json
from simexit.cli.show import heading, labelled, paragraph, table, title
from simexit.text.words import Word, sentence, word

if TYPE_CHECKING:
    from simexit.case.events import Head
    from simexit.case.past import Reviewed


@click.command("review")
@with_day
@with_json
@click.pass_obj
def command(session: CaseSession, today: str | None, as_json: bool) -> None:
    """Show which cases get different advice by these rules than by those they were advised by last, on the same day, and how.

    The rules are those that come with the program, or those of `simexit --from DIR case review`, which may be a candidate: nothing
    is written. Ends with 4 where the advice of a case changes, with 1 where a case cannot be reviewed.

    \b
    Examples:
      simexit case review
      simexit --from DIR case review --json
    """
    with session.desk() as desk, desk.cases(day_given(today)) as cases:
        found = list(cases.review())
    reviewed = [one for one in found if not isinstance(one, tuple)]
    problems = [one for one in found if isinstance(one, tuple)]
    if as_json:
        write_json(
            [*map(_plain, reviewed), *({"case": head.id, "name": head.name, "problem": problem_of(error)} for head, error in problems)]
        )
    else:
        _show(reviewed, problems, desk)
    if problems:
        raise click.exceptions.Exit(Exit.COULD_NOT_FINISH)
    if not all(one.same for one in reviewed):
        raise click.exceptions.Exit(Exit.ANSWER_IS_NO)


def _plain(one: Reviewed) -> dict[str, object]:
    differs = {name: value for name, value in one.difference.to_dict().items() if name not in {"before", "after", "changes"}}
    return {
        "case": one.head.id,
        "name": one.head.name,
        "ruleset": one.ruleset,
        "same": one.same,
        "outgrown": list(one.outgrown),
        "set_aside": list(one.set_aside),
        "change": differs,
    }


def _show(reviewed: list[Reviewed], problems: list[tuple[Head, Exception]], desk: Desk) -> None:
    from simexit.cli.show_difference import HAPPENED, show_difference

    changed = [one for one in reviewed if not one.same]
    for one in changed:
        title(word("case_name", desk.language), one.head.name, "yellow")
        show_difference(one.difference, desk.rules, HAPPENED)
        _show_facts("case_outgrown", one.outgrown, desk)
        _show_facts("case_set_aside", one.set_aside, desk)
        click.echo()
    paragraph(sentence("case_reviewed", desk.language, len(changed), of=len(reviewed)))
    if problems:
        heading(word("case_problem", desk.language))
        table([(f"  {head.name}", problem_of(error)) for head, error in problems])


def _show_facts(name: Word, facts: tuple[str, ...], desk: Desk) -> None:
    known = desk.rules.vocabulary.facts
    if facts:
        heading(word(name, desk.language))
    for fact in facts:
        labelled(fact, known[fact].label[desk.language] if fact in known else "", label_width=max(map(len, facts)))
