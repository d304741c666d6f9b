"""A library as it is being written: what is on disk, and over it what is in an editor and not saved yet."""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from simexit.author.cases.case import Case
from simexit.author.cases.files import cases_in
from simexit.check.files import Text, decoded
from simexit.check.kept import Kept
from simexit.check.reading import CASES, laid_over, read_files, shown_name, visible
from simexit.check.ruleset import check_texts
from simexit.libraries import Library
from simexit.model.rules import RuleSet
from simexit.parse.nodes import Node, decode, read_bytes
from simexit.text.diagnostics import Diagnostic, Findings
from simexit.text.source import Source


class Checked(NamedTuple):
    """What a check found; the rule set is there only where that is nothing."""

    rules: RuleSet | None
    findings: tuple[Diagnostic, ...]


class File(NamedTuple):
    """A file of a library or of its cases: its path in the library, such as `kb/facts/card.yaml`, its text and its nodes."""

    path: str
    source: Source
    node: Node | None


class Draft:
    """One library; `root` is an absolute path. What is open in an editor stands for what is on disk."""

    def __init__(self, library: Library, unsaved: Mapping[str, bytes | None] | None = None, kept: Kept | None = None) -> None:
        self.origin = library
        self.good: RuleSet | None = None
        self._unsaved: dict[str, bytes | None] = dict(unsaved or {})
        self._kept = kept or Kept()
        self._checked: tuple[tuple[tuple[Text, ...], list[Diagnostic]], Checked] | None = None
        self._read: dict[str, tuple[Source, object, list[Case], tuple[Diagnostic, ...]]] = {}
        self._top = {folder.name: shown_name(folder) for folder in (library.kb, library.rules)}

    def put(self, path: str, text: str) -> None:
        """Let a text stand for the file at a path."""
        self._unsaved[path] = text.encode(errors="replace")

    def drop(self, path: str) -> None:
        """Let the file on disk stand for itself again."""
        self._unsaved.pop(path, None)

    def changed(self, changes: Mapping[str, str | None]) -> Draft:
        """Return this library with other texts for some files, None where a file is taken away."""
        new = {path: None if text is None else text.encode(errors="replace") for path, text in changes.items()}
        return Draft(self.origin, {**self._unsaved, **new}, Kept(self._kept))

    def check(self) -> Checked:
        """Check the whole library without its cases; a rule set that is right is kept as `good`."""
        texts, findings = self.texts()
        if self._checked is None or self._checked[0] != (texts, findings.found):
            of = texts, list(findings.found)
            rules, findings = check_texts(texts, self.origin, findings, self._kept)
            self._checked = of, Checked(rules, findings.in_order())
            self.good = rules or self.good
        return self._checked[1]

    def texts(self) -> tuple[tuple[Text, ...], Findings]:
        """Return the files of the library without its cases as they are typed, and what is wrong with reading them."""
        findings = Findings()
        return decoded(read_files(self.origin, findings, self._unsaved), findings), findings

    def files(self) -> tuple[File, ...]:
        """Return every file that can be read, cases among them, each with its nodes, or with those it had when it last could be parsed."""
        found = (source for folder in (self.origin.kb, self.origin.rules) for source in self._sources(folder, ".yaml"))
        return tuple(File(path, source, self._kept.last_good(source)) for path, source in found)

    def cases(self, paths: Iterable[str] | None = None) -> tuple[tuple[Case, ...], tuple[Diagnostic, ...]]:
        """Return the cases of all files or of some, and what is wrong with them; none where the library was never right."""
        wanted = None if paths is None else set(paths)
        cases: list[Case] = []
        findings = Findings()
        if self.good is None:
            return (), ()
        speaks = _speaks(self.good)
        for _, source in self._sources(self.origin.rules, CASES, wanted):
            read, found = self._cases(source, self.good, speaks)
            cases += read
            findings.found += found
        return tuple(cases), findings.in_order()

    def path_of(self, name: str) -> str | None:
        """Return the whole path of a file by the name that findings give it, None where it is not of this library."""
        for folder, shown in self._top.items():
            if name.startswith(f"{shown}/"):
                return str(self.origin.root / folder / name[len(shown) + 1 :])
        return None

    def name_of(self, path: str) -> str:
        """Return the name that findings give a file, by its path in the library."""
        folder, _, inside = path.partition("/")
        return f"{self._top[folder]}/{inside}"

    def source_of(self, path: str) -> Source | None:
        """Return the text of one file by its path in the library, None where it cannot be read."""
        return self._source(str(self.origin.root / path), self.name_of(path))

    def _cases(self, source: Source, rules: RuleSet, speaks: object) -> tuple[list[Case], tuple[Diagnostic, ...]]:
        kept = self._read.get(source.name)
        if kept is None or kept[0] != source or kept[1] != speaks:
            findings = Findings()
            node = self._kept.parse(source, findings)
            read = [] if node is None else cases_in(node, rules, findings)
            kept = self._read[source.name] = (source, speaks, read, tuple(findings.found))
        return kept[2], kept[3]

    def _sources(self, folder: Path, ending: str, wanted: Container[str] | None = None) -> Iterable[tuple[str, Source]]:
        """Yield the files of a folder with their paths in the library, all or those that are wanted."""
        for path in laid_over(visible(folder), folder, self._unsaved):
            inside = path[len(str(self.origin.root)) + 1 :].replace(os.sep, "/")
            if path.endswith(ending) and (wanted is None or inside in wanted):
                source = self._source(path, self.name_of(inside))
                if source is not None:
                    yield inside, source

    def _source(self, path: str, name: str) -> Source | None:
        content = self._unsaved[path] if path in self._unsaved else read_bytes(path, name, Findings())
        return None if content is None else decode(content, name, Findings())


def _speaks(rules: RuleSet) -> object:
    """Return all that the reading of a case depends on: what there is to speak of, and the types."""
    words = rules.vocabulary
    return (
        words.settings.languages,
        {name: fact.type for name, fact in words.facts.items()},
        {name: figure.type for name, figure in words.parameters.items()},
        {name: (one.value, one.type) for name, one in words.derived.items()},
        {name: [outcome.name for outcome in action.outcomes] for name, action in words.actions.items()},
        tuple(words.actions),
        tuple(words.warnings),
    )
