"""Random rule sets whose actions have effects, some of which are waits that deadlines end, with a decider for each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from hypothesis import strategies as st

from generators.conditions import conditions
from generators.rulesets import rule_sets, situations
from generators.vocabulary import NOWHERE, TEXT, TODAY, VALUES
from simexit.document.follow import follow
from simexit.document.way import Way
from simexit.model.expressions import Always, Arithmetic, Compare, Conclusion, Condition, Constant, FactValue, Term
from simexit.model.rules import RuleSet, Situation
from simexit.model.vocabulary import Action, Deadline, Outcome
from simexit.run.decider import Decider

FACTS = sorted(set(VALUES) - {"today"})
DAYS: st.SearchStrategy[Term] = st.one_of(
    st.integers(1, 9).map(lambda days: Arithmetic("+", FactValue("today"), Constant(days))),
    st.integers(1, 30).map(lambda days: Constant(TODAY + timedelta(days))),
    st.just(FactValue("d0")),
    st.integers(-3, 12).map(lambda days: Arithmetic("+", FactValue("d0"), Constant(days))),
    st.integers(-9, 0).map(lambda days: Constant(TODAY + timedelta(days))),
)


@st.composite
def terms(draw: st.DrawFn, fact: str) -> Term:
    """What an outcome may set a fact to: a value, one more than it was, or the day."""
    if fact == "d0" and draw(st.booleans()):
        return FactValue("today")
    if fact in {"n0", "n1"} and draw(st.booleans()):
        return Arithmetic("+", FactValue(fact), Constant(1))
    return Constant(draw(VALUES[fact]))


@st.composite
def effective(draw: st.DrawFn, action: Action) -> Action:
    """The action with outcomes, and now and then somebody to wait for."""
    outcomes: list[Outcome] = []
    for number in range(draw(st.sampled_from([2, 1, 3, 0]))):
        facts = draw(st.sets(st.sampled_from(FACTS), min_size=1, max_size=3))
        outcomes.append(Outcome(f"o{number}", TEXT, {fact: draw(terms(fact)) for fact in sorted(facts)}))
    return replace(action, outcomes=tuple(outcomes), waits_for=draw(st.sampled_from([TEXT, None, TEXT])))


def likely(draw: st.DrawFn, fact: str) -> Condition:
    """A comparison of one fact that outcomes can make true and false."""
    return Compare(draw(st.sampled_from(["==", "!=", "!="])), FactValue(fact), Constant(draw(VALUES[fact])))


def changed(draw: st.DrawFn, conclusion: Conclusion, condition: Condition) -> Condition:
    """The condition that a conclusion has instead, so that ways are longer than those of rule sets without any plan in them."""
    match conclusion.kind:
        case "action":
            return likely(draw, draw(st.sampled_from(["b0", "b1", "c0", "c0", "n0", "d0"])))
        case "impossible":
            return draw(st.sampled_from([Always(False), Compare("<", FactValue("d0"), FactValue("today")), condition]))
        case _:
            return condition


@dataclass(frozen=True, slots=True)
class Followed:
    """A way with all it was made from."""

    rules: RuleSet
    situation: Situation
    decider: Decider
    way: Way


@st.composite
def followed(draw: st.DrawFn, most: int = 40) -> Followed:
    rules = draw(rule_sets(actions=6, warnings=0, deadlines=0))
    actions = {name: draw(effective(action)) for name, action in rules.vocabulary.actions.items()}
    names = [f"l{number}" for number in draw(st.sampled_from([range(2), range(1), range(2), range(0)]))]
    deadlines = {name: Deadline(name, draw(DAYS), TEXT, NOWHERE) for name in names}
    vocabulary = replace(rules.vocabulary, actions=actions, deadlines=deadlines)
    kept = {conclusion: changed(draw, conclusion, condition) for conclusion, condition in rules.conditions.items()}
    holding = {
        Conclusion("deadline", name): draw(st.one_of(st.just(Always(True)), st.just(Always(True)), conditions([]))) for name in names
    }
    rules = replace(rules, vocabulary=vocabulary, conditions={**kept, **holding})
    situation = draw(situations(known=(8, len(FACTS))))
    decider = Decider(rules, "off")
    return Followed(rules, situation, decider, follow(situation, rules, decider, most))
