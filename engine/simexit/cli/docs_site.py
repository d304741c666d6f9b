"""What `simexit docs DIR` does: the library as a site of pages, with what is proved of it where that is asked for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NoReturn

import click

from simexit.cli.exits import Exit
from simexit.cli.progress import reported, with_progress
from simexit.cli.session import Session, stop

if TYPE_CHECKING:
    from pathlib import Path

    from simexit.model.rules import RuleSet
    from simexit.prove.proof import Proof


def write_site(session: Session, folder: Path, *, prove: bool, replace: bool) -> None:
    """Write the site into a folder, or stop with what is wrong."""
    rules = session.rules()
    language = session.language(rules)
    try:
        from simexit.site.site import site
    except ModuleNotFoundError as error:
        _fail(f"pages need the library {error.name}: install simexit[docs]")
    from simexit.site.made import NotOursError, write
    from simexit.site.subject import UnreadableError, subject

    proof = _proof(rules) if prove else None
    try:
        about = subject(session.origin, rules, language, proof, partial(with_progress, label="cases"))
    except UnreadableError as error:
        stop(error.findings, Exit.RULES_HAVE_ERRORS)
    with reported("pages") as progress:
        files = dict(site(about, progress))
    try:
        write(folder, files, replace=replace)
    except NotOursError as error:
        _fail(f"{error}; name another folder, or write over it with `--replace`")
    except OSError as error:
        _fail(f"cannot write {error.filename or folder}: {error.strerror or error}")
    proved = "with the proof" if prove else "nothing proved: `--prove` does"
    click.echo(f"{folder / 'index.html'}: {len(files)} files, {language}, {proved}")


def _proof(rules: RuleSet) -> Proof:
    try:
        from simexit.disk import cache_folder
        from simexit.prove.cache import Cache
        from simexit.prove.proof import prove
    except ModuleNotFoundError as error:
        _fail(f"`--prove` needs the library {error.name}: install simexit[prove]")
    with reported("questions") as progress:
        return prove(rules, cache=Cache(cache_folder()), progress=progress)


def _fail(message: str) -> NoReturn:
    click.echo(f"error: {message}", err=True)
    raise click.exceptions.Exit(Exit.COULD_NOT_FINISH)
