"""Random outcomes: what is so after an action was done."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st

from generators.vocabulary import FACTS, TEXT, VALUES
from simexit.model.expressions import Arithmetic, Constant, FactValue, ParameterValue, Term
from simexit.model.types import Boolean, Choice, Day, Integer, Money, SetOf
from simexit.model.vocabulary import Outcome

CHANGED = sorted(set(FACTS) - {"today"})


@cache
def terms(fact: str) -> st.SearchStrategy[Term]:
    """What an outcome may set a fact to: a value, what another fact of its type is, or a sum."""
    of = FACTS[fact]
    value = VALUES[fact].map(Constant)
    same = st.sampled_from([FactValue(other) for other, its in FACTS.items() if type(its) is type(of)])
    match of:
        case Boolean() | Choice() | SetOf():
            return st.one_of(value, same)
        case Integer():
            figure: st.SearchStrategy[Term] = st.one_of(st.integers(1, 3).map(Constant), st.just(ParameterValue("turned")))
        case Money():
            figure = st.one_of(st.integers(1, 9).map(Constant), st.just(ParameterValue("raised")))
        case Day():
            figure = st.integers(1, 9).map(Constant)
    return st.one_of(value, same, st.builds(Arithmetic, st.sampled_from("+-"), same, figure))


@st.composite
def outcomes(draw: st.DrawFn) -> tuple[Outcome, ...]:
    """None, one or two outcomes, each of which changes one or two facts."""
    found: list[Outcome] = []
    for number in range(draw(st.sampled_from([0, 1, 1, 2]))):
        facts = sorted(draw(st.sets(st.sampled_from(CHANGED), min_size=1, max_size=2)))
        found.append(Outcome(f"o{number}", TEXT, {fact: draw(terms(fact)) for fact in facts}))
    return tuple(found)
