"""Decides situations: the compiled function answers, the Rete gives a second opinion, and both must agree."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from simexit.model.expressions import Conclusion, Kind
from simexit.model.judgement import Judgement, Verdicts
from simexit.model.rules import RuleSet, Situation
from simexit.model.types import Value, written
from simexit.run.functions.compiled import Compiled

if TYPE_CHECKING:
    from simexit.run.certainty.judging import Certainty, Evidence
    from simexit.run.functions.code import Program
    from simexit.run.rete.network import Rete

SecondOpinion = Literal["always", "sampled", "off"]
ONE_IN = 1000
"""With `sampled`, one decision in this many is checked."""
_REMEMBERED = 1_000


class DisagreementError(Exception):
    """The two interpreters answer differently: no advice is given, and both answers are kept for a report."""

    def __init__(self, situation: Situation, ruleset: str, differences: tuple[Difference, ...]) -> None:
        named = "; ".join(f"{d.conclusion}: compiled says {d.compiled}, rete says {d.rete}" for d in differences[:5])
        super().__init__(f"the two interpreters disagree, so no advice is given: {named}")
        self.situation = situation
        self.ruleset = ruleset
        self.differences = differences

    def to_dict(self) -> dict[str, object]:
        """Return the report as plain values: situation, rule set and both answers."""
        return {
            "situation": {fact: written(value) for fact, value in self.situation.items()},
            "ruleset": self.ruleset,
            "differences": [{"conclusion": d.conclusion, "compiled": d.compiled, "rete": d.rete} for d in self.differences],
        }


class Difference(NamedTuple):
    """What the two interpreters say of one conclusion."""

    conclusion: str
    compiled: str
    rete: str


class Decision(NamedTuple):
    """A judgement, and whether it was confirmed: `agreed`, `not asked`, or why there was no second opinion."""

    judgement: Judgement
    second_opinion: str


class Decider:
    """Decides situations of one rule set; safe to use from several threads."""

    def __init__(self, rules: RuleSet, second_opinion: SecondOpinion = "always", made: Program | None = None) -> None:
        self._rules = rules
        self._mode = second_opinion
        self._compiled = Compiled(rules, made)
        self.admits = self._compiled.admits
        self._count = 0
        self._lock = threading.Lock()
        self._possible_next: dict[frozenset[tuple[str, Value]], tuple[str, ...]] = {}
        self._rete: Rete | None = None
        self.unavailable: str | None = None
        if second_opinion != "off":
            from simexit.run.rete.network import Rete
            from simexit.run.rete.productions import ReteError

            try:
                self._rete = Rete(rules, None if made is None else made.productions)
            except ReteError as error:
                self.unavailable = str(error)

    def decide(self, situation: Situation) -> Decision:
        """Return the judgement of a situation; raise `DisagreementError` where the second opinion differs."""
        known = self._compiled.decide(situation)
        if not self._is_checked():
            return Decision(known or self._certainty.judge(situation)[0], "not asked")
        judgement, evidence = self._certainty.judge(situation)
        if known is not None and known != judgement:
            raise DisagreementError(situation, self._rules.identity, (Difference("judgement", str(known), str(judgement)),))
        rete = self._rete  # another thread may give the Rete up meanwhile
        if rete is None:
            return Decision(judgement, f"not available: {self.unavailable}")
        from simexit.run.rete.network import MOST_POISONED
        from simexit.run.rete.productions import ReteError

        try:
            self._confirm(rete, situation, judgement, evidence)
        except ReteError as error:
            if rete.poisoned > MOST_POISONED:
                self._rete, self.unavailable = None, f"durable_rules failed {MOST_POISONED} times"
            return Decision(judgement, f"not available: {error}")
        return Decision(judgement, "agreed")

    @cached_property
    def _certainty(self) -> Certainty:
        from simexit.run.certainty.judging import Certainty

        return Certainty(self._rules, self._compiled)

    def possible_next(self, situation: Situation) -> tuple[str, ...]:
        """Return what may be next, without a second opinion; remembered for a while, because everybody begins with little that is known."""
        known = self._compiled.decide(situation)
        if known is not None:
            return known.possible_next
        key = frozenset(situation.items())
        found = self._possible_next.get(key)
        if found is None:
            if len(self._possible_next) > _REMEMBERED:
                self._possible_next.clear()
            found = self._possible_next[key] = self._certainty.possible_next(situation)
        return found

    def possible_after(self, situation: Situation, facts: Iterable[str]) -> dict[str, tuple[int, ...]]:
        """Return for each of these unknown facts how many actions may be next with each of its values, 0 where one is forbidden."""
        return self._certainty.possible_after(situation, facts)

    def representatives(self, fact: str, situation: Situation) -> tuple[Value, ...]:
        """Return values that stand for all values of an unknown fact."""
        return self._certainty.representatives(fact, situation)

    def facts_open(self, kind: Kind, name: str, situation: Situation) -> list[str]:
        """Return the unknown facts that keep a conclusion open."""
        return self._certainty.facts_open(Conclusion(kind, name), situation)

    def verdicts(self, situation: Situation) -> Verdicts:
        """Return which conclusions are true and which are false with the known facts alone."""
        return self._compiled.verdicts(situation)

    def _is_checked(self) -> bool:
        if self._mode != "sampled":
            return self._mode == "always"
        with self._lock:
            self._count += 1
            return self._count % ONE_IN == 1

    def _confirm(self, rete: Rete, situation: Situation, judgement: Judgement, evidence: Evidence) -> None:
        """Ask the Rete about the situation and about each completion that shows a possible next action."""
        self._compare(rete, situation, judgement.agenda if len(judgement.possible_next) == 1 else None)
        for completion in evidence.completions():
            if completion is not situation:
                self._compare(rete, completion, None)

    def _compare(self, rete: Rete, situation: Situation, agenda: tuple[str, ...] | None) -> None:
        ours = self._compiled.verdicts(situation)
        theirs, fired = rete.verdicts(situation)
        differing = (ours.true ^ theirs.true) | (ours.false ^ theirs.false)
        differences = [Difference(str(c), _verdict(c, ours), _verdict(c, theirs)) for c in sorted(differing, key=str)]
        if agenda is not None:
            due = tuple(name for name in agenda if Conclusion("action", name) in ours.true)
            if due != fired:
                differences.append(Difference("agenda", ", ".join(due), ", ".join(fired)))
        if differences:
            raise DisagreementError(situation, self._rules.identity, tuple(differences))


def _verdict(conclusion: Conclusion, verdicts: Verdicts) -> str:
    return "true" if conclusion in verdicts.true else "false" if conclusion in verdicts.false else "open"
