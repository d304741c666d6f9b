"""The fewest facts that show how a mutant differs, and what a case expects there that fails under the mutant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from simexit.author.mutation.advice import Lines, lines, otherwise
from simexit.author.mutation.difference import Differences, Found
from simexit.author.mutation.fate import Equivalent, Survived, Witness
from simexit.meaning.conditions import truth
from simexit.meaning.effects import after
from simexit.model.expressions import Conclusion
from simexit.model.rules import RuleSet, Situation
from simexit.prove.minimal import smallest
from simexit.prove.obligations import ADVICE
from simexit.run.decider import Decider


class Comparer:
    """Compares one rule set with those of its mutants that no case notices; `seconds` is the time for each search."""

    def __init__(self, rules: RuleSet, seconds: float) -> None:
        self._rules = rules
        self._decider = Decider(rules, "off")
        self._differences = Differences(rules, seconds)

    def compare(self, mutant: RuleSet) -> Equivalent | Survived:
        """Return that a mutant changes nothing, or where it does, or why neither is known."""
        match self._differences.find(mutant):
            case None:
                return Equivalent()
            case Found() as found:
                return Survived(self._witness(found, mutant))
            case answer:
                return Survived(None, answer.reason)

    def _witness(self, found: Found, mutant: RuleSet) -> Witness:
        """Return the fewest facts that show the same."""
        decider = Decider(mutant, "off")

        def both(one: Found) -> tuple[Lines, Lines]:
            mine = lines(_at_the_end(one, self._rules), self._rules, self._decider)
            return mine, lines(_at_the_end(one, mutant), mutant, decider)

        shown = _less_than_whole(found, both)
        less = _reduced(shown, self._shows(shown, mutant, both), self._rules)
        return Witness(less.situation, less.step, less.told, otherwise(*both(less)))

    def _shows(self, found: Found, mutant: RuleSet, both: Callable[[Found], tuple[Lines, Lines]]) -> Callable[[Found], bool]:
        """Return the test that what was found is shown in the same way, by known facts alone where a conclusion differs."""

        def verdicts(conclusion: Conclusion, one: Found) -> tuple[bool | None, bool | None]:
            mine, other = _at_the_end(one, self._rules), _at_the_end(one, mutant)
            return truth(self._rules.conditions[conclusion], mine, self._rules), truth(mutant.conditions[conclusion], other, mutant)

        told = [conclusion for conclusion in self._rules.conditions if conclusion.kind in {*ADVICE, "impossible"}]
        seen = {conclusion: verdicts(conclusion, found) for conclusion in told}
        differing = [one for one in told if seen[one][0] is not None and seen[one][0] != seen[one][1]]
        if differing:
            clearest = min(differing, key=lambda one: (None in seen[one], one.kind == "impossible"))
            return lambda one: verdicts(clearest, one) == seen[clearest]
        mine, other = both(found)
        part = next((part for part in mine if other.get(part) != mine[part]), None)
        if part is None:
            # only a later step goes on from what differs
            return lambda one: _at_the_end(one, self._rules) != _at_the_end(one, mutant)

        def same(one: Found) -> bool:
            now, then = both(one)
            return (now.get(part), then.get(part)) == (mine[part], other.get(part))

        return same


def _reduced(found: Found, shows: Callable[[Found], bool], rules: RuleSet) -> Found:
    told = smallest(found.told, lambda left: shows(replace(found, told=left)), rules)
    fewer = replace(found, told=told)
    return replace(fewer, situation=smallest(found.situation, lambda left: shows(replace(fewer, situation=left)), rules))


def _at_the_end(found: Found, rules: RuleSet) -> Situation:
    situation = found.situation
    if found.step is not None:
        action, name = found.step
        outcome = next(one for one in rules.vocabulary.actions[action].outcomes if one.name == name)
        situation = after(outcome, situation, rules)
    return {**situation, **found.told}


def _less_than_whole(found: Found, both: Callable[[Found], tuple[Lines, Lines]]) -> Found:
    """Return what was found, or where the rules forbid it without one of its facts, so that a case can speak of it."""
    mine, other = both(found)
    if mine or not other:
        return found
    fewer = (replace(found, situation={name: known for name, known in found.situation.items() if name != fact}) for fact in found.situation)
    return next((one for one in fewer if otherwise(*both(one))), found)
