"""What an editor asks of libraries, and the answers: everything of `simexit lsp` but the protocol."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from simexit.author.lint.lint import Finding
from simexit.check.reading import CASES
from simexit.editor.completion import NOTHING, Offers, complete
from simexit.editor.conflicts import Conflict
from simexit.editor.draft import Draft
from simexit.editor.firing import Firing, Firings
from simexit.editor.hover import hover
from simexit.editor.index import Index, is_within, rule_of
from simexit.editor.mentions import Mention
from simexit.editor.outline import Part, outline
from simexit.editor.pages import page_of
from simexit.editor.rename import CannotRenameError, Renaming, rename
from simexit.libraries import Library
from simexit.text.diagnostics import Diagnostic
from simexit.text.source import Source, Span, whole


class Place(NamedTuple):
    """A place in a file on disk, by its whole path."""

    path: str
    span: Span


class Lens(NamedTuple):
    """A line about a rule, and the places that it speaks of."""

    span: Span
    firing: Firing
    places: tuple[Place, ...]


class Service:
    """One library in an editor; `language` is that of the person who writes."""

    def __init__(self, library: Library, language: str) -> None:
        self.draft = Draft(library)
        self.language = language
        self.conflicts: tuple[Conflict, ...] = ()
        self.lints: tuple[Finding, ...] = ()
        self.open: set[str] = set()
        self._index: Index | None = None
        self._is_stale = True
        self._found: Mapping[str, tuple[Diagnostic, ...]] = {}
        self._firings = Firings()

    def opened(self, path: str, text: str) -> None:
        """Take the text of a file, by its whole path, from the editor; also when it changed."""
        self.open.add(path)
        self.draft.put(path, text)
        self._is_stale = True

    def closed(self, path: str) -> None:
        """Take the file from disk again."""
        self.open.discard(path)
        self.draft.drop(path)
        self._is_stale = True

    def findings(self) -> Mapping[str, tuple[Diagnostic, ...]]:
        """Check the library as it is typed; return the findings by whole path.

        Of the cases, those that are open are looked at. A finding without a place is one of the settings.
        """
        checked = self.draft.check()
        opened = {inside for path in self.open if path.endswith(CASES) and (inside := self.inside(path)) is not None}
        found = [*checked.findings, *(self.draft.cases(opened)[1] if opened else ())]
        if checked.rules is not None:
            found += [*(conflict.finding for conflict in self.conflicts), *(one.diagnostic for one in self._lints_that_stand())]
        result: dict[str, list[Diagnostic]] = {}
        settings = str(self.draft.origin.kb / "library.yaml")
        for finding in found:
            path = settings if finding.span is None else self.draft.path_of(finding.span.source.name)
            result.setdefault(path or settings, []).append(finding if finding.span else replace(finding, span=whole(Source("", ""))))
        self._found = {path: tuple(several) for path, several in result.items()}
        return self._found

    def _lints_that_stand(self) -> Iterator[Finding]:
        """Yield what the lints found in files that nobody has changed since they were asked."""
        for one in self.lints:
            source = None if one.diagnostic.span is None else one.diagnostic.span.source
            inside = None if source is None else self.inside(self.draft.path_of(source.name) or "")
            if inside is not None and self.draft.source_of(inside) == source:
                yield one

    def index(self) -> Index:
        """Return the names of the library as it is typed."""
        if self._index is None or self._is_stale:
            self._index, self._is_stale = Index(self.draft.files(), self._index), False
        return self._index

    def refresh(self) -> None:
        """Look at the files on disk again."""
        self._is_stale = True

    def complete(self, path: str, line: int, column: int) -> Offers:
        """Return what can be written at a place."""
        inside = self.inside(path)
        source = None if inside is None else self.draft.source_of(inside)
        return NOTHING if inside is None or source is None else complete(source, inside, line, column, self.index(), self.language)

    def mention(self, path: str, line: int, column: int) -> Mention | None:
        """Return the name at a place."""
        inside = self.inside(path)
        return None if inside is None else self.index().at(inside, line, column)

    def hover(self, path: str, line: int, column: int) -> tuple[str, Span] | None:
        """Return what is known of the name at a place, and the pages of the findings there, as Markdown."""
        mention = self.mention(path, line, column)
        about = None if mention is None else hover(mention.symbol, self.index(), self.language)
        here = [one for one in self._found.get(path, ()) if one.span is not None and is_within(one.span, line, column)]
        texts = [*([] if about is None else [about]), *dict.fromkeys(page_of(finding) for finding in here)]
        spans = [*([] if mention is None else [mention.span]), *(finding.span for finding in here if finding.span is not None)]
        return ("\n\n---\n\n".join(texts), spans[0]) if texts else None

    def definition(self, path: str, line: int, column: int) -> Place | None:
        """Return where the name at a place is defined."""
        mention = self.mention(path, line, column)
        return None if mention is None else next((place for place in self._places(mention) if place[1]), (None, False))[0]

    def references(self, path: str, line: int, column: int, with_definition: bool) -> tuple[Place, ...]:
        """Return where the name at a place is used."""
        mention = self.mention(path, line, column)
        return () if mention is None else tuple(place for place, defines in self._places(mention) if with_definition or not defines)

    def rename(self, path: str, line: int, column: int, new: str) -> Renaming:
        """Return what gives the name at a place another form. Raises `CannotRenameError`."""
        mention = self.mention(path, line, column)
        if mention is None:
            raise CannotRenameError("there is no name here")
        return rename(mention, new, self.index(), self.draft)

    def outline(self, path: str) -> tuple[Part, ...]:
        """Return what a file defines."""
        inside = self.inside(path)
        return () if inside is None else outline(inside, self.index(), self.language)

    def lens(self, path: str) -> Lens | None:
        """Return what the rule of a file does in the cases of the library, as it was when the library was last right."""
        name = rule_of(self.inside(path) or "")
        rules = self.draft.good
        rule = None if rules is None else next((one for one in rules.rules if one.name == name), None)
        if rules is None or rule is None:
            return None
        firing = self._firings.firing(rule, rules, self.draft.cases()[0])
        return Lens(rule.span, firing, tuple(self._located(firing.fires)))

    def inside(self, path: str) -> str | None:
        """Return the path in the library of a file by its whole path, None where it is of no library or of another one."""
        root = str(self.draft.origin.root)
        inside = path[len(root) + 1 :].replace(os.sep, "/") if path.startswith(root + os.sep) else ""
        return inside if inside.startswith(("kb/", "rules/")) and inside.endswith(".yaml") else None

    def whole(self, inside: str) -> str:
        """Return the whole path of a file by its path in the library."""
        return str(self.draft.origin.root / inside)

    def _places(self, mention: Mention) -> Iterator[tuple[Place, bool]]:
        for path, one in self.index().everywhere.get(mention.symbol, ()):
            yield Place(self.whole(path), one.span), one.entry is not None

    def _located(self, spans: tuple[Span, ...]) -> Iterator[Place]:
        for span in spans:
            path = self.draft.path_of(span.source.name)
            if path is not None:
                yield Place(path, span)


def library_of(path: str) -> Library | None:
    """Return the library that a file is in: the nearest folder above it that holds kb/library.yaml, and the file in kb/ or rules/."""
    for folder in Path(path).parents:
        if folder.name in {"kb", "rules"} and (folder.parent / "kb" / "library.yaml").is_file():
            return Library(folder.parent)
    return None
