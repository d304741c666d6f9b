"""`simexit lint`: what in a library is right and could be better?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from simexit.cli.exits import Exit
from simexit.cli.findings_output import chosen, output_options, write_for_programs
from simexit.cli.session import Session

if TYPE_CHECKING:
    from datetime import date

    from simexit.author.lint.lint import Finding
    from simexit.libraries import Library
    from simexit.text.diagnostics import Diagnostic


@click.command("lint")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--fix", is_flag=True, help="Mend what can be mended with certainty; comments and all else stay as they are.")
@click.option("--today", metavar="DATE", help="The day by which age is judged, such as 2026-12-01; today if not given.")
@output_options
@click.pass_obj
def command(session: Session, paths: tuple[Path, ...], fix: bool, today: str | None, form: str | None, as_json: bool) -> None:
    """Look for what is right but could be better: needless conditions, rules said twice, stale translations, old sources.

    With PATHS, only what is found in these files and folders is shown. `simexit explain CODE` says more about each finding;
    `lints` in library.yaml switches one off, with a reason. Ends with 0 where nothing was found and 3 otherwise.

    \b
    Examples:
      simexit lint
      simexit --from my-library lint --fix
      simexit --from my-library lint my-library/rules/desk --format github
    """
    from simexit.author.lint.run import lint
    from simexit.cli.which_library import own_library

    form = chosen(form, as_json)
    of, day = own_library(session) if fix else session.origin, _day(today)
    mended = _mend(of, day, paths) if fix else ()
    rules, found = lint(of, day)
    shown = found if rules is None else tuple(finding for finding in found if _is_in(finding, paths))
    if form == "text":
        _show(shown, mended)
    else:
        identity = None if rules is None else rules.identity
        write_for_programs(form, shown, {"mended": [one.to_dict() for one in mended], "ruleset": identity})
    if shown:
        raise click.exceptions.Exit(Exit.RULES_HAVE_ERRORS)


def _day(written: str | None) -> date | None:
    from simexit.parse.shapes import to_day

    day = None if written is None else to_day(written)
    if written is not None and day is None:
        raise click.UsageError(f"`{written}` is not a date such as 2026-12-01")
    return day


def _is_in(finding: Finding, paths: tuple[Path, ...]) -> bool:
    """Return whether a finding is in one of the files and folders that were named, or none was."""
    span = finding.diagnostic.span
    return not paths or (span is not None and _is_among(Path(span.source.name), paths))


def _is_among(file: Path, paths: tuple[Path, ...]) -> bool:
    return any(file.resolve().is_relative_to(path.resolve()) for path in paths)


def _mend(of: Library, day: date | None, paths: tuple[Path, ...]) -> tuple[Diagnostic, ...]:
    """Write the files that a certain mend changes, and return what was mended."""
    from simexit.author.lint.fix import fixed
    from simexit.disk import write_whole

    mended = fixed(of, day, lambda file: not paths or _is_among(file, paths))
    if mended is None:
        return ()
    for path, content in mended.files.items():
        try:
            write_whole(path, content)
        except OSError as error:
            click.echo(f"error: cannot write `{path}`: {error.strerror or error}", err=True)
            raise click.exceptions.Exit(Exit.COULD_NOT_FINISH) from error
    return mended.mended


def _show(found: tuple[Finding, ...], mended: tuple[Diagnostic, ...]) -> None:
    from simexit.text.render import render

    for one in mended:
        assert one.span is not None, "a lint names a place"
        click.echo(f"{one.span.place}: mended {one.code.code}: {one.message}")
    if not found:
        click.echo("nothing found")
        return
    click.echo(render(finding.diagnostic for finding in found), err=True)
    click.echo(f"\n{len(found)} finding{'s' * (len(found) != 1)}; `simexit explain {found[0].diagnostic.code.code}` says more", err=True)
