"""What lints look at: a checked library, the trees that it was read from, and the day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain

from simexit.author.lint.parts import Written, written_condition
from simexit.check.file_kinds import INVARIANTS
from simexit.check.files import File, Files
from simexit.model.expressions import Conclusion, Condition, Not
from simexit.model.rules import Rule, RuleSet
from simexit.parse.nodes import Mapping, Node, Scalar, Sequence
from simexit.text.forms import PLACEHOLDER, split

_EXPRESSIONS = frozenset({"when", "never", "always", "impossible", "applies_when", "requires", "value", "by", "set"})
"""The keys under which conditions, values, days and changes stand."""
_NAME = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*")


@dataclass(frozen=True)
class Subject:
    """A library without errors on a day."""

    rules: RuleSet
    files: Files
    today: date

    @cached_property
    def rule_files(self) -> tuple[tuple[File, Rule], ...]:
        """Every rule with its file."""
        by_name = {rule.name: rule for rule in self.rules.rules}
        return tuple((file, by_name[file.path]) for file in self.files.rules if file.folder != INVARIANTS)

    @cached_property
    def conditions(self) -> tuple[Written, ...]:
        """Every condition that somebody wrote, with the places of its parts."""
        return tuple(self._conditions())

    @cached_property
    def words_used(self) -> frozenset[str]:
        """Every name that stands in a condition, a value, a day, an outcome or a placeholder."""
        nodes = (file.node for file in (*self.files.knowledge, *self.files.rules))
        return frozenset(chain.from_iterable(_words(node, False) for node in nodes))

    def entries(self, folder: str) -> Iterator[tuple[str, Node]]:
        """Yield the entries of a folder of kb/ by name."""
        for file in self.files.knowledge:
            if file.folder == folder and isinstance(file.node, Mapping):
                yield from ((key.text, value) for key, value in file.node.entries)

    def texts(self) -> Iterator[tuple[str, dict[str, Scalar]]]:
        """Yield every text that has a wording in each language, with the path of its file."""
        languages = set(self.rules.vocabulary.settings.languages)
        for folder, files in (("kb", self.files.knowledge), ("rules", self.files.rules)):
            for file in files:
                yield from ((f"{folder}/{file.path}", text) for text in texts_in(file.node, languages))

    def _conditions(self) -> Iterator[Written]:
        vocabulary, conditions = self.rules.vocabulary, self.rules.conditions
        for file, rule in self.rule_files:
            yield from _written(file.node, "when", rule.when)
        for name, node in self.entries("constraints"):
            yield from _written(node, "impossible", conditions[Conclusion("impossible", name)])
        for name, node in self.entries("facts"):
            yield from _written(node, "applies_when", vocabulary.facts[name].applies)
        for action in vocabulary.actions.values():
            for name, node in self.entries("actions"):
                if name == action.name:
                    yield from _written(node, "requires", action.requires)
        for file in self.files.rules:
            invariant = next((one for one in self.rules.invariants if file.folder == INVARIANTS and one.name == file.stem), None)
            if invariant is not None:
                yield from _written(file.node, "never", invariant.forbidden)
                yield from _written(file.node, "always", invariant.forbidden.part if isinstance(invariant.forbidden, Not) else None)
        settings = self.files.settings
        finished = None if settings is None else get(settings.node, "finished")
        if finished is not None:
            yield from _written(finished, "when", self.rules.finished)


def texts_in(node: Node, languages: set[str]) -> Iterator[dict[str, Scalar]]:
    """Yield the texts anywhere in a tree: mappings of just these languages to wordings."""
    match node:
        case Mapping(entries=entries):
            wordings = {key.text: value for key, value in entries if isinstance(value, Scalar)}
            if len(wordings) == len(entries) and set(wordings) == languages:
                yield wordings
            else:
                for _, value in entries:
                    yield from texts_in(value, languages)
        case Sequence(items=items):
            for item in items:
                yield from texts_in(item, languages)
        case Scalar():
            return


def get(node: Node, key: str) -> Node | None:
    """Return the value of a key of a mapping, or None where there is none."""
    if not isinstance(node, Mapping):
        return None
    return next((value for name, value in node.entries if name.text == key), None)


def _words(node: Node, is_expression: bool) -> Iterator[str]:
    """Yield the names in a tree: in expressions any, elsewhere those in placeholders."""
    match node:
        case Scalar(text=text):
            yield from _NAME.findall(text) if is_expression else (split(found)[0] for found in PLACEHOLDER.findall(text))
        case Sequence(items=items):
            for item in items:
                yield from _words(item, is_expression)
        case Mapping(entries=entries):
            for key, value in entries:
                yield from _words(value, is_expression or key.text in _EXPRESSIONS)


def _written(node: Node, key: str, condition: Condition | None) -> Iterator[Written]:
    value = get(node, key)
    if value is not None and condition is not None:
        yield written_condition(value, condition)
