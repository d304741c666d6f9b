"""Another name for a thing, everywhere at once: in kb/, rules/ and cases, in texts, and in the names of files that are names of things.

The library with the new name is checked before anything is changed: where it would have findings that it has not now, nothing is renamed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from simexit.check.reading import CASES
from simexit.check.texts import NAME
from simexit.editor.draft import Draft
from simexit.editor.index import Index
from simexit.editor.mentions import Mention
from simexit.editor.symbols import Symbol
from simexit.text.source import Span

_WORD = re.compile(r"[A-Za-z][\w-]*")
_PATH = re.compile(r"[A-Za-z0-9][\w-]*(/[A-Za-z0-9][\w-]*)*")


class Replacement(NamedTuple):
    """A stretch of a file, by its path in the library, that becomes another text."""

    path: str
    span: Span
    text: str


class Renaming(NamedTuple):
    """What changes in texts, and which files get another path."""

    replacements: tuple[Replacement, ...]
    moved: tuple[tuple[str, str], ...]


class CannotRenameError(Exception):
    """Why a thing cannot have another name, in words."""


def rename(mention: Mention, new: str, index: Index, draft: Draft) -> Renaming:
    """Return what must change so that a thing has a new name. Raises `CannotRenameError`."""
    symbol = mention.symbol
    if index.broken:
        raise CannotRenameError(f"`{index.broken[0]}` cannot be read as it is now; mend it first")
    _refuse(symbol, new, index)
    places = index.everywhere.get(symbol, ())
    written = [(path, one.span) for path, one in places if not (symbol.kind == "rule" and one.entry is not None)]
    for _, span in written:
        if span.text() != symbol.name:
            raise CannotRenameError(f"`{symbol.name}` is written in another form at {span.place}, so that nothing is renamed")
    renaming = Renaming(tuple(Replacement(path, span, new) for path, span in written), tuple(_moved(symbol, new, index)))
    _check(renaming, draft, index)
    return renaming


def applied(renaming: Renaming, draft: Draft, index: Index) -> Draft:
    """Return a library as it is after a renaming."""
    moved = dict(renaming.moved)
    changes: dict[str, str | None] = {}
    for path in dict.fromkeys([*(one.path for one in renaming.replacements), *moved]):
        text = _replaced(index.files[path].source.text, [one for one in renaming.replacements if one.path == path])
        if path in moved:
            changes[str(draft.origin.root / path)] = None
        changes[str(draft.origin.root / moved.get(path, path))] = text
    return draft.changed(changes)


def _refuse(symbol: Symbol, new: str, index: Index) -> None:
    if symbol not in index.definitions:
        raise CannotRenameError(f"nothing here defines `{symbol.name}`")
    if symbol._replace(name=new) in index.definitions:
        raise CannotRenameError(f"there is already a {symbol.kind} `{new}`")
    form = _PATH if symbol.kind == "rule" else NAME if symbol.kind not in {"value", "outcome", "work", "claim", "item", "term"} else _WORD
    if not form.fullmatch(new):
        raise CannotRenameError(f"`{new}` is not in the form of names")


def _moved(symbol: Symbol, new: str, index: Index) -> Iterator[tuple[str, str]]:
    """Yield the files whose path says the name, with their new paths."""
    match symbol.kind:
        case "rule":
            stem, other = f"rules/{symbol.name}", f"rules/{new}"
        case "stage":
            stem, other = f"kb/actions/{symbol.name}", f"kb/actions/{new}"
        case "value":
            for folder, fact in index.profile_facts.items():
                if fact == symbol.owner and f"kb/{folder}/{symbol.name}.yaml" in index.files:
                    yield f"kb/{folder}/{symbol.name}.yaml", f"kb/{folder}/{new}.yaml"
            return
        case _:
            return
    yield from ((stem + end, other + end) for end in (".yaml", CASES) if stem + end in index.files)


def _check(renaming: Renaming, draft: Draft, index: Index) -> None:
    """Check the library with the new name. Raises `CannotRenameError` where it is worse than it was."""
    before, after = draft.check(), applied(renaming, draft, index)
    then = after.check()
    worse = len(then.findings) > len(before.findings)
    if not worse and then.rules is not None and before.rules is not None:
        found = after.cases()[1]
        worse = len(found) > len(draft.cases()[1])
        then = then._replace(findings=found)
    if worse:
        first = then.findings[0]
        raise CannotRenameError(
            f"with this name the library would be wrong: {first.message}{f' ({first.span.place})' if first.span else ''}"
        )


def _replaced(text: str, replacements: list[Replacement]) -> str:
    lines = text.split("\n")
    for _, span, new in sorted(replacements, key=lambda one: (one.span.line, one.span.column), reverse=True):
        line = lines[span.line - 1]
        lines[span.line - 1] = line[: span.column - 1] + new + line[span.end_column - 1 :]
    return "\n".join(lines)
