"""Every interpreter, what the definition says in its place, and whether the two are the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from agreement.proof import Prover
from agreement.written import written
from generators.completions import completions
from simexit.meaning.conditions import applies, compare, truth
from simexit.meaning.decide import decide, verdicts
from simexit.model.expressions import TODAY, Compare, Conclusion, comparisons, facts_compared, parameters_of
from simexit.model.judgement import FINISHED, Judgement
from simexit.model.rules import RuleSet, Situation
from simexit.run.certainty.judging import Certainty, Evidence
from simexit.run.certainty.often_asked import OftenAsked
from simexit.run.functions.compiled import Compiled
from simexit.run.rete.network import Rete

Answer = Callable[[Situation], object]


@dataclass(frozen=True, slots=True)
class Interpreter:
    """Something that answers for a rule set, and what it should answer.

    `known` bounds how many facts of a generated situation are known, `gaps` how many of a shipped one are not: with many unknown
    facts the definition, which tries everything, takes too long. `most` bounds the situations that are judged of one rule set: many
    where an answer takes less time than a rule set takes to make.
    """

    name: str
    start: Callable[[RuleSet], Answer]
    meant: Callable[[Situation, RuleSet], object]
    known: tuple[int, int]
    gaps: int | None
    most: int


class Case:
    """A rule set, and situations that are judged one after another: what is remembered of one must not show in the next.

    No dataclass, because Hypothesis would show one with every word of the rules.
    """

    def __init__(self, rules: RuleSet, situations: Sequence[Situation]) -> None:
        self.rules = rules
        self.situations = situations

    def __repr__(self) -> str:
        conditions = ", ".join(f"{conclusion}: {written(condition)}" for conclusion, condition in self.rules.conditions.items())
        return f"Case({conditions}; {self.situations})"


@dataclass(frozen=True, slots=True)
class Raised:
    """An error instead of an answer."""

    error: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """The last of the situations got another answer than the definition gives."""

    case: Case
    meant: object
    said: object


def disagreement(interpreter: Interpreter, case: Case) -> Disagreement | None:
    """Return the first disagreement with the definition; an interpreter that raises an error disagrees too."""
    meant = ((situation, interpreter.meant(situation, case.rules)) for situation in case.situations)
    return compared(interpreter, case, meant)


def compared(interpreter: Interpreter, case: Case, meant: Iterator[tuple[Situation, object]]) -> Disagreement | None:
    """The same where it is known what is meant in each situation."""
    answer: Answer | None = None
    for number, (situation, right) in enumerate(meant, 1):
        try:
            answer = answer or interpreter.start(case.rules)
            said = answer(situation)
        except Exception as error:
            said = Raised(f"{type(error).__name__}: {error}")
        if said != right:
            return Disagreement(Case(case.rules, case.situations[:number]), right, said)
    return None


def _compiled(rules: RuleSet) -> Answer:
    compiled = Compiled(rules)
    first = len(compiled.conclusions)

    def answer(situation: Situation) -> object:
        trues, mays = compiled.conclude(situation)
        values = zip(trues[first:], mays[first:], strict=True)
        kleene = [is_true if is_true == may_be else None for is_true, may_be in values]
        atoms = {atom: kleene[place] for atom, place in compiled.atoms.items()}
        return compiled.verdicts(situation), atoms

    return answer


def _meant_by_compiled(situation: Situation, rules: RuleSet) -> object:
    """The verdicts, and what each comparison says of the values alone."""
    atoms: set[Compare] = {atom for condition in rules.conditions.values() for atom in comparisons(condition)}
    return verdicts(situation, rules), {atom: compare(atom, situation, rules) for atom in atoms}


def _meant_by_known(situation: Situation, rules: RuleSet) -> Judgement | None:
    """The judgement where every fact that applies, the day and every figure are known and no constraint forbids it; None elsewhere."""
    atoms = {atom for condition in rules.conditions.values() for atom in comparisons(condition)}
    compared = {fact for atom in atoms for fact in facts_compared(atom)}
    used = {name for atom in atoms for side in (atom.left, atom.right) for name in parameters_of(side)}
    today = situation.get(TODAY)
    if not isinstance(today, date) or any(rules.vocabulary.parameters[name].on(today) is None for name in used):
        return None
    if any(fact not in situation and applies(fact, situation, rules) is not False for fact in compared):
        return None
    judgement = decide(situation, rules)
    return judgement if judgement.possible_next else None


def _meant_by_rete(situation: Situation, rules: RuleSet) -> object:
    """The verdicts, and what is due in the order of the actions."""
    meant = verdicts(situation, rules)
    return meant, tuple(name for name in rules.vocabulary.actions if Conclusion("action", name) in meant.true)


class _AtOnce(OftenAsked):
    """Makes diagrams for a day as soon as it is asked about."""

    def pays(self, _day: date) -> bool:
        return True


def by_diagrams(rules: RuleSet) -> Certainty:
    """Return a certainty that makes diagrams at once."""
    certainty = Certainty(rules, Compiled(rules))
    certainty._often = _AtOnce(rules, Compiled(rules))
    return certainty


def _by_diagrams(rules: RuleSet) -> Answer:
    return _judging(by_diagrams(rules), rules)


def _certainty(rules: RuleSet) -> Answer:
    return _judging(Certainty(rules, Compiled(rules)), rules)


def _judging(certainty: Certainty, rules: RuleSet) -> Answer:

    def answer(situation: Situation) -> object:
        judgement, evidence = certainty.judge(situation)
        return judgement, tuple(_not_shown(judgement, evidence, situation, rules))

    return answer


def _not_shown(judgement: Judgement, evidence: Evidence, situation: Situation, rules: RuleSet) -> Iterator[str]:
    """Yield the possible next actions whose completion is not one of the situation or does not show them."""
    forbidden = [conclusion for conclusion, _ in rules.of_kind("impossible")]
    order = [conclusion for conclusion, _ in rules.of_kind("action")]
    completions = evidence.completions()
    yield from judgement.possible_next[len(completions) :]
    for name, completion in zip(judgement.possible_next, completions, strict=False):
        place = len(order) if name == FINISHED else order.index(Conclusion("action", name))
        must_not = [*forbidden, *order[:place]]
        wrong = any(truth(rules.conditions[conclusion], completion, rules) for conclusion in must_not)
        wrong |= any(truth(rules.conditions[conclusion], completion, rules) is False for conclusion in order[place : place + 1])
        if wrong or not situation.items() <= completion.items():
            yield name


def _definition(rules: RuleSet) -> Answer:
    """What the definition says of gaps, against what it says where there are none."""

    def answer(situation: Situation) -> object:
        judgement = decide(situation, rules)
        return tuple(contradiction for full in completions(situation, rules) for contradiction in _contradictions(judgement, full, rules))

    return answer


def _contradictions(judgement: Judgement, full: Situation, rules: RuleSet) -> Iterator[str]:
    """Yield what is true in a complete situation but was called out, or false but called certain."""
    found = verdicts(full, rules)
    if any(conclusion not in found.false for conclusion, _ in rules.of_kind("impossible")):
        return
    certain = {"action": judgement.agenda, "warning": judgement.certain_warnings, "deadline": judgement.certain_deadlines}
    yield from (str(c) for c in rules.conditions if c.kind in certain and c.name in certain[c.kind] and c in found.false)
    warned = {*judgement.certain_warnings, *judgement.possible_warnings}
    yield from (str(c) for c in found.true if c.kind == "warning" and c.name not in warned)
    order = [conclusion for conclusion, _ in rules.of_kind("action")]
    first = next((conclusion for conclusion in order if conclusion not in found.false), None)
    if first is None or first in found.true:
        name = FINISHED if first is None else first.name
        yield from () if name in judgement.possible_next else (f"next {name}",)


COMPILED = Interpreter("compiled", _compiled, _meant_by_compiled, known=(0, 11), gaps=None, most=40)
KNOWN = Interpreter("known", lambda rules: Compiled(rules).decide, _meant_by_known, known=(10, 11), gaps=1, most=40)
RETE = Interpreter("rete", lambda rules: Rete(rules).verdicts, _meant_by_rete, known=(0, 11), gaps=None, most=40)
CERTAINTY = Interpreter("certainty", _certainty, lambda situation, rules: (decide(situation, rules), ()), known=(4, 11), gaps=3, most=8)
DIAGRAMS = Interpreter("diagrams", _by_diagrams, lambda situation, rules: (decide(situation, rules), ()), known=(4, 11), gaps=3, most=8)
DEFINITION = Interpreter("definition", _definition, lambda *_: (), known=(4, 11), gaps=3, most=8)
SOLVER = Interpreter("solver", lambda rules: Prover(rules).contradictions, lambda *_: (), known=(4, 11), gaps=3, most=8)
INTERPRETERS = (COMPILED, KNOWN, RETE, CERTAINTY, DIAGRAMS, SOLVER, DEFINITION)
