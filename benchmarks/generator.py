"""Rule sets of any size as libraries that `simexit check` accepts, and situations for them; the same for the same seed.

About forty facts of five types; derived facts in three to five strata, each built on the one before; a third of the rules warn, a
quarter makes up to forty actions due in their order. Facts and derived facts are dealt like cards, so that every one is used.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from simexit.model.types import Value

TODAY = date(2026, 11, 20)
COUNTS = {"boolean": 13, "choice": 9, "integer": 8, "money": 5, "date": 4}
WORDS = ("red", "green", "blue", "white")
BOUNDS = ("25", "50")
DAYS = (10, 30)
MOST_ACTIONS = 40

LIBRARY = """language: 1
title: {en: Generated}
languages: [en]
calendar: KZ
time_zone: UTC
stages: {do: {en: Do}}
finished: {title: {en: Done}, text: {en: Nothing is left to do}}
informative: [today]
"""
ASKED = "label: {en: a fact}, question: {en: What is it?}, find_out: {en: look}, effort: 1, sensitivity: low"
SOURCE = "s: {title: Generated, kind: inference, publisher: generated, read: 2026-11-20, confidence: inference}\n"
LIMIT = """limit:
  type: money
  currency: KZT
  label: {en: limit}
  values: [{value: 40, confidence: inference, checked: 2026-11-20, sources: [s]}]
