"""The tree from a conclusion down to the facts that were given and the figures in force, each node a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from simexit.explain.forcing import forcing, guards_forcing, standing
from simexit.explain.formula import formula
from simexit.explain.phrases import Phrases
from simexit.meaning.conditions import Truth, truth
from simexit.meaning.representatives import depends_on
from simexit.model.expressions import Always, Compare, Conclusion, FactValue, Holds, parameters_of
from simexit.model.rules import Rule
from simexit.model.types import written
from simexit.text.words import CONFIDENCE_WORDS, word


@dataclass(frozen=True, slots=True)
class Cited:
    """A work or claim that a node rests on."""

    source: str
    title: str
    confidence: str

    def to_dict(self) -> dict[str, object]:
        """Return plain values for JSON."""
        return {"source": self.source, "title": self.title, "confidence": self.confidence}


@dataclass(frozen=True, slots=True)
class Figure:
    """The value that a parameter has on the day, how well it is known, and when that was checked."""

    value: str
    confidence: str
    checked: str

    def to_dict(self) -> dict[str, object]:
        """Return plain values for JSON."""
        return {"value": self.value, "confidence": self.confidence, "checked": self.checked}


@dataclass(frozen=True, slots=True)
class Node:
    """One step of a derivation: `text` says what is so, `value` is the Kleene value of what `kind` and `name` name.

    A comparison has its formula as name and the facts it uses, as given; a figure is true where it has a value. The parts
    of a conclusion that stands in the tree more than once are shown once: elsewhere, `above` is true.
    """

    kind: str
    name: str
    text: str
    value: Truth
    parts: tuple[Node, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    figure: Figure | None = None
    sources: tuple[Cited, ...] = ()
    above: bool = False

    def to_dict(self) -> dict[str, object]:
        """Return plain values for JSON."""
        return {
            "kind": self.kind,
            "name": self.name,
            "text": self.text,
            "value": standing(self.value),
            "facts": dict(self.facts),
            "figure": None if self.figure is None else self.figure.to_dict(),
            "sources": [cited.to_dict() for cited in self.sources],
            "above": self.above,
            "parts": [part.to_dict() for part in self.parts],
        }

    def nodes(self) -> Iterator[Node]:
        """Yield this node and all below it, in reading order."""
        yield self
        for part in self.parts:
            yield from part.nodes()


class Derivation:
    """Builds trees for one situation in one language; what one tree has shown, the next does not repeat."""

    def __init__(self, phrases: Phrases) -> None:
        self._phrases = phrases
        self._rules = phrases.words.rules
        self._situation = phrases.words.situation
        self._shown: set[Conclusion] = set()

    def of(self, conclusion: Conclusion) -> Node:
        """Return the tree of what forces a conclusion to have the value it has."""
        value = truth(self._rules.conditions[conclusion], self._situation, self._rules)
        text = self._phrases.conclusion(conclusion, value)
        if conclusion in self._shown:
            return Node(conclusion.kind, conclusion.name, text, value, above=True)
        self._shown.add(conclusion)
        rules = self._rules.rules_for.get(conclusion, ())
        parts = tuple(map(self._rule, self._telling(rules, value))) if rules else self._below(conclusion)
        return Node(conclusion.kind, conclusion.name, text, value, parts)

    def _telling(self, rules: tuple[Rule, ...], value: Truth) -> tuple[Rule, ...]:
        """Return the first rule that holds; where none does, those that fail, or the open ones if it is open."""
        alike = tuple(rule for rule in rules if truth(rule.condition, self._situation, self._rules) is value)
        return alike[:1] if value else alike

    def _rule(self, rule: Rule) -> Node:
        value = truth(rule.condition, self._situation, self._rules)
        not_so = self._phrases.fill("rule_open" if value is None else "rule_out", rule.name)
        text = self._phrases.words.text(rule.why) if value else not_so
        leaves = forcing(rule.condition, self._situation, self._rules)
        return Node("rule", rule.name, text, value, self._leaves(leaves), sources=self._cited(rule.sources))

    def _below(self, conclusion: Conclusion) -> tuple[Node, ...]:
        return self._leaves(forcing(self._rules.conditions[conclusion], self._situation, self._rules))

    def _leaves(self, leaves: Iterator[Always | Compare | Holds]) -> tuple[Node, ...]:
        return tuple(node for leaf in dict.fromkeys(leaves) for node in self._leaf(leaf))

    def _leaf(self, leaf: Always | Compare | Holds) -> Iterator[Node]:
        match leaf:
            case Holds(conclusion):
                yield self.of(conclusion)
            case Always(value):
                yield Node("always", str(value).lower(), self._phrases.fill("always" if value else "never"), value)
            case Compare():
                guards, by_value = guards_forcing(leaf, self._situation, self._rules)
                guarded = tuple(self.of(guard) for guard in guards)
                if by_value:
                    yield self._comparison(leaf, guarded)
                else:
                    yield from guarded

    def _comparison(self, atom: Compare, guarded: tuple[Node, ...]) -> Node:
        value = truth(atom, self._situation, self._rules)
        facts = depends_on(atom, self._rules)
        plain = {side.name for side in (atom.left, atom.right) if isinstance(side, FactValue)}
        figures = dict.fromkeys((*parameters_of(atom.left), *parameters_of(atom.right)))
        parts = [self._fact(name) for name in facts if name not in plain] + [self._figure(name) for name in figures]
        given = tuple((name, written(self._situation.get(name))) for name in facts)
        return Node("comparison", formula(atom), self._phrases.statement(atom, value), value, (*parts, *guarded), given)

    def _fact(self, name: str) -> Node:
        known = self._situation.get(name)
        told = None if known is None else True
        return Node("fact", name, self._phrases.fact(name, known), told, facts=((name, written(known)),))

    def _figure(self, name: str) -> Node:
        words = self._phrases.words
        parameter = self._rules.vocabulary.parameters[name]
        period, label = parameter.period_on(words.today()), parameter.label[words.language]
        if period is None:
            return Node("parameter", name, self._phrases.fill("said", label, word("no_figure", words.language)), None)
        confidence = word(CONFIDENCE_WORDS[period.confidence], words.language)
        text = self._phrases.fill("figure", label, words.say(period.value, parameter.type), confidence, words.day(period.checked))
        figure = Figure(written(period.value), period.confidence, period.checked.isoformat())
        return Node("parameter", name, text, True, figure=figure, sources=self._cited(period.sources))

    def _cited(self, sources: tuple[str, ...]) -> tuple[Cited, ...]:
        works = self._rules.vocabulary.works
        found = ((source, works[source.partition("/")[0]]) for source in sources)
        return tuple(Cited(source, work.title, work.confidence) for source, work in found)
