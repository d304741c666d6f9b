"""`simexit graph`: what can follow on what when the advice is followed."""

from __future__ import annotations

import click

from simexit.cli.exits import Exit
from simexit.cli.progress import reported
from simexit.cli.session import Session, write_json


@click.command("graph")
@click.option("--all", "complete", is_flag=True, help="Every step, not only those without another one in between.")
@click.option("--json", "as_json", is_flag=True, help="The graph as JSON for programs.")
@click.pass_obj
def command(session: Session, complete: bool, as_json: bool) -> None:
    """Draw what can follow on what when the advice is followed, as a Mermaid flowchart.

    An arrow is there where the solver found a situation in which the step is taken, and missing where it proved that there is
    none. Steps that others lead to as well are left out, so that the graph can be read; `--all` shows them.

    \b
    Examples:
      simexit graph > steps.mmd
      simexit graph --all --json
    """
    rules = session.rules()
    try:
        from simexit.disk import cache_folder
        from simexit.prove.cache import Cache
        from simexit.prove.proof import prove
        from simexit.prove.questions import Succession
    except ModuleNotFoundError as error:
        click.echo(f"error: `graph` needs the library {error.name}: install simexit[prove]", err=True)
        raise click.exceptions.Exit(Exit.COULD_NOT_FINISH) from error
    from simexit.author.proof.transitions import to_mermaid, transitions

    with reported("questions") as progress:
        proof = prove(rules, cache=Cache(cache_folder()), progress=progress, only=Succession)
    graph = transitions(proof.successions, rules, complete=complete)
    if as_json:
        write_json(graph.to_dict())
    else:
        click.echo(to_mermaid(graph, rules, session.language(rules)), nl=False)
