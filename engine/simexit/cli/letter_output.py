"""A letter to standard output, or to a file that only its owner can read, written whole or not at all."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NoReturn, assert_never

import click

from simexit.cli.exits import Exit
from simexit.cli.show import columns
from simexit.disk import write_whole

if TYPE_CHECKING:
    from simexit.document.letter import FilledLetter

Form = Literal["text", "html", "pdf"]
_FORMS: dict[str, Form] = {".html": "html", ".htm": "html", ".pdf": "pdf"}


def form_of(path: str | None) -> Form:
    """Return the form that the name of a file says."""
    return _FORMS.get(Path(path or "").suffix.lower(), "text")


def write_letter(letter: FilledLetter, form: Form, path: str | None) -> None:
    """Write a letter, or stop with why it cannot be done."""
    if form == "pdf" and path is None:
        raise click.UsageError("a PDF needs a file to go to: give -o letter.pdf")
    content = _content(letter, form)
    if path is not None and path != "-":
        _write_file(path, content if isinstance(content, bytes) else content.encode())
    elif isinstance(content, bytes):
        sys.stdout.buffer.write(content)
    else:
        click.echo(content, nl=False)


def _content(letter: FilledLetter, form: Form) -> str | bytes:
    from simexit.document.calendar_file import MissingLibraryError
    from simexit.document.letter_pdf import NotPrintableError

    match form:
        case "text":
            return letter.to_text(columns())
        case "html":
            return letter.to_html()
        case "pdf":
            try:
                return letter.to_pdf()
            except (MissingLibraryError, NotPrintableError) as error:
                _fail(str(error))
        case _:
            assert_never(form)


def _write_file(path: str, content: bytes) -> None:
    try:
        write_whole(Path(path), content, "owner")
    except OSError as error:
        _fail(f"cannot write {path}: {error.strerror}")


def _fail(message: str) -> NoReturn:
    click.echo(f"error: {message}", err=True)
    raise click.exceptions.Exit(Exit.COULD_NOT_FINISH)
