"""Random rule sets built straight from the model, as a checked library would be, with situations for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from generators.conditions import compare, conditions
from generators.effects import outcomes
from generators.vocabulary import FACTS, NOWHERE, PARAMETERS, SETTINGS, TEXT, TODAY, VALUES, days
from simexit.check.context import Context
from simexit.check.whole import in_order
from simexit.model.assembly import conditions as assembled
from simexit.model.assembly import dated, with_overrides
from simexit.model.expressions import Conclusion, Condition, Constant, FactValue
from simexit.model.rules import Rule, RuleSet, Situation
from simexit.model.types import Boolean
from simexit.model.vocabulary import Action, Caution, Constraint, Deadline, DerivedFact, Fact, Parameter, Vocabulary
from simexit.text.diagnostics import Findings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from simexit.model.expressions import Kind, Term
    from simexit.model.types import Type
    from simexit.model.vocabulary import Period

APPLYING = st.sampled_from([compare("==", FactValue("b0"), Constant(True)), compare("==", FactValue("c0"), Constant("x"))])
"""When a fact applies: only by facts that always apply, so that nothing depends on itself."""
BY: st.SearchStrategy[Term] = st.sampled_from([FactValue("d0"), FactValue("d1"), Constant(TODAY)])


def vocabulary(
    facts: Mapping[str, Type],
    applying: Mapping[str, Condition],
    parameters: Mapping[str, tuple[Type, tuple[Period, ...]]],
    impossible: Iterable[str],
    derived: Iterable[str],
    actions: Mapping[str, Action],
    warnings: Iterable[str],
    deadlines: Mapping[str, Deadline],
) -> Vocabulary:
    """The words of a rule set, without any wording."""
    return Vocabulary(
        settings=SETTINGS,
        facts={name: Fact(name, of, TEXT, TEXT, {}, TEXT, 1, "low", applying.get(name), (), NOWHERE) for name, of in facts.items()},
        constraints={name: Constraint(name, TEXT, NOWHERE) for name in impossible},
        derived={name: DerivedFact(name, TEXT, None, Boolean(), NOWHERE) for name in derived},
        parameters={name: Parameter(name, of, TEXT, None, periods, NOWHERE) for name, (of, periods) in parameters.items()},
        actions=actions,
        warnings={name: Caution(name, "low", TEXT, TEXT, (), NOWHERE) for name in warnings},
        deadlines=deadlines,
        works={},
        profiles={},
    )


def rule(name: str, then: Conclusion, when: Condition, in_force: tuple[date | None, date | None], overrides: tuple[str, ...]) -> Rule:
    """A rule as the checker makes it, but not yet with the rules that override it."""
    return Rule(name, when, dated(when, in_force), then, TEXT, (), TODAY, in_force, overrides, NOWHERE, "")


@st.composite
def periods(draw: st.DrawFn) -> tuple[date | None, date | None]:
    """When a rule is in force: mostly always."""
    if draw(st.integers(0, 4)):
        return None, None
    start, end = sorted([draw(days(-15, 15)), draw(days(-15, 15))])
    return draw(st.sampled_from([(start, end), (start, None), (None, end)]))


@st.composite
def rules_of(draw: st.DrawFn, then: Conclusion, known: list[Conclusion], later: list[str], most: int) -> list[Rule]:
    """One rule for a conclusion, or several; each may override one before it, or one of a later conclusion.

    Rules override none of an earlier conclusion, so that nothing depends on itself.
    """
    found: list[Rule] = []
    for number in range(draw(st.sampled_from([1, *range(1, most + 1)]))):
        candidates = [*(one.name for one in found), *later]
        overrides = draw(st.sampled_from([(), (), *((name,) for name in candidates)])) if candidates else ()
        found.append(rule(f"{then.name}-{number}", then, draw(conditions(known)), draw(periods()), overrides))
    return found


@st.composite
def all_rules(draw: st.DrawFn, named: Sequence[Conclusion], most: int) -> list[Rule]:
    """Rules for conclusions in the order in which they may refer to one another; warnings and deadlines to none but what is before both."""
    found: list[Rule] = []
    for place, then in enumerate(named):
        known = [one for one in named[:place] if one.kind in {"derived", "action"}]
        later = [f"{one.name}-0" for one in named[place + 1 :]]
        found += draw(rules_of(then, known, later, most))
    return found


def as_checked(words: Vocabulary, impossible: dict[str, Condition], rules: Sequence[Rule]) -> RuleSet:
    """The rule set that the checker would make of these rules."""
    read = with_overrides(rules)
    ordered = in_order(assembled(words, impossible, read), Context(Findings()))
    assert ordered is not None, "a generated rule depends on itself"
    return RuleSet(words, read, ordered, "sha256:generated")


@st.composite
def rule_sets(draw: st.DrawFn, actions: int = 4, warnings: int = 3, deadlines: int = 2, rules: int = 2) -> RuleSet:
    """A rule set with facts of every type, some of which apply only sometimes, constraints, and rules for every kind of conclusion.

    The numbers bound how many there are of each; `rules` how many conclude the same thing.
    """
    applying = {name: draw(APPLYING) for name in sorted(draw(st.sets(st.sampled_from(["b2", "n1", "c1"]), max_size=2)))}
    named = {
        "impossible": draw(names("i", 0, 2)),
        "derived": draw(names("e", 0, 3)),
        "action": draw(names("a", 1, actions)),
        "warning": draw(names("w", 0, warnings)),
        "deadline": draw(names("l", 0, deadlines)),
    }
    ordered = [Conclusion(kind, name) for kind in ORDER for name in named[kind]]
    read = draw(all_rules(ordered, rules))
    derived = [Conclusion("derived", name) for name in named["derived"]]
    doing = [draw(action(name, named["action"][:place], derived)) for place, name in enumerate(named["action"])]
    words = vocabulary(
        FACTS,
        applying,
        PARAMETERS,
        named["impossible"],
        named["derived"],
        # an action may ask whether a later one is due
        excluding(draw(st.permutations(doing))),
        named["warning"],
        {name: Deadline(name, draw(BY), TEXT, NOWHERE) for name in named["deadline"]},
    )
    return as_checked(words, {name: draw(conditions(derived)) for name in named["impossible"]}, read)


ORDER: tuple[Kind, ...] = ("derived", "action", "warning", "deadline")


def names(letter: str, least: int, most: int) -> st.SearchStrategy[list[str]]:
    return st.integers(least, most).map(lambda count: [f"{letter}{number}" for number in range(count)])


@st.composite
def action(draw: st.DrawFn, name: str, earlier: list[str], derived: list[Conclusion]) -> Action:
    """An action with outcomes, and now and then a precondition and an earlier action that it excludes."""
    requires = draw(conditions(derived)) if draw(st.integers(0, 3)) == 0 else None
    excluded = (draw(st.sampled_from(earlier)),) if earlier and draw(st.integers(0, 3)) == 0 else ()
    ends = draw(outcomes())
    return Action(name, "do", TEXT, (TEXT,), None, None, None, TEXT, None, (), requires, None, excluded, ends, (), NOWHERE)


def excluding(actions: Sequence[Action]) -> dict[str, Action]:
    """The actions by name; where one excludes another, both say so."""
    pairs = {(one.name, other) for one in actions for other in one.excludes}
    both = pairs | {(other, one) for one, other in pairs}
    return {one.name: replace(one, excludes=tuple(sorted(other for name, other in both if name == one.name))) for one in actions}


@st.composite
def situations(draw: st.DrawFn, known: tuple[int, int] = (0, len(VALUES))) -> Situation:
    """Facts with gaps; `known` bounds how many are known beside the day, which is known except now and then."""
    chosen = draw(st.sets(st.sampled_from(sorted(set(VALUES) - {"today"})), min_size=known[0], max_size=min(known[1], len(VALUES) - 1)))
    today = ["today"] if draw(st.integers(0, 9)) else []
    return {name: draw(VALUES[name]) for name in [*sorted(chosen), *today]}
