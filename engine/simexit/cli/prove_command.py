"""`simexit prove`: is a library consistent, in every situation and on every day?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from simexit.cli.exits import Exit
from simexit.cli.progress import reported
from simexit.cli.session import Session, write_json
from simexit.disk import write_whole

if TYPE_CHECKING:
    from simexit.author.proof.findings import Explained
    from simexit.model.rules import RuleSet
    from simexit.prove.proof import Proof

_COLOURS = {"proved": "green", "fails": "red", "not verified": "yellow"}


@click.command("prove")
@click.option("--seconds", type=click.FloatRange(min=0.1), default=60.0, show_default=True, help="The most time for one question.")
@click.option("--jobs", type=click.IntRange(min=1), help="How many processes work at a time; one for each processor if not given.")
@click.option("--no-cache", is_flag=True, help="Prove everything anew, whatever was proved before.")
@click.option(
    "--save",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Add what was found to this file (*.cases.yaml) as cases.",
)
@click.option("--times", is_flag=True, help="Say how long each obligation took, over all processes.")
@click.option("--json", "as_json", is_flag=True, help="Findings as JSON for programs.")
@click.pass_obj
def command(session: Session, seconds: float, jobs: int | None, no_cache: bool, save: Path | None, times: bool, as_json: bool) -> None:
    """Prove that a library is consistent, or show a situation in which it is not.

    It asks about all situations that the constraints allow, on every day of the calendar: that there is always a next step, that
    nothing contradicts, that no rule is dead, that every way ends, and that the author's invariants hold. What cannot be
    proved is listed as not verified. Each situation that is shown was confirmed by the definition of the language.

    Ends with 0 where nothing was found, 4 where something was, 1 where the solver is not installed.

    \b
    Examples:
      simexit prove
      simexit --from my-library prove --save my-library/rules/found.cases.yaml
      simexit prove --json
    """
    from simexit.check.reading import CASES

    if save is not None and not save.name.endswith(CASES):
        raise click.BadParameter(f"`{save}` does not end in `{CASES}`, so that nothing would run what is in it", param_hint="--save")
    rules = session.rules()
    try:
        from simexit.disk import cache_folder
        from simexit.prove.cache import Cache
        from simexit.prove.proof import prove
    except ModuleNotFoundError as error:
        click.echo(f"error: `prove` needs the library {error.name}: install simexit[prove]", err=True)
        raise click.exceptions.Exit(Exit.COULD_NOT_FINISH) from error
    from simexit.author.proof.findings import explained

    with reported("questions") as progress:
        proof = prove(rules, seconds=seconds, jobs=jobs, cache=None if no_cache else Cache(cache_folder()), progress=progress)
    found = [explained(finding, rules, session.language(rules)) for finding in proof.findings]
    if as_json:
        write_json(_described(proof, found, rules))
    else:
        _show(proof, found, times)
    if save is not None:
        _save(save, found)
    if found:
        raise click.exceptions.Exit(Exit.ANSWER_IS_NO)


def _described(proof: Proof, found: list[Explained], rules: RuleSet) -> dict[str, object]:
    from simexit.author.proof.report import BY_CONSTRUCTION, lines

    return {
        "obligations": [
            {"obligation": line.obligation, "states": line.states, "verdict": line.verdict, "questions": line.asked, "proved": line.proved}
            for line in lines(proof)
        ],
        "by_construction": BY_CONSTRUCTION,
        "findings": [one.to_dict() for one in found],
        "not_verified": [
            {"obligation": one.obligation, "kind": one.kind, "names": one.names, "reason": one.reason} for one in proof.not_verified
        ],
        "longest_way": None if proof.longest_way is None else [action for action, _ in proof.longest_way.steps],
        "ruleset": rules.identity,
    }


def _show(proof: Proof, found: list[Explained], times: bool) -> None:
    from simexit.author.proof.report import BY_CONSTRUCTION, lines
    from simexit.cli.show import heading, labelled, paragraph
    from simexit.text.render import render_one

    for one in found:
        click.echo(render_one(one.diagnostic))
        _show_situation(one)
    for line in lines(proof):
        verdict = click.style(f"{line.verdict:13}", fg=_COLOURS[line.verdict], bold=True)
        took = f", {line.seconds:.1f} s" if times else ""
        click.echo(f"{verdict}{line.obligation:11}{line.states} ({line.note}{took})")
    for text in BY_CONSTRUCTION:
        click.echo(f"{'always so':13}{'':11}{text}")
    if proof.longest_way is not None and proof.longest_way.steps:
        steps = proof.longest_way.steps
        heading(f"The longest way takes {len(steps)} {'step' if len(steps) == 1 else 'steps'} before it ends or waits")
        paragraph(" → ".join(action for action, _ in steps))
    if proof.not_verified:
        heading("Not verified")
        for gap in proof.not_verified:
            labelled(f"{', '.join(gap.names) or gap.obligation}:", gap.reason, colour="yellow")
    click.echo()
    total = len(proof.answered)
    click.secho(f"{total} questions, {len(found)} findings, {len(proof.not_verified)} not verified", bold=True)


def _show_situation(one: Explained) -> None:
    if one.finding.situation is None:
        click.echo()
        return
    click.echo("  in this situation, whatever else is so:" if one.lines else "  in every situation")
    widest = max((len(fact) for fact, _ in one.lines), default=0)
    for fact, words in one.lines:
        click.echo(f"    {fact:{widest}}  {words}")
    if one.finding.steps:
        click.echo("  by these steps:")
        for action, outcome in one.finding.steps:
            click.echo(f"    {action}: {outcome}")
    click.echo()


def _save(path: Path, found: list[Explained]) -> None:
    """Add the situations as cases to the end of a file; a file that is there is kept as it is."""
    cases = [one.case for one in found if one.case is not None]
    if not cases:
        click.echo("nothing to save: no finding has a situation", err=True)
        return
    try:
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        new = [case for case in cases if case.partition("\n")[0] not in before.split("\n")]
        start = before if not before or before.endswith("\n") else before + "\n"
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, (start + "".join(f"{case}\n" for case in new)).encode())
    except (OSError, UnicodeDecodeError) as error:
        raise click.ClickException(f"`{path}` could not be written: {error}") from error
    click.echo(f"{len(new)} {'case' if len(new) == 1 else 'cases'} added to {path}", err=True)
