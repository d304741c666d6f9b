"""`simexit new`: files for a new entry or a new library, with instructions inside."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from simexit.cli.session import Session

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from simexit.author.scaffold.drafts import Draft


@click.command("new")
@click.argument("kind", metavar="KIND")
@click.argument("name", metavar="NAME")
@click.option("--then", metavar="KIND:NAME", help="Of a rule: what it concludes, such as `warning:too_late`; by its name if not given.")
@click.pass_obj
def command(session: Session, kind: str, name: str, then: str | None) -> None:
    """Write the files for a new KIND called NAME: what to fill in stands inside, with a case that fails until it is done.

    KIND is `library` (NAME is a folder that is not there yet), `fact`, `action` (NAME is STAGE/NAME), `rule` (NAME is its path),
    `source`, or what the library calls its profiles in kb/library.yaml. In a checkout of this program, `lint` (NAME is CODE/NAME)
    begins one more lint. What is there is never written over.

    \b
    Examples:
      simexit new library my-library
      simexit new source handbook
      simexit new action care/move_plant
      simexit new fact plant.in_the_sun
      simexit --from my-library new rule care/water-in-the-sun --then action:water_plant
      simexit new lint L204/two-reasons
    """
    from datetime import UTC, datetime

    if then is not None and kind != "rule":
        raise click.UsageError("--then goes with `rule`")
    today = datetime.now(UTC).date()
    if kind == "library":
        _library(Path(name), today)
        return
    from simexit.author.scaffold.drafts import CannotDraftError

    try:
        _entry(session, kind, name, then, today) if kind != "lint" else _lint(name)
    except CannotDraftError as error:
        raise click.UsageError(str(error)) from error


def _entry(session: Session, kind: str, name: str, then: str | None, today: date) -> None:
    from simexit.author.scaffold.drafts import Drafts
    from simexit.cli.which_library import own_library

    here = own_library(session)
    _write_all(here.root, Drafts(here, today).of(kind, name, then))
    program = "simexit" if session.root is None else f"simexit --from {session.root}"
    click.echo(f"what to do next stands in the first of them; then `{program} check` and `{program} test`")


def _lint(name: str) -> None:
    from simexit.author.scaffold.lint_draft import lint_draft

    _write_all(Path(), lint_draft(Path(), name))
    click.echo("what to do next stands in the first of them")


def _library(folder: Path, today: date) -> None:
    from simexit.author.scaffold.drafts import Draft
    from simexit.author.scaffold.writing import whole_library

    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise click.UsageError(f"`{folder}` is there already")
    _write_all(folder, [Draft(path, text) for path, text in whole_library({"today": today.isoformat()})])
    click.echo(f"read {folder / 'README.md'}; then `cd {folder}` and `simexit check`")


def _write_all(root: Path, drafts: Iterable[Draft]) -> None:
    """Write the drafts, and say so when all are there: whoever reads no further must not be left with half of them."""
    drafts = list(drafts)
    for draft in drafts:
        _write(root, draft)
    for draft in drafts:
        click.echo(f"{'added to' if draft.below else 'wrote'} {root / draft.path}")


def _write(root: Path, draft: Draft) -> None:
    from simexit.disk import write_whole

    path = root / draft.path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text(encoding="utf-8").rstrip("\n") + "\n\n" if draft.below else ""
        write_whole(path, (before + draft.text).encode())
    except (OSError, UnicodeDecodeError) as error:
        raise click.ClickException(f"cannot write `{path}`: {error}") from error
