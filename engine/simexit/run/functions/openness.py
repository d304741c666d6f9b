"""Which unknown facts keep a conclusion open, read off the values that the compiled function has found."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from simexit.meaning.representatives import depends_on
from simexit.model.expressions import All, Always, Compare, Conclusion, Condition, Holds, Not, Some
from simexit.model.rules import RuleSet, Situation
from simexit.run.functions.compiled import Bits, Compiled

Probe = Callable[[Bits, Bits, Situation, dict[str, None]], bool | None]
"""Returns the Kleene value of a part of a condition, and adds to the dict the facts that keep it open."""


class Openness:
    """Probes for every conclusion of a rule set."""

    def __init__(self, rules: RuleSet, compiled: Compiled) -> None:
        self._compiled = compiled
        self._rules = rules
        self._probes: dict[int, Probe] = {}

    def facts(self, place: int, trues: Bits, mays: Bits, situation: Situation) -> dict[str, None]:
        """Return the unknown facts that keep a conclusion open, in the order of its condition, what must apply first."""
        found: dict[str, None] = {}
        self._of(place)(trues, mays, situation, found)
        return found

    def _of(self, place: int) -> Probe:
        """Return the probe of a conclusion, made when it is first needed."""
        if place not in self._probes:
            self._probes[place] = self._probe(self._rules.conditions[self._compiled.conclusions[place]])
        return self._probes[place]

    def _probe(self, condition: Condition) -> Probe:
        match condition:
            case Always(value):
                return lambda *_: value
            case Holds(conclusion):
                return self._holds(conclusion)
            case Compare():
                return self._compare(condition)
            case Not(part):
                inner = self._probe(part)

                def negated(trues: Bits, mays: Bits, situation: Situation, found: dict[str, None]) -> bool | None:
                    value = inner(trues, mays, situation, found)
                    return None if value is None else not value

                return negated
            case All(parts):
                return self._joined(parts, decides=False)
            case Some(parts):
                return self._joined(parts, decides=True)
            case _:
                assert_never(condition)

    def _holds(self, conclusion: Conclusion) -> Probe:
        place = self._compiled.place[conclusion]
        inner = self._of(place)

        def probe(trues: Bits, mays: Bits, situation: Situation, found: dict[str, None]) -> bool | None:
            if trues[place]:
                return True
            return inner(trues, mays, situation, found) if mays[place] else False

        return probe

    def _compare(self, atom: Compare) -> Probe:
        place = len(self._compiled.conclusions) + self._compiled.atoms[atom]
        facts = depends_on(atom, self._rules)
        named = [Conclusion("applies", fact) for fact in facts]
        guards = [self._holds(conclusion) for conclusion in named if conclusion in self._compiled.place]

        def probe(trues: Bits, mays: Bits, situation: Situation, found: dict[str, None]) -> bool | None:
            if not mays[place]:
                return False
            opened: dict[str, None] = {}
            values = [guard(trues, mays, situation, opened) for guard in guards]
            if False in values:
                return False
            found.update(opened)
            if None in values:
                return None
            if trues[place]:
                return True
            found.update((fact, None) for fact in facts if fact not in situation)
            return None

        return probe

    def _joined(self, parts: tuple[Condition, ...], *, decides: bool) -> Probe:
        """Return the probe of a conjunction, which one false part decides, or a disjunction, which one true part decides."""
        probes = [self._probe(part) for part in parts]

        def probe(trues: Bits, mays: Bits, situation: Situation, found: dict[str, None]) -> bool | None:
            opened: dict[str, None] = {}
            result: bool | None = not decides
            for inner in probes:
                value = inner(trues, mays, situation, opened)
                if value is decides:
                    return decides
                if value is None:
                    result = None
            if result is None:
                found.update(opened)
            return result

        return probe
