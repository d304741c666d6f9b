"""The definition with a memory, for many situations: nothing is found out twice for the same values of the facts it depends on.

That changes no answer. The truth of a condition follows from its words and from the situation alone, and of the situation only the
facts behind it matter, with the day of the advice, on which figures and counted days depend. So what was found for a conclusion
holds wherever these facts have the same values, or are unknown again; and the values that stand for all those of a fact depend on
the facts that it is compared with. What is remembered by condition is forgotten with the situation. `test_agree` and
`agree --plain` compare all this with the definition without a memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from unittest.mock import patch

from simexit.meaning import conditions, decide
from simexit.meaning.conditions import Truth
from simexit.meaning.conditions import truth as plain_truth
from simexit.meaning.representatives import representatives as plain_representatives
from simexit.model.expressions import TODAY, Condition, Holds, facts_compared
from simexit.model.rules import RuleSet, Situation
from simexit.model.types import Value


class Memory:
    """What was found out about one rule set; its methods stand for the functions of the definition that have their names."""

    def __init__(self, rules: RuleSet) -> None:
        self.behind = {conclusion: sorted(facts | {TODAY}) for conclusion, facts in rules.facts_behind.items()}
        self.beside = {
            fact: sorted({TODAY}.union(*(facts_compared(atom) for atom in atoms)) - {fact}) for fact, atoms in rules.atoms_about.items()
        }
        self.truths: dict[object, Truth] = {}
        self.values: dict[object, tuple[Value, ...]] = {}
        self.situation: Situation = {}
        # a conclusion is found by its name, another condition by its identity, and kept so that no other can get the same one
        self.here: dict[object, tuple[Condition, Truth]] = {}

    def truth(self, condition: Condition, situation: Situation, rules: RuleSet) -> Truth:
        if situation is not self.situation:
            self.situation, self.here = situation, {}
        key = condition.conclusion if isinstance(condition, Holds) else id(condition)
        if key not in self.here:
            self.here[key] = condition, self._truth(condition, situation, rules)
        return self.here[key][1]

    def _truth(self, condition: Condition, situation: Situation, rules: RuleSet) -> Truth:
        if not isinstance(condition, Holds):
            return plain_truth(condition, situation, rules)
        key = (condition.conclusion, *map(situation.get, self.behind[condition.conclusion]))
        if key not in self.truths:
            self.truths[key] = plain_truth(condition, situation, rules)
        return self.truths[key]

    def representatives(self, fact: str, situation: Situation, rules: RuleSet) -> tuple[Value, ...]:
        key = (fact, *map(situation.get, self.beside[fact]))
        if key not in self.values:
            self.values[key] = plain_representatives(fact, situation, rules)
        return self.values[key]


@contextmanager
def remembering(rules: RuleSet) -> Iterator[None]:
    """Let the definition remember what it finds out about this rule set, and be asked about no other, as long as this lasts."""
    memory = Memory(rules)
    with ExitStack() as stack:
        stack.enter_context(patch.object(conditions, "truth", memory.truth))
        stack.enter_context(patch.object(decide, "truth", memory.truth))
        stack.enter_context(patch.object(decide, "representatives", memory.representatives))
        yield
