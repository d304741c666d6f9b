"""What uses what: for each thing of a library the things that speak of it, by how they do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from simexit.model.expressions import (
    Arithmetic,
    Call,
    Compare,
    Condition,
    Term,
    comparisons,
    conclusions_in,
    facts_of,
    parameters_of,
)
from simexit.model.rules import RuleSet
from simexit.model.types import Text
from simexit.model.vocabulary import Action
from simexit.site.addresses import Thing
from simexit.site.names import about
from simexit.text.forms import PLACEHOLDER, split

How = Literal[
    "concluded_by", "asked_by", "needed_by", "changed_by", "spoken_of_by", "helped_by", "rests_on_it", "overridden_by", "excluded_by"
]


class Use(NamedTuple):
    """One thing speaks of another in some way; `source` is a work, or a claim of one such as `work/c01`."""

    used: Thing
    how: How
    by: Thing
    source: str = ""


Uses = Mapping[Thing, Mapping[How, tuple[Thing, ...]]]


def uses(rules: RuleSet) -> Uses:
    """Return what uses each thing, each once for each way."""
    found: dict[Thing, dict[How, dict[Thing, None]]] = {}
    for use in (*_by_rules(rules), *_by_actions(rules), *_by_others(rules), *_of_texts(rules), *citing(rules)):
        if use.used != use.by:
            found.setdefault(use.used, {}).setdefault(use.how, {})[use.by] = None
    return {thing: {how: tuple(by) for how, by in ways.items()} for thing, ways in found.items()}


def citing(rules: RuleSet) -> Iterator[Use]:
    """Yield which things rest on which works, with the claim where one is named."""
    vocabulary = rules.vocabulary
    with_sources: list[tuple[Thing, Iterable[str]]] = [(Thing("rule", one.name), one.sources) for one in rules.rules]
    with_sources += ((Thing("invariant", one.name), one.sources) for one in rules.invariants)
    with_sources += ((Thing("action", one.name), one.sources) for one in vocabulary.actions.values())
    with_sources += ((Thing("warning", one.name), one.sources) for one in vocabulary.warnings.values())
    with_sources += ((Thing("fact", one.name), one.sources) for one in vocabulary.facts.values())
    with_sources += ((Thing("letter", one.name), one.sources) for one in vocabulary.letters.values())
    with_sources += ((Thing("contradiction", one.name), (*one.claims, *one.evidence)) for one in vocabulary.contradictions.values())
    for parameter in vocabulary.parameters.values():
        with_sources += ((Thing("parameter", parameter.name), period.sources) for period in parameter.periods)
    for profile in vocabulary.profiles.values():
        with_sources += ((Thing("profile", f"{profile.fact}/{profile.value}"), item.sources) for item in profile.items)
    for work in vocabulary.works.values():
        with_sources += ((Thing("source", work.name), claim.evidence) for claim in work.claims.values())
    for by, sources in with_sources:
        for source in sources:
            yield Use(Thing("source", source.partition("/")[0]), "rests_on_it", by, source)


def _by_rules(rules: RuleSet) -> Iterator[Use]:
    for rule in rules.rules:
        by = Thing("rule", rule.name)
        yield Use(about(rule.then), "concluded_by", by)
        yield from (Use(used, "asked_by", by) for used in _in_condition(rule.when, rules))
        yield from (Use(Thing("rule", other), "overridden_by", by) for other in rule.overrides)
    for invariant in rules.invariants:
        yield from (Use(used, "asked_by", Thing("invariant", invariant.name)) for used in _in_condition(invariant.forbidden, rules))
    for conclusion, condition in rules.conditions.items():
        if conclusion.kind in {"applies", "impossible"}:
            yield from (Use(used, "asked_by", about(conclusion)) for used in _in_condition(condition, rules))


def _by_actions(rules: RuleSet) -> Iterator[Use]:
    for action in rules.vocabulary.actions.values():
        by = Thing("action", action.name)
        yield from (Use(Thing("fact", fact), "needed_by", by) for fact in action.needs)
        yield from (Use(Thing("action", other), "excluded_by", by) for other in action.excludes)
        if action.requires is not None:
            yield from (Use(used, "needed_by", by) for used in _in_condition(action.requires, rules))
        for outcome in action.outcomes:
            for fact, term in outcome.changes.items():
                yield Use(Thing("fact", fact), "changed_by", by)
                yield from (Use(used, "asked_by", by) for used in _in_term(term, rules))


def _by_others(rules: RuleSet) -> Iterator[Use]:
    vocabulary = rules.vocabulary
    for deadline in vocabulary.deadlines.values():
        yield from (Use(used, "asked_by", Thing("deadline", deadline.name)) for used in _in_term(deadline.by, rules))
    for derived in vocabulary.derived.values():
        if derived.value is not None:
            yield from (Use(used, "asked_by", Thing("derived", derived.name)) for used in _in_term(derived.value, rules))
    for letter in vocabulary.letters.values():
        yield from (Use(Thing("action", action), "helped_by", Thing("letter", letter.name)) for action in letter.actions)
        conditions = (one.when for one in (*letter.to, *letter.sender, *letter.body) if one.when is not None)
        yield from (Use(used, "asked_by", Thing("letter", letter.name)) for one in conditions for used in _in_condition(one, rules))
    for profile in vocabulary.profiles.values():
        by = Thing("profile", f"{profile.fact}/{profile.value}")
        yield Use(Thing("fact", profile.fact), "helped_by", by)
        yield from (Use(Thing("action", action), "helped_by", by) for item in profile.items for action in item.actions)


def _of_texts(rules: RuleSet) -> Iterator[Use]:
    vocabulary = rules.vocabulary
    spoken: list[tuple[Thing, Iterable[Text | None]]] = [(Thing("rule", one.name), (one.why,)) for one in rules.rules]
    spoken += ((Thing("action", one.name), _texts(one)) for one in vocabulary.actions.values())
    spoken += ((Thing("warning", one.name), (one.title, one.text)) for one in vocabulary.warnings.values())
    for letter in vocabulary.letters.values():
        paragraphs = (*letter.to, *letter.sender, *letter.body)
        spoken.append((Thing("letter", letter.name), (letter.title, *(text for one in paragraphs for text in (one.text, one.otherwise)))))
    for by, texts in spoken:
        for text in (text for text in texts if text is not None):
            for place in (place for wording in text.values() for place in PLACEHOLDER.findall(wording)):
                name = split(place)[0]
                if name.startswith("parameter."):
                    yield Use(Thing("parameter", name.removeprefix("parameter.")), "spoken_of_by", by)
                elif name in vocabulary.facts or name in vocabulary.derived:
                    yield Use(Thing("fact" if name in vocabulary.facts else "derived", name), "spoken_of_by", by)


def _texts(action: Action) -> tuple[Text | None, ...]:
    return (action.title, *action.do, action.where, action.bring, action.say, action.takes, action.unverified, action.waits_for)


def _in_condition(condition: Condition, rules: RuleSet) -> Iterator[Thing]:
    yield from map(about, conclusions_in(condition))
    for atom in comparisons(condition):
        yield from _in_comparison(atom, rules)


def _in_comparison(atom: Compare, rules: RuleSet) -> Iterator[Thing]:
    yield from _in_term(atom.left, rules)
    yield from _in_term(atom.right, rules)


def _in_term(term: Term, rules: RuleSet) -> Iterator[Thing]:
    yield from (Thing("fact", name) for name in facts_of(term))
    yield from (Thing("parameter", name) for name in parameters_of(term))
    derived = {one.value: one.name for one in rules.vocabulary.derived.values() if one.value is not None}
    yield from (Thing("derived", derived[part]) for part in _parts(term) if part in derived)


def _parts(term: Term) -> Iterator[Term]:
    yield term
    match term:
        case Arithmetic(_, left, right):
            yield from _parts(left)
            yield from _parts(right)
        case Call(_, arguments):
            for argument in arguments:
                yield from _parts(argument)
        case _:
            return
