"""`simexit fmt`: the files of a library in canonical form."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from simexit.cli.exits import Exit
from simexit.cli.session import Session, stop

if TYPE_CHECKING:
    from simexit.libraries import Library
    from simexit.text.diagnostics import Findings
    from simexit.text.source import Source

_STANDARD_INPUT = Path("-")


@click.command("fmt")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, allow_dash=True, path_type=Path), metavar="[PATH]...")
@click.option("--check", "only_check", is_flag=True, help="Write nothing; end with 4 where a file is not in canonical form.")
@click.option("--diff", "wants_diff", is_flag=True, help="Write nothing; show what would change.")
@click.option("--as", "as_path", metavar="PATH", type=click.Path(path_type=Path), help="With `-`: the path that the text would have.")
@click.pass_obj
def command(session: Session, paths: tuple[Path, ...], only_check: bool, wants_diff: bool, as_path: Path | None) -> None:
    """Put the files of a library in canonical form: kb/ and rules/ with their cases, or the files and folders named here.

    Two blanks for each level, the keys of an entry in the order of the reference, quotation marks only where they are needed, one
    blank around operators. Every value and every comment stays; texts keep their lines, and an entry with a comment inside keeps
    the order of its keys. `-` reads standard input and writes standard output.

    Ends with 0 where all is well, 4 with --check or --diff where something would change, 3 where a file cannot be read.

    \b
    Examples:
      simexit fmt
      simexit fmt --check
      simexit fmt kb/facts rules/settle/pay-debt.yaml --diff
      simexit fmt - --as rules/settle/pay-debt.yaml < draft.yaml
    """
    from simexit.cli.which_library import own_library
    from simexit.text.diagnostics import Findings

    here, findings = session.which.origin if paths else own_library(session), Findings()
    if as_path is not None and paths != (_STANDARD_INPUT,):
        raise click.UsageError("--as goes with `-` alone")
    if paths == (_STANDARD_INPUT,):
        changed = _through(here, as_path, only_check, wants_diff, findings)
    else:
        changed = _files(paths or (here.kb, here.rules), here, only_check, wants_diff, findings)
    _stop_with(findings)
    if changed and (only_check or wants_diff):
        raise click.exceptions.Exit(Exit.ANSWER_IS_NO)


def _files(paths: tuple[Path, ...], here: Library, only_check: bool, wants_diff: bool, findings: Findings) -> int:
    """Format files, or say which would change; return how many."""
    from simexit.author.format.files import files_in
    from simexit.check.reading import shown_name
    from simexit.parse.nodes import read_file

    if _STANDARD_INPUT in paths:
        raise click.UsageError("`-` stands alone")
    files, changed = files_in(paths), 0
    for file in files:
        source = read_file(file, shown_name(file), findings)
        after = None if source is None else _formatted(source, file, here, findings)
        if source is None or after is None or (after == source.text and after.encode() == file.read_bytes()):
            continue
        changed += 1
        if wants_diff:
            _show_difference(source, after)
        else:
            click.echo(f"{'would change' if only_check else 'changed'}: {source.name}")
        if not (only_check or wants_diff):
            _write(file, source.name, after)
    if not wants_diff:
        click.echo(f"{len(files)} file{'s' * (len(files) != 1)} looked at, {changed} {'to change' if only_check else 'changed'}")
    return changed


def _write(file: Path, shown: str, text: str) -> None:
    from simexit.disk import write_whole

    try:
        write_whole(file, text.encode(), "kept")
    except OSError as error:
        raise click.ClickException(f"cannot write `{shown}`: {error.strerror or error}") from error


def _through(here: Library, as_path: Path | None, only_check: bool, wants_diff: bool, findings: Findings) -> int:
    """Format standard input; return 1 where it changes."""
    from simexit.parse.nodes import decode

    source = decode(sys.stdin.buffer.read(), str(as_path or "-"), findings)
    after = None if source is None else _formatted(source, as_path, here, findings)
    if source is None or after is None:
        return 0
    if wants_diff:
        _show_difference(source, after)
    elif not only_check:
        click.echo(after, nl=False)
    return int(after != source.text)


def _formatted(source: Source, path: Path | None, here: Library, findings: Findings) -> str | None:
    from simexit.author.format.canonical import ValueWouldChangeError, canonical
    from simexit.author.format.files import kind_of_file

    kind = None if path is None else kind_of_file(path, here)
    try:
        return canonical(source, None if kind is None else kind.shape, findings)
    except ValueWouldChangeError as error:
        raise click.ClickException(f"`{error}` cannot be put in canonical form without a change of a value; it is left as it is") from error


def _show_difference(source: Source, after: str) -> None:
    from difflib import unified_diff

    lines = unified_diff(source.text.splitlines(), after.splitlines(), source.name, f"{source.name} (canonical)", lineterm="")
    click.echo("\n".join(lines))


def _stop_with(findings: Findings) -> None:
    if len(findings):
        stop(findings.in_order(), Exit.RULES_HAVE_ERRORS)
