"""Which entries rest on which work or claim."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from simexit.model.rules import RuleSet


def citations(rules: RuleSet) -> Mapping[str, tuple[str, ...]]:
    """Return for each work and claim the entries that name it, such as `rule stage/name` or `action name`."""
    found: dict[str, tuple[str, ...]] = {}
    for entry, sources in _entries(rules):
        for source in sources:
            found[source] = (*found.get(source, ()), entry)
    return found


def _entries(rules: RuleSet) -> Iterator[tuple[str, tuple[str, ...]]]:
    vocabulary = rules.vocabulary
    yield from ((f"rule {rule.name}", rule.sources) for rule in rules.rules)
    yield from ((f"action {action.name}", action.sources) for action in vocabulary.actions.values())
    yield from ((f"warning {caution.name}", caution.sources) for caution in vocabulary.warnings.values())
    yield from ((f"fact {fact.name}", fact.sources) for fact in vocabulary.facts.values())
    yield from ((f"letter {letter.name}", letter.sources) for letter in vocabulary.letters.values())
    for parameter in vocabulary.parameters.values():
        yield from ((f"parameter {parameter.name}", period.sources) for period in parameter.periods)
    for profile in vocabulary.profiles.values():
        yield from ((f"{profile.fact} {profile.value}: {item.name}", item.sources) for item in profile.items)
    for work in vocabulary.works.values():
        yield from ((f"evidence for {work.name}/{claim.name}", claim.evidence) for claim in work.claims.values())
    for contradiction in vocabulary.contradictions.values():
        yield f"evidence on the contradiction {contradiction.name}", contradiction.evidence
