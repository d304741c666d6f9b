"""The page of each thing of a library: its template, and what it shows beside the thing itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from simexit.author.cases.case import Case
from simexit.author.coverage.leaves import Leaf
from simexit.author.pages.all import page_of
from simexit.check.reading import CASES
from simexit.model.expressions import Conclusion
from simexit.model.rules import Rule
from simexit.model.vocabulary import Action, Fact, Letter
from simexit.site.addresses import Thing
from simexit.site.conditions import Conditions
from simexit.site.documents import picture_name
from simexit.site.graph import guide as guide_graph
from simexit.site.in_cases import InCases
from simexit.site.names import about
from simexit.site.pieces import as_text
from simexit.site.proof import proved_invariants
from simexit.site.render import Page
from simexit.site.subject import Subject
from simexit.text.codes import Code
from simexit.text.words import OWN_NAMES

_FEW = 8
"""How many cases are named that one leaf prevents; most of them say nothing of the rule."""


def thing_pages(subject: Subject) -> Iterator[Page]:
    """Yield the page of each thing, kind after kind."""
    yield from _of_rules(subject)
    yield from _of_vocabulary(subject)
    yield from _beside(subject)


def _page(subject: Subject, thing: Thing, content: Mapping[str, object]) -> Page:
    return Page(thing.address, as_text(subject.names.title(thing)), f"{thing.kind}.html", content, thing)


def _of_rules(subject: Subject) -> Iterator[Page]:
    rules = subject.rules
    for rule in rules.rules:
        yield _page(subject, Thing("rule", rule.name), _rule(rule, subject))
    proved = proved_invariants(subject)
    for invariant in rules.invariants:
        content = {"invariant": invariant, "proved": invariant.name in proved}
        yield _page(subject, Thing("invariant", invariant.name), content)


def _rule(rule: Rule, subject: Subject) -> Mapping[str, object]:
    alike = subject.rules.rules_for[rule.then]
    standing = subject.standing[rule.name]
    return {
        "rule": rule,
        "then": about(rule.then),
        "others": tuple(Thing("rule", other.name) for other in alike if other is not rule),
        "overrides": tuple(Thing("rule", other) for other in rule.overrides),
        "standing": standing,
        "near": _prevented(standing),
        "few": _FEW,
        "leaves": standing.covered.leaves,
    }


def _prevented(standing: InCases) -> list[tuple[Leaf, list[Case]]]:
    """Return the cases in which one leaf prevents a rule, by that leaf; the cases that stand beside the rule come first."""
    found: dict[Leaf, list[Case]] = {}
    for near in standing.near:
        found.setdefault(near.leaf, []).append(near.case)
    own = standing.rule.span.source.name.removesuffix(".yaml") + CASES
    return [(leaf, sorted(cases, key=lambda case: case.file != own)) for leaf, cases in found.items()]


def _of_vocabulary(subject: Subject) -> Iterator[Page]:
    vocabulary, rules = subject.rules.vocabulary, subject.rules
    conditions = Conditions(subject.names)
    for fact in vocabulary.facts.values():
        yield _page(subject, Thing("fact", fact.name), _fact(fact, subject))
    for action in vocabulary.actions.values():
        yield _page(subject, Thing("action", action.name), _action(action, subject))
    for warning in vocabulary.warnings.values():
        yield _page(subject, Thing("warning", warning.name), {"warning": warning})
    for deadline in vocabulary.deadlines.values():
        yield _page(subject, Thing("deadline", deadline.name), {"deadline": deadline})
    for derived in vocabulary.derived.values():
        concluding = rules.rules_for.get(Conclusion("derived", derived.name), ())
        parts = () if derived.value is None else Conditions(subject.names, named_values=False).term(derived.value)
        content = {"derived": derived, "parts": parts, "conditions": [conditions.stated(rule.when) for rule in concluding]}
        yield _page(subject, Thing("derived", derived.name), content)
    for parameter in vocabulary.parameters.values():
        yield _page(subject, Thing("parameter", parameter.name), {"parameter": parameter})
    for constraint in vocabulary.constraints.values():
        stated = conditions.stated(rules.conditions[Conclusion("impossible", constraint.name)])
        yield _page(subject, Thing("constraint", constraint.name), {"constraint": constraint, "stated": stated})
    for profile in vocabulary.profiles.values():
        yield _page(subject, Thing("profile", f"{profile.fact}/{profile.value}"), {"profile": profile})
    for work in vocabulary.works.values():
        yield _page(subject, Thing("source", work.name), {"work": work})
    for contradiction in vocabulary.contradictions.values():
        yield _page(subject, Thing("contradiction", contradiction.name), {"contradiction": contradiction})
    for letter in vocabulary.letters.values():
        yield _page(subject, Thing("letter", letter.name), _letter(letter, subject))


def _fact(fact: Fact, subject: Subject) -> Mapping[str, object]:
    applies = None if fact.applies is None else Conditions(subject.names).stated(fact.applies)
    helping = (one for one in subject.rules.vocabulary.pictures.values() if fact.name in one.facts)
    return {
        "fact": fact,
        "applies": applies,
        "languages": subject.rules.vocabulary.settings.languages,
        "own": OWN_NAMES,
        "pictures": [(one.name, as_text(subject.names.text(one.shows))) for one in helping],
    }


def _action(action: Action, subject: Subject) -> Mapping[str, object]:
    vocabulary, language = subject.rules.vocabulary, subject.language
    stage = [other.name for other in vocabulary.actions.values() if other.stage == action.stage]
    spoken = vocabulary.settings.spoken
    followers = {outcomes: end for (start, end), outcomes in subject.graph.edges.items() if start == action.name}
    following = {one.name: [end for outcomes, end in followers.items() if one.name in outcomes] for one in action.outcomes}
    return {
        "action": action,
        "stage": as_text(subject.names.text(vocabulary.settings.stages[action.stage])),
        "place": stage.index(action.name) + 1,
        "spoken": spoken if spoken != language else None,
        "following": following,
        "ending": vocabulary.settings.finished_title[language],
        "needs": tuple(Thing("fact", fact) for fact in action.needs),
        "excludes": _excluded(action, subject),
        "letters": tuple(Thing("letter", one.name) for one in vocabulary.letters.values() if action.name in one.actions),
        "pictures": [
            (one.name, as_text(subject.names.text(one.shows))) for one in vocabulary.pictures.values() if action.name in one.actions
        ],
    }


def _excluded(action: Action, subject: Subject) -> tuple[Thing, ...]:
    """Return the actions that are never due together with one, whichever of the two says so."""
    others = subject.rules.vocabulary.actions.values()
    return tuple(Thing("action", one.name) for one in others if one.name in action.excludes or action.name in one.excludes)


def _letter(letter: Letter, subject: Subject) -> Mapping[str, object]:
    settings = subject.rules.vocabulary.settings
    shown = dict.fromkeys((subject.language, settings.spoken or subject.language))
    return {"letter": letter, "actions": tuple(Thing("action", name) for name in letter.actions), "shown": tuple(shown)}


def _beside(subject: Subject) -> Iterator[Page]:
    """Yield the pages of what stands beside the library: cases, guides, documents and codes."""
    for name, cases in subject.cases.items():
        yield _page(subject, Thing("cases", name), {"cases": cases})
    for guide in subject.guides:
        yield _page(subject, Thing("guide", guide.name), {"guide": guide, "drawing": guide_graph.drawing(guide.plan)})
    for document in subject.documents:
        yield _page(subject, Thing("table", document.name), {"document": document, "picture_name": picture_name})
    for code in sorted(Code, key=lambda one: one.code):
        yield _page(subject, Thing("code", code.code), {"code": code, "about": page_of(code)})
