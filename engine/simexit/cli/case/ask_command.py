"""`simexit case ask`: the interview, in a case."""

from __future__ import annotations

import click

from simexit.cli.case.desk import CaseSession, day_given, with_day


@click.command("ask")
@click.argument("case", metavar="CASE")
@with_day
@click.option("--report", metavar="PATH", help="If the two interpreters disagree, write both answers to this file.")
@click.pass_obj
def command(session: CaseSession, case: str, today: str | None, report: str | None) -> None:
    """Ask one question at a time, only what matters, beginning with what the case knows, and end with the advice.

    The keys are those of `simexit ask`. Every answer is kept in the case at once, so you can stop at any time and go on later by the
    same command; what you do not know is asked again then. Going back or changing an answer is one more entry of the log.

    \b
    Examples:
      simexit case new my-card && simexit case ask my-card
      simexit case ask my-card
    """
    from simexit.ask.interview import begin
    from simexit.cli.ask_command import converse
    from simexit.cli.case.answers import CaseAnswers
    from simexit.cli.keyboard import Keyboard

    with session.desk() as desk, desk.cases(day_given(today)) as cases, Keyboard() as keyboard:
        found = cases.open(case).refresh()
        interview = begin(desk.rules, desk.advisor.decider, found.state.known)
        answers = CaseAnswers(found, found.state.known, desk.language, desk.words)
        converse(desk.advisor, interview, answers, keyboard, desk.language, report)
