"""Which case fails under a mutant: the cases that the mistake can reach are run, until one fails.

A mistake cannot reach a case where every conclusion that the case rests on, and every constraint, has the same value before and
after it, true or false, in each situation of the case: learning more facts never changes such a value, so all completions are
the same as before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from simexit.author.cases.case import Case, Done, Expectation, Is, MayBeNext, Standing, Statement
from simexit.author.cases.run import differences
from simexit.author.cases.situations import situations
from simexit.author.mutation.kinds import Mutant
from simexit.author.mutation.reach import Reach, Step, reach
from simexit.check.reading import CASES
from simexit.model.expressions import Compare, Conclusion, comparisons, facts_compared
from simexit.model.judgement import Verdicts
from simexit.model.rules import RuleSet, Situation
from simexit.run.decider import Decider


@dataclass(frozen=True, slots=True)
class _Looked:
    """A case with what it rests on; `way` are its situations with what is certain in them before any mistake."""

    case: Case
    way: tuple[tuple[Situation, Verdicts], ...]
    rests_on: frozenset[Conclusion]
    asked_for: frozenset[str]
    steps: frozenset[Step]
    is_exact: bool
    """Whether no comparison holds two of its unknown facts; else what seems possible may depend on any comparison."""


class Cases:
    """The cases of a library, all of which pass."""

    def __init__(self, rules: RuleSet, cases: Sequence[Case], decider: Decider | None = None) -> None:
        self._rules = rules
        self._decider = decider or Decider(rules, "off")
        self._impossible = frozenset(conclusion for conclusion, _ in rules.of_kind("impossible"))
        self._pairs = [facts for facts in map(frozenset, map(facts_compared, _atoms(rules))) if len(facts) > 1]
        self._looked = [self._look(case) for case in cases]

    def _look(self, case: Case) -> _Looked:
        way = tuple((situation, self._decider.verdicts(situation)) for situation, _ in situations(case, self._rules))
        return _Looked(
            case=case,
            way=way,
            rests_on=frozenset(one for expectation in case.expected for one in self._resting(expectation)),
            asked_for=frozenset(expectation.key for expectation in case.expected if isinstance(expectation, Is)),
            steps=frozenset((step.action, step.outcome) for step in case.steps if isinstance(step, Done)),
            is_exact=not any(isinstance(expectation, Statement) for expectation in case.expected)
            and not any(len(facts - situation.keys()) > 1 for facts in self._pairs for situation, _ in way),
        )

    def _resting(self, expectation: Expectation) -> Iterator[Conclusion]:
        match expectation:
            case Standing("due" | "not_due", name):
                yield Conclusion("action", name)
            case Standing(_, name):
                yield Conclusion("warning", name)
            case Is("deadline"):
                yield from (conclusion for conclusion, _ in self._rules.of_kind("deadline"))
            case Is() | MayBeNext():
                yield from (conclusion for conclusion, _ in self._rules.of_kind("action"))
            case Statement():
                return  # such a case is not exact and always run

    def failing(self, mutant: Mutant) -> Case | None:
        """Return a case that fails under a mutant, or None where all pass."""
        reached = reach(self._rules, mutant.rules)
        decider = Decider(mutant.rules, "off") if reached.conclusions or reached.order else self._decider
        own = mutant.span.source.name.removesuffix(".yaml") + CASES
        for looked in sorted(self._looked, key=lambda looked: looked.case.file != own):
            if self._reaches(reached, looked, mutant.rules, decider) and any(differences(looked.case, mutant.rules, decider)):
                return looked.case
        return None

    def reached(self, rules: RuleSet, decider: Decider) -> tuple[Case, ...]:
        """Return the cases that a change of the rules can reach; `decider` is of the new rules, which speak of the same things."""
        changed = reach(self._rules, rules)
        return tuple(looked.case for looked in self._looked if self._reaches(changed, looked, rules, decider))

    def _reaches(self, reached: Reach, looked: _Looked, rules: RuleSet, decider: Decider) -> bool:
        """Return whether a change can reach a case."""
        _, last = looked.way[-1]
        may_be_due = [name for name in self._rules.vocabulary.actions if Conclusion("action", name) not in last.false]
        return (
            not looked.steps.isdisjoint(reached.outcomes)
            or ("deadline" in looked.asked_for and bool(reached.deadlines))
            or ("status" in looked.asked_for and not reached.waiting.isdisjoint(may_be_due))
            # how much a question brings depends on every comparison of a fact
            or ("question" in looked.asked_for and bool(reached.conclusions or reached.needs))
            or (reached.order and may_be_due != [name for name in rules.vocabulary.actions if name in may_be_due])
            or (bool(reached.conclusions) and not (looked.is_exact and self._same(reached, looked, decider)))
        )

    def _same(self, reached: Reach, looked: _Looked, decider: Decider) -> bool:
        """Return whether what a case rests on is decided, and decided the same, in each of its situations."""
        last = len(looked.way) - 1
        for place, (situation, before) in enumerate(looked.way):
            # on the way a case rests on nothing but that its situations can be
            rests_on = (self._impossible | looked.rests_on if place == last else self._impossible) & reached.conclusions
            if rests_on:
                after = decider.verdicts(situation)
                if not rests_on <= (before.true & after.true) | (before.false & after.false):
                    return False
        return True


def _atoms(rules: RuleSet) -> Iterable[Compare]:
    return (atom for condition in rules.conditions.values() for atom in comparisons(condition))
