"""Many situations at once: on every row exactly what `Certainty.judge` says of it alone."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faulty.corpus import gym
from generators.conditions import compare
from generators.rows import USUAL, Rows, columns_of
from generators.rulesets import as_checked, rule, rule_sets, vocabulary
from generators.shipped import shipped
from generators.vocabulary import FACTS, NOWHERE, TEXT, day
from simexit.model.expressions import TODAY, All, Conclusion, Condition, Constant, FactValue
from simexit.model.judgement import FINISHED, Judgement
from simexit.model.rules import RuleSet, Situation
from simexit.model.vocabulary import Action
from simexit.run.certainty.judging import Certainty
from simexit.run.diagrams.comparisons import Said
from simexit.run.diagrams.literals import Literals
from simexit.run.diagrams.nodes import Diagrams
from simexit.run.diagrams.outcomes import FORBIDDEN, LATER, LITTLE_ROOM, ROOM, Outcomes
from simexit.run.functions.compiled import Compiled
from simexit.run.many.completing import MANY, Completing
from simexit.run.many.domains import Domains, Patterns
from simexit.run.many.fillings import Fillings
from simexit.run.many.formulas import Formulas
from simexit.run.many.goals import Goals
from simexit.run.many.judging import IMPOSSIBLE, UNCERTAIN, Judgements, Many
from simexit.run.many.next_planes import NextPlanes
from simexit.run.many.outcome_planes import OutcomePlanes
from simexit.run.many.pools import Pool
from simexit.run.many.refutations import Refutations
from simexit.run.many.same_facts import SameFacts
from simexit.run.many.search import Search, _first_each
from simexit.run.many.translation import Translation
from simexit.run.planes.bit_matrix import to_bytes

LIBRARIES: dict[str, Callable[[], RuleSet]] = {"shipped": shipped, "gym": gym}


def meant(rules: RuleSet, situations: Sequence[Situation]) -> list[Judgement]:
    certainty = Certainty(rules, Compiled(rules))
    return [certainty.judge(situation)[0]._replace(certain_deadlines=()) for situation in situations]


def judged(rules: RuleSet, situations: Sequence[Situation], many: int = MANY, room: int = ROOM) -> Judgements:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("simexit.run.many.completing.MANY", many)
        patch.setattr("simexit.run.diagrams.outcomes.ROOM", room)
        patch.setattr("simexit.run.diagrams.outcomes.LITTLE_ROOM", min(room, LITTLE_ROOM))
        if many < MANY:
            patch.setattr("simexit.run.many.completing.MOST_FILLINGS", 0)
        return Many(rules).judge(columns_of(situations, rules, without=rules.vocabulary.facts), len(situations))


def said(rules: RuleSet, situations: Sequence[Situation], many: int = MANY, room: int = ROOM) -> list[Judgement]:
    """What is said where so many situations pay for diagrams of so many nodes, then formulas; where few do, nothing is shown before."""
    found = judged(rules, situations, many, room)
    return [found.judgement(row) for row in range(found.count)]


@given(rule_sets(), st.integers(0, 2**32), st.sampled_from([0, 0.15, 0.3, 0.45]), st.sampled_from([0, 8, 40]))
@settings(max_examples=50, deadline=None)
def test_many_say_of_generated_rules_what_certainty_says(rules: RuleSet, number: int, gaps: float, room: int) -> None:
    situations = Rows(rules, number).situations(360, gaps)
    assert said(rules, situations, many=1, room=room) == said(rules, situations) == meant(rules, situations)


@pytest.mark.parametrize(("library", "gaps", "count"), [("shipped", 0.1, 300), ("shipped", 0.3, 60), ("gym", 0.3, 1400), ("gym", 0.7, 300)])
def test_many_say_of_a_library_what_certainty_says(library: str, gaps: float, count: int) -> None:
    rules = LIBRARIES[library]()
    situations = Rows(rules, count).situations(count, gaps)
    for room in (0, 300, ROOM):
        assert said(rules, situations, many=1, room=room) == said(rules, situations) == meant(rules, situations)


def test_what_is_next_is_said_as_a_place() -> None:
    rules = gym()
    situations = Rows(rules, 5).situations(400, 0.3)
    found = judged(rules, situations)
    names = [*rules.vocabulary.actions, FINISHED]
    for row, judgement in enumerate(meant(rules, situations)):
        place = (
            IMPOSSIBLE
            if not judgement.possible_next
            else UNCERTAIN
            if judgement.certain_next is None
            else names.index(judgement.certain_next)
        )
        assert found.next[row] == place
        assert found.judgement(row) == judgement
    assert {IMPOSSIBLE, UNCERTAIN} < set(found.next.tolist())


def test_rows_are_judged_the_same_in_small_blocks_on_threads_and_after_a_journey_to_another_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rules = gym()
    columns = columns_of(Rows(rules, 6).situations(1000, 0.4), rules)
    first = Many(rules).judge(columns, 1000)
    monkeypatch.setattr("simexit.run.many.judging.BLOCK", 192)
    monkeypatch.setattr("simexit.run.many.completing.MANY", 100)
    for module in ("search", "states"):
        monkeypatch.setattr(f"simexit.run.many.{module}.MOST_STATES", 64)
    for many in (Many(rules), Many(rules, threads=3), pickle.loads(pickle.dumps(Many(rules, threads=2)))):
        found = many.judge(columns, 1000)
        assert np.array_equal(found.next, first.next)
        assert all(np.array_equal(found.packed[name], first.packed[name]) for name in first.packed)


def test_no_rows_are_judged_as_none_and_without_columns_nothing_is_known() -> None:
    rules = gym()
    none = Many(rules).judge({}, 0)
    assert (len(none.next), none.packed["possible_next"].shape) == (0, (len(rules.vocabulary.actions) + 1, 0))
    assert [Many(rules).judge({}, 2).judgement(row) for row in (0, 1)] == meant(rules, [{}, {}])


def test_situations_that_are_judged_one_by_one_are_judged_once_where_they_are_equal(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = gym()
    situations = Rows(rules, 7).situations(5, 0.8, undated=1) * 20
    asked: list[Situation] = []
    right = Certainty.judge

    def judge(self: Certainty, situation: Situation) -> Any:
        asked.append(situation)
        return right(self, situation)

    expected = meant(rules, situations)
    monkeypatch.setattr(Certainty, "judge", judge)
    assert said(rules, situations) == expected
    assert 0 < len(asked) <= 5


def test_a_fact_may_stand_in_more_comparisons_than_a_machine_word_has_bits() -> None:
    names = [f"a{number}" for number in range(70)]
    actions = {name: Action(name, "do", TEXT, (TEXT,), None, None, None, TEXT, None, (), None, None, (), (), (), NOWHERE) for name in names}
    facts = {"today": FACTS["today"], "b0": FACTS["b0"], "d0": FACTS["d0"]}
    due = [
        rule(name, Conclusion("action", name), compare("==", FactValue("d0"), Constant(day(number))), (None, None), ())
        for number, name in enumerate(names)
    ]
    never: dict[str, Condition] = {
        "i0": All((compare(">", FactValue("d0"), Constant(day(67))), compare("==", FactValue("b0"), Constant(True))))
    }
    rules = as_checked(vocabulary(facts, {}, {}, ["i0"], [], actions, [], {}), never, due)
    situations: list[Situation] = [{"today": day(0), "b0": True}, {"today": day(0), "b0": False}, {"today": day(0), "d0": day(69)}, {}]
    assert said(rules, situations) == meant(rules, situations)


Fault = Callable[[pytest.MonkeyPatch], None]


def _in(owner: type, name: str, wrong: Callable[[Any], Any]) -> Fault:
    """A fault that puts something else in the place of a method."""
    return lambda patch: patch.setattr(owner, name, wrong(getattr(owner, name)))


def _half(patterns: Patterns) -> Patterns:
    kept = range(-(-len(patterns.values) // 2))
    said = Said(*(column[: len(kept)] for column in patterns.said))  # type: ignore[arg-type]  # each as long as the others
    return Patterns(said, patterns.trues[kept], patterns.mays[kept])


FAULTS: dict[str, Fault] = {
    "constraints are not looked at": _in(
        Goals, "__init__", lambda right: lambda self, *given: [right(self, *given), self.impossible.clear()][0]
    ),
    "only some values of a fact are tried": _in(Domains, "patterns", lambda right: lambda self, *given: _half(right(self, *given))),
    "what does not matter to the first conclusion matters to none": _in(
        Search,
        "_picks",
        lambda right: lambda self, planes, values, roots, nothing: right(self, planes, values, _first_each(roots), nothing),
    ),
    "two unknown facts in one comparison are given values one after the other": _in(
        Completing, "_entangled", lambda right: lambda self, block, conclusions: block.none
    ),
    "what a search does not find is possible": _in(Search, "reached", lambda right: lambda self, *given: ~right(self, *given)),
    "nothing is searched": _in(
        Search, "reached", lambda right: lambda self, block, known, rows, *given: np.zeros(len(rows), dtype=np.bool_)
    ),
    "completions show what they do not": _in(
        Goals, "shown", lambda right: lambda self, conclusions, block: right(self, (conclusions[1], conclusions[1]), block)[::-1]
    ),
    "a completion is tried where facts are known": _in(
        Fillings,
        "filled",
        lambda right: lambda self, block, alone, atoms, chance: ([block.none] * len(atoms[0]), [block.ones] * len(atoms[0])),
    ),
    "an action that may be due does not stop later ones": _in(
        Goals, "questions", lambda right: lambda self, conclusions, block: right(self, (conclusions[0], conclusions[0]), block)
    ),
    "places are one too far": _in(Judgements, "_places", lambda right: lambda self, name, row: right(self, name, max(row - 1, 0))),
    "only the first comparison in which patterns differ is looked at": _in(
        Patterns,
        "differences",
        lambda right: property(lambda self: [[columns[:1] for columns in row] for row in right.func(self)]),
    ),
    "a state is taken for the one beside it": lambda patch: patch.setattr(
        "simexit.run.many.states.to_bytes", lambda planes: np.roll(to_bytes(planes), 1, axis=1)
    ),
}


def _any_case(formulas: Formulas, _: str, masks: Mapping[str, int], formula: int) -> int:
    """What stands beside a literal is simplified as if the literal were true, beside `|` as well."""
    for fact in formulas.facts[formula] & masks.keys():
        formula = formulas.under(formula, fact, masks[fact])
    return formula


FORMULA_FAULTS: dict[str, Fault] = {
    "what stands beside is simplified as if it were always true": _in(Formulas, "_beside", lambda right: _any_case),
    "not both is neither": _in(
        Translation, "joined", lambda right: lambda self, word, parts: right(self, "&" if len(parts) == 2 else word, parts)
    ),
    "what is refuted by a later action is refuted": _in(
        Refutations,
        "_formula",
        lambda right: lambda self, action, earlier: right(self, action, tuple((one + 1) % len(self._not_due) for one in earlier)),
    ),
    "what is open is refuted": _in(Refutations, "possible", lambda right: lambda self, action, values, none, ones: none),
    "what is not refuted is shown": _in(Pool, "shown", lambda right: lambda self, action, values, open_, none, ones: open_),
    "a completion shows the action after the one that is next": _in(
        NextPlanes, "shown", lambda right: lambda self, action, atoms, none, ones: right(self, max(action - 1, 0), atoms, none, ones)
    ),
    "completions of a pool are tried where facts are known": _in(
        Pool,
        "filled",
        lambda right: (
            lambda self, goals, values, chance: right(
                self, goals, ([one & ~one for one in values[0]], [one | ~one for one in values[1]]), chance
            )
        ),
    ),
    "constraints are not in the formulas": _in(
        SameFacts,
        "__init__",
        lambda right: lambda self, rules, planes, goals, *given: right(self, rules, planes, _without_constraints(goals), *given),
    ),
}


def _without_constraints(goals: Goals) -> Goals:
    found = copy(goals)
    found.impossible = []
    return found


@pytest.fixture(scope="module")
def cases() -> list[tuple[RuleSet, list[Situation], list[Judgement]]]:
    """The same random rule sets every time, with situations and what is meant."""
    found: list[tuple[RuleSet, list[Situation], list[Judgement]]] = []

    @given(rule_sets())
    @settings(max_examples=60, deadline=None, database=None, derandomize=True)
    def collect(rules: RuleSet) -> None:
        situations = Rows(rules, len(found)).situations(40, 0.45)
        found.append((rules, situations, meant(rules, situations)))

    collect()
    return found


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_noticed(name: str, cases: list[tuple[RuleSet, list[Situation], list[Judgement]]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        FAULTS[name](patch)
        assert any(said(rules, situations) != expected for rules, situations, expected in cases)


@pytest.fixture(scope="module")
def cases_of_a_day() -> list[tuple[RuleSet, list[Situation], list[Judgement]]]:
    """The same random rule sets every time, with situations that are all on one day."""
    found: list[tuple[RuleSet, list[Situation], list[Judgement]]] = []

    @given(rule_sets())
    @settings(max_examples=120, deadline=None, database=None, derandomize=True)
    def collect(rules: RuleSet) -> None:
        situations: list[Situation] = [{**situation, TODAY: USUAL} for situation in Rows(rules, len(found)).situations(40, 0.45)]
        found.append((rules, situations, meant(rules, situations)))

    collect()
    return found


@pytest.mark.parametrize("name", FORMULA_FAULTS)
def test_a_fault_in_what_is_settled_by_formulas_is_noticed(
    name: str, cases_of_a_day: list[tuple[RuleSet, list[Situation], list[Judgement]]]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        FORMULA_FAULTS[name](patch)
        assert any(said(rules, situations, many=1, room=0) != expected for rules, situations, expected in cases_of_a_day)


def test_situations_of_one_day_are_judged_as_each_alone(cases_of_a_day: list[tuple[RuleSet, list[Situation], list[Judgement]]]) -> None:
    for rules, situations, expected in cases_of_a_day:
        assert all(said(rules, situations, many=1, room=room) == expected for room in (0, ROOM))


DIAGRAM_FAULTS: dict[str, Fault] = {
    "the end is all that is not named": _in(
        Outcomes, "_next", lambda right: lambda self: [right(self), self.ends.append(LATER)][0] if LATER not in self.ends else LATER
    ),
    "constraints forbid nothing that is next": _in(
        Diagrams,
        "replaced",
        lambda right: lambda self, diagram, old, new: right(self, diagram, old, LATER if new == FORBIDDEN else new),
    ),
    "constraints forbid no conclusion": _in(
        Outcomes,
        "_beside_constraints",
        lambda right: (
            lambda self, conclusion, negated: None if right(self, conclusion, negated) is None else self._conclusion(conclusion, negated)
        ),
    ),
    "a fact may say a pattern only where it is known to say it": _in(
        Literals, "may_say", lambda right: lambda self, literal, values, ones: right(self, literal, (values[0], values[0]), ones)
    ),
    "the last way to a node counts": lambda patch: patch.setattr(
        OutcomePlanes, "next", lambda self: {child: self._ones for node in self._outcomes.next_nodes for _, child in node.edges}
    ),
    "whether facts apply is not looked at": lambda patch: patch.setattr("simexit.run.diagrams.outcomes.guards_of", lambda *_: []),
}


@pytest.mark.parametrize("name", DIAGRAM_FAULTS)
def test_a_fault_in_what_is_read_off_diagrams_is_noticed(
    name: str, cases_of_a_day: list[tuple[RuleSet, list[Situation], list[Judgement]]]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        DIAGRAM_FAULTS[name](patch)
        assert any(said(rules, situations, many=1) != expected for rules, situations, expected in cases_of_a_day)
