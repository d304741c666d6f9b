"""The command `simexit`: its commands, the options for all of them, and how it ends."""

from __future__ import annotations

import gc
import os
import sys

import click

from simexit.cli.exits import Exit
from simexit.cli.lazy_group import LazyGroup
from simexit.cli.session import Session

_FOR_EVERYBODY = {
    "next": "What to do next, and what can go wrong.",
    "ask": "The same as an interview: one question at a time, only what matters.",
    "why": "Why that is the next step, down to your facts, the figures and the sources.",
    "why-not": "Why something is not next or does not concern you: what is missing, and by how much.",
    "what-if": "What a change of your facts would change in the advice.",
    "how-to": "What you could change so that an action becomes the next step.",
    "case": "A case over weeks: what happened, what is due, what to do next.",
    "plan": "The whole way to the end, with dates; also as a graph or a calendar.",
    "batch": "Advice for every row of a table: Parquet, CSV, JSON lines, DuckDB; also on Spark.",
    "letter": "A letter to hand over, filled from your facts; as text, HTML or PDF.",
    "serve": "The same as a web page, on a phone or in any browser.",
    "mcp": "The same as tools for an assistant, which asks where it would have to guess.",
    "facts": "What you can tell: names, values, questions.",
    "rules": "What follows from what, why, and on what source.",
    "sources": "Articles, laws and pages: their claims and what became of them.",
    "graph": "What can follow on what, as a flowchart.",
    "docs": "The library as pages to read, or the interview as one file that needs no network.",
}
_FOR_AUTHORS = {
    "check": "Are the rule files right?",
    "lint": "What in the rule files is right and could be better?",
    "explain": "What a code of a finding means, and what to do.",
    "lsp": "The rule files in your editor: findings as you type, completion, renaming.",
    "new": "A new library, fact, action or rule, with what to fill in.",
    "fmt": "The rule files in canonical form.",
    "schema": "What each kind of file can hold, for your editor.",
    "test": "Is the advice in your cases what you expect?",
    "prove": "Are the rules consistent, in every situation?",
    "coverage": "How far do your cases exercise the rules?",
    "mutate": "Would your cases notice a mistake in the rules?",
    "diff": "Who gets different advice by another version?",
}
COMMANDS = _FOR_EVERYBODY | {name: f"{summary} For authors." for name, summary in _FOR_AUTHORS.items()}

_OBJECTS = 100_000
"""How many new objects set off a search for those that only refer to one another; most commands end before."""


def _version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if not wanted or ctx.resilient_parsing:
        return
    from simexit.check.language import LANGUAGE_VERSION
    from simexit.run.rete.extension import extension
    from simexit.version import __version__

    _, why_not = extension()
    second = "durable_rules is there" if why_not is None else f"none, because {why_not}"
    click.echo(f"simexit {__version__} (rule language {LANGUAGE_VERSION}, Python {sys.version.split()[0]})\nsecond opinion: {second}")
    ctx.exit()


@click.group(
    cls=LazyGroup,
    package="simexit.cli",
    summaries=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Start with `simexit next`: it asks the first question. Answer with `simexit next -f FACT=VALUE`; `simexit facts` lists them.",
)
@click.option("--from", "root", metavar="DIR", help="Use the kb/ and rules/ in this folder, not those around you or of the program.")
@click.option("--lang", type=click.Choice(["zh", "en", "ru"]), help="Language of the answer; your system's if not given.")
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version and what is available."
)
@click.pass_context
def cli(ctx: click.Context, root: str | None, lang: str | None) -> None:
    """Say what to do next, warn of what can go wrong, and say why."""
    ctx.obj = Session(root, lang, for_author=ctx.invoked_subcommand in _FOR_AUTHORS)
    if os.environ.get("NO_COLOR"):
        ctx.color = False


def _open_what_is_closed() -> None:
    """Let a standard stream that the caller closed be one where nothing comes from and nothing goes to; Python has None for it."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115  # it stays open to the end


def main() -> None:
    """Run the command line; no traceback ever reaches a user."""
    gc.set_threshold(_OBJECTS)
    _open_what_is_closed()
    try:
        cli(prog_name="simexit")
    except Exception as error:
        if os.environ.get("SIMEXIT_DEBUG"):
            raise
        if isinstance(error, OSError) and error.strerror:
            click.echo(f"error: the system refused: {error.strerror}" + (f": {error.filename}" if error.filename else ""), err=True)
        else:
            click.echo(f"error: something went wrong inside simexit: {type(error).__name__}: {error}", err=True)
            click.echo("Nothing you gave was lost or changed. SIMEXIT_DEBUG=1 shows the details for a report.", err=True)
        sys.exit(Exit.COULD_NOT_FINISH)
    finally:
        if "duckdb" not in sys.modules:  # which takes what is still there at the end for a leak, and says so
            gc.freeze()  # the process ends, and nothing that is left has to be looked through once more


if __name__ == "__main__":
    main()
