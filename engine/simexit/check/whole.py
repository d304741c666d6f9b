"""Findings across files: what nothing concludes, uses, cites or names; circles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simexit.model.expressions import (
    TODAY,
    All,
    Arithmetic,
    Call,
    Compare,
    Conclusion,
    Condition,
    Not,
    Some,
    Term,
    comparisons,
    conclusions_in,
    facts_compared,
    facts_of,
)
from simexit.model.types import Integer, Money, nothing
from simexit.text.codes import Code
from simexit.text.diagnostics import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from simexit.check.context import Context
    from simexit.model.sources import Claim, Work
    from simexit.model.vocabulary import Vocabulary
    from simexit.text.source import Span


DEEPEST = 200
"""How many levels a condition may have with all it builds on; interpreters follow them on Python's stack."""


def in_order(conditions: Mapping[Conclusion, Condition], context: Context) -> dict[Conclusion, Condition] | None:
    """Return the conditions so that each stands after those it refers to; a circle is a finding and None."""
    done: dict[Conclusion, Condition] = {}
    levels: dict[Conclusion, int] = {}
    circling: set[Conclusion] = set()

    def visit(conclusion: Conclusion, above: tuple[Conclusion, ...]) -> None:
        if conclusion in done or conclusion in circling or conclusion not in conditions:
            return
        if conclusion in above:
            circle = above[above.index(conclusion) :]
            circling.update(circle)
            named = " → ".join(f"`{inner.name}`" for inner in (*circle, conclusion))
            context.findings.add(Code.CYCLE, _place(conclusion, context), f"these depend on one another in a circle: {named}")
            return
        if len(above) > DEEPEST:
            circling.update(above)
            context.findings.add(Code.TOO_DEEP, _place(conclusion, context), f"a chain of more than {DEEPEST} definitions leads here")
            return
        condition = conditions[conclusion]
        guards = [Conclusion("applies", fact) for atom in comparisons(condition) for fact in facts_compared(atom)]
        behind = [*conclusions_in(condition), *guards]
        for inner in behind:
            visit(inner, (*above, conclusion))
        levels[conclusion] = _levels(condition) + max((levels.get(inner, 0) for inner in behind), default=0)
        if levels[conclusion] > DEEPEST and conclusion not in circling:
            circling.add(conclusion)
            message = f"with all it builds on, `{conclusion.name}` has more than {DEEPEST} levels"
            context.findings.add(Code.TOO_DEEP, _place(conclusion, context), message)
        done[conclusion] = condition

    for conclusion in conditions:
        visit(conclusion, ())
    return None if circling else done


def _place(conclusion: Conclusion, context: Context) -> Span | None:
    kind = {"applies": "fact", "derived": "fact", "impossible": "constraint"}.get(conclusion.kind, conclusion.kind)
    return context.places.get((kind, conclusion.name))


def _levels(part: Condition | Term) -> int:
    """Return how many levels a condition has, terms included."""
    match part:
        case Not(inner):
            return 1 + _levels(inner)
        case All(parts) | Some(parts):
            return 1 + max((_levels(inner) for inner in parts), default=0)
        case Compare(_, left, right) | Arithmetic(_, left, right):
            return 1 + max(_levels(left), _levels(right))
        case Call(_, arguments):
            return 1 + max((_levels(inner) for inner in arguments), default=0)
        case _:
            return 1


def check_whole(vocabulary: Vocabulary, conditions: Iterable[Condition], context: Context) -> None:
    """Note everything that can only be seen with all files read."""
    if not len(context.findings):
        # a condition that could not be read may be the one that uses a fact
        _every_fact_is_used(vocabulary, conditions, context)
    _every_conclusion_has_a_rule(vocabulary, context)
    _every_reference_is_known(vocabulary, context)
    _every_claim_is_settled(vocabulary, context)


