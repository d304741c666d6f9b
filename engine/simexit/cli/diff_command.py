"""`simexit diff`: who gets different advice by another version of a library?"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from simexit.cli.exits import Exit
from simexit.cli.session import Session, stop, write_json

if TYPE_CHECKING:
    from simexit.author.difference.report import Part, Told
    from simexit.model.rules import RuleSet


@click.command("diff")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW", required=False)
@click.option("--seconds", type=click.FloatRange(min=0.1), default=60.0, show_default=True, help="The most time for one question.")
@click.option("--json", "as_json", is_flag=True, help="Changes as JSON for programs.")
@click.option("--markdown", is_flag=True, help="Changes as Markdown, for a pull request.")
@click.pass_obj
def command(session: Session, old: str, new: str | None, seconds: float, as_json: bool, markdown: bool) -> None:
    """Show which situations get different advice by NEW than by OLD: folders with a library, or revisions of git.

    Advice is what is next and due, what it waits for, asks for and brings about; warnings; and deadlines. Of what is only worded
    otherwise, the entries are listed. Without NEW the library as it is now is meant.

    Each change comes with where it happens, a situation that shows it, and the rules and figures that bring it about. Where it
    says that no situation changes, that is proved.

    Ends with 0 where no situation changes, 4 where one does, 3 where one of the libraries has errors.

    \b
    Examples:
      simexit diff HEAD~1
      simexit diff main --markdown
      simexit diff old-library new-library
    """
    if as_json and markdown:
        raise click.UsageError("choose one of --json and --markdown")
    with TemporaryDirectory() as scratch:
        before = _library(session, old, Path(scratch) / "old")
        after = session.rules() if new is None else _library(session, new, Path(scratch) / "new")
        try:
            from simexit.prove.difference import Comparison
        except ModuleNotFoundError as error:
            click.echo(f"error: `diff` needs the library {error.name}: install simexit[prove]", err=True)
            raise click.exceptions.Exit(Exit.COULD_NOT_FINISH) from error
        from simexit.author.difference.report import DiffReport

        report = DiffReport(before, after, session.language(after))
        told = [report.told(change) for change in Comparison(before, after, seconds).changes()]
        structure = list(report.structure())
    if as_json:
        identities = [before.identity, after.identity]
        changes = [one.to_dict() for one in told]
        write_json({"same_advice": not told, "changes": changes, "entries": structure, "rulesets": identities})
    elif markdown:
        from simexit.author.difference.markdown import markdown as as_markdown

        click.echo(as_markdown(told, structure), nl=False)
    else:
        _show(told, structure)
    if told:
        raise click.exceptions.Exit(Exit.ANSWER_IS_NO)


def _library(session: Session, name: str, into: Path) -> RuleSet:
    from simexit.author.difference.revisions import RevisionError, library_at
    from simexit.check.ruleset import check

    try:
        found = library_at(name, session.origin, into)
    except RevisionError as error:
        raise click.UsageError(str(error)) from error
    rules, findings = check(found)
    if rules is None:
        stop(findings.in_order(), Exit.RULES_HAVE_ERRORS)
    return rules


def _show(told: list[Told], structure: list[str]) -> None:
    from simexit.cli.show import heading, labelled

    if not told:
        click.secho("no situation gets different advice: proved for every situation that both allow, on every day", fg="green")
    for one in told:
        click.secho(one.headline, bold=True, fg="yellow")
        for part in one.parts:
            _show_part(part)
        if one.change.more:
            click.echo("  … and in further regions")
        if one.change.open:
            labelled("not verified", one.change.open, colour="yellow")
        if one.turns:
            labelled("next", "; ".join(one.turns), label_width=10)
        if one.because:
            labelled("because of", ", ".join(one.because), label_width=10)
        click.echo()
    if structure:
        heading("Entries that differ")
        for entry in structure:
            click.echo(f"  {entry}")


def _show_part(part: Part) -> None:
    from simexit.cli.show import labelled
    from simexit.model.types import written

    for number, (rule, words) in enumerate(part.where):
        labelled("where" if number == 0 else "and", f"{words}  [{rule}]", label_width=10)
    if part.days:
        labelled("days", part.days, label_width=10)
    facts = ", ".join(f"{name}: {written(value)}" for name, value in part.example.items())
    labelled("example", facts, label_width=10)
