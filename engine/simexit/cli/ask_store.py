"""Where the answers of an interview go: to the file the person named, and nowhere else."""

from __future__ import annotations

import errno
import os
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import click

from simexit.ask.interview import Interview, Reply
from simexit.ask.kept import as_options, as_yaml
from simexit.cli.keep_facts import why_not_writable
from simexit.cli.show import paragraph
from simexit.disk import write_whole
from simexit.model.expressions import TODAY
from simexit.text.words import Word, word

_REASONS: dict[int | None, Word] = {
    errno.ENOENT: "no_such_folder",
    errno.ENOTDIR: "no_such_folder",
    errno.EEXIST: "file_is_there",
    errno.EISDIR: "is_a_folder",
    errno.EACCES: "may_not_write",
    errno.EROFS: "may_not_write",
    errno.ENOSPC: "disk_is_full",
}


class Keeps(Protocol):
    """Where the answers of an interview go, one by one."""

    def keep(self, interview: Interview) -> bool:
        """Keep the answers so far; say so where that fails. Return whether they are kept."""
        ...

    def save_as(self, name: str, interview: Interview) -> None:
        """Keep the answers in the file named, where that can be chosen; say where they are."""

    def say_where(self, interview: Interview) -> None:
        """Say where the answers are and how to go on."""

    def say_if_lost(self, interview: Interview) -> None:
        """Show the answers where they should be kept and are not."""


@dataclass(frozen=True, slots=True)
class Origin:
    """How the interview was called: the words before `ask`, the file read, and whether the day came from it or from an option."""

    command: tuple[str, ...]
    file: Path | None
    day_in_file: bool
    day_as_option: bool


class Store:
    """The file that holds the answers so far, if one was named."""

    def __init__(self, language: str, origin: Origin) -> None:
        self._language = language
        self._origin = origin
        self._own = [] if origin.file is None else [origin.file]
        self._path: Path | None = None
        self._is_kept = False

    def why_not(self, path: Path) -> OSError | None:
        """Return why a file cannot be taken: it cannot be written, or holds what is not of this interview."""
        if path.is_file() and not any(path.samefile(own) for own in self._own if own.exists()):
            return FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        return why_not_writable(path)

    def take(self, path: Path, interview: Interview) -> bool:
        """Keep the answers in this file from now on; return whether they are in it."""
        self._path, self._is_kept = path, False
        return self.keep(interview)

    def save_as(self, name: str, interview: Interview) -> None:
        """Write to the file named, and go on with it; say why not where that fails. Without a name, write to the present one."""
        path = Path(name).expanduser() if name else self._path
        if path is None:
            paragraph(word("ask_file_name", self._language))
        elif (error := self.why_not(path)) is not None:
            self._say_failure(path, error)
        elif self.take(path, interview):
            paragraph(word("ask_saved", self._language).format(file=path))

    def keep(self, interview: Interview) -> bool:
        """Write the answers so far to the file; say so where that fails. Return whether they are in it."""
        if self._path is None:
            return False
        replies = self._told(interview, day=self._origin.day_in_file)
        try:
            write_whole(self._path, as_yaml(replies, word("ask_file_comment", self._language)).encode(), "kept")
        except OSError as error:
            self._say_failure(self._path, error)
            self._is_kept = False
        else:
            self._own.append(self._path)
            self._is_kept = True
        return self._is_kept

    def say_where(self, interview: Interview) -> None:
        """Say where the answers are and how to go on; they are shown as options where no file has them."""
        day = self._origin.day_as_option
        if self._path is not None and self._is_kept:
            paragraph(word("ask_saved", self._language).format(file=self._path))
            only_day = [reply for reply in interview.replies if day and reply.fact == TODAY]
            file = shlex.quote(str(self._path))
            self._say_command([file, "--save", file, *as_options(only_day)])
        elif options := as_options(self._told(interview, day=day or self._origin.day_in_file)):
            paragraph(word("ask_not_saved", self._language))
            self._say_command(options)

    def say_if_lost(self, interview: Interview) -> None:
        """Show the answers as options where they should be in a file and are not."""
        if self._path is not None and not self._is_kept:
            self.say_where(interview)

    def _told(self, interview: Interview, *, day: bool) -> list[Reply]:
        return [reply for reply in interview.replies if day or reply.fact != TODAY]

    def _say_command(self, arguments: list[str]) -> None:
        """Write a command on one line, to copy."""
        click.echo(" ".join([*map(shlex.quote, self._origin.command), "ask", *arguments]))

    def _say_failure(self, path: Path, error: OSError) -> None:
        reason = word(_REASONS[error.errno], self._language) if error.errno in _REASONS else error.strerror
        paragraph(word("ask_cannot_save", self._language).format(file=path, reason=reason))
