"""The command `simexit`: options for all commands, and each command imported only when it is called."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from simexit.cli.exits import Exit
from simexit.cli.session import Session

COMMANDS = {
    "next": "What to do next, and what can go wrong.",
    "ask": "The same as an interview: one question at a time, only what matters.",
    "why": "Why that is the next step, down to your facts, the figures and the sources.",
    "why-not": "Why something is not next or does not concern you: what is missing, and by how much.",
    "what-if": "What a change of your facts would change in the advice.",
    "how-to": "What you could change so that an action becomes the next step.",
    "plan": "The whole way to the end, with dates; also as a graph or a calendar.",
    "batch": "Advice for every row of a table: Parquet, CSV, JSON lines, DuckDB; also on Spark.",
    "letter": "A letter to hand over, filled from your facts; as text, HTML or PDF.",
    "facts": "What you can tell: names, values, questions.",
    "rules": "What follows from what, why, and on what source.",
    "sources": "Articles, laws and pages: their claims and what became of them.",
    "graph": "What can follow on what, as a flowchart.",
    "check": "Are the rule files right? For authors.",
    "test": "Is the advice in your cases what you expect? For authors.",
    "prove": "Are the rules consistent, in every situation? For authors.",
    "coverage": "How far do your cases exercise the rules? For authors.",
    "mutate": "Would your cases notice a mistake in the rules? For authors.",
    "diff": "Who gets different advice by another version? For authors.",
}


class LazyGroup(click.Group):
    """Knows its commands by name and imports the module of the one that is called; `a-b` is in `a_b_command`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order in which a new user needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command, or None where there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"simexit.cli.{cmd_name.replace('-', '_')}_command").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def _version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if not wanted or ctx.resilient_parsing:
        return
    from simexit import __version__
    from simexit.check.settings import LANGUAGE_VERSION
    from simexit.run.extension import extension

    _, why_not = extension()
    second = "durable_rules is there" if why_not is None else f"none, because {why_not}"
    click.echo(f"simexit {__version__} (rule language {LANGUAGE_VERSION}, Python {sys.version.split()[0]})\nsecond opinion: {second}")
    ctx.exit()


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Start with `simexit next`: it asks the first question. Answer with `simexit next -f FACT=VALUE`; `simexit facts` lists them.",
)
@click.option("--from", "root", metavar="DIR", help="Use the kb/ and rules/ in this folder, not the ones that come with the program.")
@click.option("--lang", type=click.Choice(["zh", "en", "ru"]), help="Language of the answer; your system's if not given.")
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version and what is available."
)
@click.pass_context
def cli(ctx: click.Context, root: str | None, lang: str | None) -> None:
    """Say what to do next, warn of what can go wrong, and say why."""
    ctx.obj = Session(root, lang)
    if os.environ.get("NO_COLOR"):
        ctx.color = False


def main() -> None:
    """Run the command line; no traceback ever reaches a user."""
    try:
        cli(prog_name="simexit")
    except Exception as error:
        if os.environ.get("SIMEXIT_DEBUG"):
            raise
        click.echo(f"error: something went wrong inside simexit: {type(error).__name__}: {error}", err=True)
        click.echo("Nothing you gave was lost or changed. SIMEXIT_DEBUG=1 shows the details for a report.", err=True)
        sys.exit(Exit.COULD_NOT_FINISH)


if __name__ == "__main__":
    main()