"""


@dataclass(frozen=True)
class Sizes:
    """How many rules conclude what; `strata` is how many derived facts can stand upon one another."""

    derived: int
    actions: int
    due: int
    warnings: int
    strata: int


def sizes(rules: int) -> Sizes:
    """Return how the rules are shared out: a third warns, a quarter makes actions due, on the rest these build."""
    due, warnings = max(10, rules // 4), rules // 3
    strata = 3 if rules < 100 else 4 if rules < 400 else 5
    return Sizes(rules - due - warnings, min(MOST_ACTIONS, due), due, warnings, strata)


class Deck:
    """Cards in random order; when all are dealt, they are shuffled and dealt again."""

    def __init__(self, cards: list[str], chance: random.Random) -> None:
        self._cards, self._chance, self._left = cards, chance, list[str]()

    def deal(self) -> str:
        """Return the next card."""
        if not self._left:
            self._left = self._chance.sample(self._cards, len(self._cards))
        return self._left.pop()


class Generated:
    """One generated library: its facts, its rules, and situations for it."""

    def __init__(self, rules: int, seed: int = 1) -> None:
        self.sizes = sizes(rules)
        self.facts = {f"{kind[0]}{number}": kind for kind, count in COUNTS.items() for number in range(count)}
        self._chance = random.Random(f"{seed} {rules}")
        self._facts = Deck(list(self.facts), self._chance)
        self.rules = dict(self._rules())

    def _rules(self) -> Iterator[tuple[str, tuple[str, str]]]:
        """Yield each rule: its name, its condition, and what it concludes."""
        below: list[str] = []
        strata = _strata(self.sizes)
        deck = None
        for number, stratum in enumerate(strata):
            for name in stratum:
                yield name, (self._condition(deck, 1), f"{{derived: {name}}}")
            below += stratum
            deck = Deck(stratum if number + 1 < len(strata) else below, self._chance)
        for number in range(self.sizes.due):
            name = f"act{number % self.sizes.actions}"
            yield f"due{number}", (self._condition(deck, 2), f"{{action: {name}}}")
        for number in range(self.sizes.warnings):
            yield f"warn{number}", (self._condition(deck, 1), f"{{warning: warn{number}}}")

    def _condition(self, derived: Deck | None, more: int) -> str:
        """Return a condition of a derived fact, if there are any below, an alternative of two facts, and more facts."""
        built_on = [] if derived is None else [self._turned(derived.deal())]
        alternative = f"({self._leaf()} or {self._leaf()})"
        if self._chance.random() < 0.2:
            alternative = f"not {alternative}"
        return " and ".join([*built_on, alternative, *(self._leaf() for _ in range(self._chance.randint(more - 1, more)))])

    def _turned(self, name: str) -> str:
        return name if self._chance.random() < 0.75 else f"not {name}"

    def _leaf(self) -> str:
        """Return a comparison with the next fact."""
        fact, choose = self._facts.deal(), self._chance.choice
        match self.facts[fact]:
            case "boolean":
                return self._turned(fact)
            case "choice":
                return choose([*(f"{fact} == {word}" for word in WORDS), f"{fact} != {WORDS[0]}", f"{fact} in [{WORDS[0]}, {WORDS[1]}]"])
            case "integer":
                return f"{fact} {choose(['>', '<='])} {choose(BOUNDS)}"
            case "money":
                return f"{fact} {choose(['>', '<='])} {choose([*BOUNDS, 'parameter.limit'])}"
            case _:
                return choose([f"days_until({fact}) {choose(['>', '<='])} {choose(DAYS)}", f"{fact} < today"])

    def write(self, folder: Path) -> Path:
        """Write the library, one rule a file, and return its folder."""
        files = {
            "kb/library.yaml": LIBRARY,
            "kb/facts/facts.yaml": "".join(_fact(name, kind) for name, kind in {"today": "date", **self.facts}.items()),
            "kb/parameters/limit.yaml": LIMIT,
            "kb/derived/derived.yaml": "".join(f"{name}: {{label: {{en: derived}}}}\n" for name in self.rules if name[0] == "e"),
            "kb/actions/do.yaml": "".join(map(_action, range(self.sizes.actions))),
            "kb/warnings/w.yaml": "".join(map(_warning, range(self.sizes.warnings))),
            "kb/sources/s.yaml": SOURCE,
        }
        for name, (when, then) in self.rules.items():
            files[f"rules/{name}.yaml"] = f"when: {when}\nthen: {then}\nwhy: {{en: because}}\nsources: [s]\nchecked: 2026-11-20\n"
        for path, text in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")
        return folder

    def situations(self, count: int, seed: int = 1) -> list[dict[str, Value]]:
        """Return situations in which every fact is known, the day apart, around the bounds of the rules."""
        chance = random.Random(f"situations {seed}")
        return [{name: value_of(kind, chance) for name, kind in self.facts.items()} for _ in range(count)]


def with_gaps(situations: list[dict[str, Value]], share: float, seed: int = 1) -> list[dict[str, Value]]:
    """Return the situations with that share of their facts taken away at random."""
    chance, found = random.Random(f"gaps {seed} {share}"), []
    for situation in situations:
        unknown = set(chance.sample(sorted(situation), round(share * len(situation))))
        found.append({name: value for name, value in situation.items() if name not in unknown})
    return found


def value_of(kind: str, chance: random.Random) -> Value:
    """Return a value of a fact; amounts have cents now and then, and then are decimals."""
    match kind:
        case "boolean":
            return chance.random() < 0.5
        case "choice":
            return chance.choice(WORDS)
        case "integer":
            return chance.randint(0, 80)
        case "money":
            return Decimal(chance.randint(0, 8000)) / 100 if chance.random() < 0.5 else chance.randint(0, 80)
        case _:
            return TODAY + timedelta(chance.randint(-30, 120))


def _strata(size: Sizes) -> list[list[str]]:
    names = [f"e{number}" for number in range(size.derived)]
    return [names[place :: size.strata] for place in range(size.strata)]


def _fact(name: str, kind: str) -> str:
    more: Mapping[str, str] = {
        "choice": f"values: {{{', '.join(f'{word}: {{en: {word}}}' for word in WORDS)}}}, ",
        "integer": "range: {min: 0, max: 80}, ",
        "money": "currency: KZT, range: {min: 0, max: 80}, ",
    }
    return f"{name}: {{type: {kind}, {more.get(kind, '')}{ASKED}}}\n"


def _action(number: int) -> str:
    fact = f"b{number % COUNTS['boolean']}"
    return f"act{number}: {{title: {{en: Act}}, do: [{{en: do}}], takes: {{en: long}}, outcomes: {{done: {{set: {{{fact}: yes}}}}}}}}\n"


def _warning(number: int) -> str:
    return f"warn{number}: {{severity: low, title: {{en: Mind}}, text: {{en: mind}}}}\n"