def _every_conclusion_has_a_rule(vocabulary: Vocabulary, context: Context) -> None:
    wanted = [
        *(("action", action.name, action.span) for action in vocabulary.actions.values()),
        *(("warning", caution.name, caution.span) for caution in vocabulary.warnings.values()),
        *(("deadline", deadline.name, deadline.span) for deadline in vocabulary.deadlines.values()),
        *(("derived", fact.name, fact.span) for fact in vocabulary.derived.values() if fact.value is None),
    ]
    for kind, name, span in wanted:
        if Conclusion(kind, name) not in context.concluded:  # type: ignore[arg-type]  # each is a kind
            context.findings.add(Code.NO_RULE, span, f"no rule concludes the {kind} `{name}`")


def _every_fact_is_used(vocabulary: Vocabulary, conditions: Iterable[Condition], context: Context) -> None:
    used = {TODAY}  # every library has to have it
    used |= {fact for condition in conditions for atom in comparisons(condition) for fact in facts_compared(atom)}
    used |= {fact for action in vocabulary.actions.values() for fact in action.needs}
    used |= {fact for deadline in vocabulary.deadlines.values() for fact in facts_of(deadline.by)}
    used |= set(vocabulary.settings.profiles.values())
    used |= {reference.word for reference in context.placeholders}
    for fact in vocabulary.facts.values():
        if fact.name not in used and fact.name not in vocabulary.settings.informative:
            message = f"nothing uses the fact `{fact.name}`"
            hint = "use it in a rule, or list it under `informative` in library.yaml"
            context.findings.add(Code.UNUSED_FACT, fact.span, message, hint=hint)


def _every_reference_is_known(vocabulary: Vocabulary, context: Context) -> None:
    values = {fact.name for fact in vocabulary.derived.values() if fact.value is not None}
    known = {*vocabulary.facts, *values, *(f"parameter.{name}" for name in vocabulary.parameters)}
    for reference in context.placeholders:
        if reference.word not in known:
            message = f"`{{{reference.word}}}` is not a fact, a parameter or a derived value"
            context.findings.add(Code.PLACEHOLDER, reference.span, message, hint=did_you_mean(reference.word, known))
    _every_count_is_a_number(vocabulary, context)
    for reference in context.facts_named:
        if reference.word not in vocabulary.facts:
            context.unknown("fact", reference.word, reference.span, vocabulary.facts)
    for reference in context.facts_ticked:
        if reference.word not in vocabulary.facts:
            context.unknown("fact", reference.word, reference.span, vocabulary.facts)
        elif nothing(vocabulary.facts[reference.word].type) is None:
            message = f"`{reference.word}` cannot be ticked: it is neither true or false, nor a figure from 0"
            context.findings.add(Code.BAD_VALUE, reference.span, message)
    cited = {*vocabulary.works, *(f"{work.name}/{claim.name}" for work, claim in claims(vocabulary))}
    for reference in context.citations:
        if reference.word not in cited:
            context.unknown("source", reference.word, reference.span, cited)


def _every_count_is_a_number(vocabulary: Vocabulary, context: Context) -> None:
    types = {fact.name: fact.type for fact in vocabulary.facts.values()}
    types |= {fact.name: fact.type for fact in vocabulary.derived.values()}
    types |= {f"parameter.{parameter.name}": parameter.type for parameter in vocabulary.parameters.values()}
    for reference in context.counted:
        if reference.word in types and not isinstance(types[reference.word], Integer | Money):
            message = f"`{reference.word}` is neither a whole number nor an amount, so nothing is counted by it"
            context.findings.add(Code.PLACEHOLDER, reference.span, message)


def claims(vocabulary: Vocabulary) -> Iterator[tuple[Work, Claim]]:
    """Yield every claim with its work."""
    return ((work, claim) for work in vocabulary.works.values() for claim in work.claims.values())


def _every_claim_is_settled(vocabulary: Vocabulary, context: Context) -> None:
    cited = {reference.word for reference in context.citations}
    for work, claim in claims(vocabulary):
        if claim.verdict in {"adopted", "refined"} and f"{work.name}/{claim.name}" not in cited:
            message = f"claim `{work.name}/{claim.name}` is {claim.verdict}, but nothing names it as a source"
            context.findings.add(Code.OPEN_CLAIM, claim.span, message, hint="name it in `sources` of what encodes it, or refuse it")
