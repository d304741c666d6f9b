"""Findings across files: what nothing concludes, uses, cites or names; circles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simexit.model.expressions import Conclusion, Condition, comparisons, conclusions_in, facts_compared, facts_of
from simexit.text.codes import Code
from simexit.text.diagnostics import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from simexit.check.context import Context
    from simexit.model.vocabulary import Claim, Vocabulary, Work


def in_order(conditions: Mapping[Conclusion, Condition], context: Context) -> dict[Conclusion, Condition] | None:
    """Return the conditions so that each stands after those it refers to; a circle is a finding and None."""
    done: dict[Conclusion, Condition] = {}

    def visit(conclusion: Conclusion, above: tuple[Conclusion, ...]) -> bool:
        if conclusion in done or conclusion not in conditions:
            return True
        if conclusion in above:
            circle = " → ".join(f"`{inner.name}`" for inner in (*above[above.index(conclusion) :], conclusion))
            place = context.places.get(("fact" if conclusion.kind in {"derived", "applies"} else conclusion.kind, conclusion.name))
            context.findings.add(Code.CYCLE, place, f"these depend on one another in a circle: {circle}")
            return False
        condition = conditions[conclusion]
        behind = [Conclusion("applies", fact) for atom in comparisons(condition) for fact in facts_compared(atom)]
        if not all(visit(inner, (*above, conclusion)) for inner in [*conclusions_in(condition), *behind]):
            return False
        done[conclusion] = condition
        return True

    visited = [visit(conclusion, ()) for conclusion in conditions]
    return done if all(visited) else None


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
        if Conclusion(kind, name) not in context.concluded:  # type: ignore[arg-type]
            context.findings.add(Code.NO_RULE, span, f"no rule concludes the {kind} `{name}`")


def _every_fact_is_used(vocabulary: Vocabulary, conditions: Iterable[Condition], context: Context) -> None:
    used = {fact for condition in conditions for atom in comparisons(condition) for fact in facts_compared(atom)}
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
    cited = {*vocabulary.works, *(f"{work.name}/{claim.name}" for work, claim in claims(vocabulary))}
    for reference in context.citations:
        if reference.word not in cited:
            context.unknown("source", reference.word, reference.span, cited)


def claims(vocabulary: Vocabulary) -> Iterator[tuple[Work, Claim]]:
    """Yield every claim with its work."""
    return ((work, claim) for work in vocabulary.works.values() for claim in work.claims.values())


def _every_claim_is_settled(vocabulary: Vocabulary, context: Context) -> None:
    cited = {reference.word for reference in context.citations}
    for work, claim in claims(vocabulary):
        if claim.verdict in {"adopted", "refined"} and f"{work.name}/{claim.name}" not in cited:
            message = f"claim `{work.name}/{claim.name}` is {claim.verdict}, but nothing names it as a source"
            context.findings.add(Code.OPEN_CLAIM, claim.span, message, hint="name it in `sources` of what encodes it, or refuse it")
