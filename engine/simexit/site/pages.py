"""Every page of a site: overviews, a list for each kind of thing, and a page for each thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from simexit.author.coverage.report import cut, totals
from simexit.author.lint.run import lints
from simexit.author.pages.markdown import grouped
from simexit.model.vocabulary import SEVERITIES
from simexit.site.addresses import KINDS, Kind, Thing, listing
from simexit.site.graph import whole
from simexit.site.pieces import as_text
from simexit.site.proof import report
from simexit.site.render import Page
from simexit.site.subject import Subject
from simexit.site.things import thing_pages
from simexit.site.words import word
from simexit.text.words import word as common_word

Groups = list[tuple[str, list[Thing]]]


def pages(subject: Subject) -> tuple[Page, ...]:
    """Return every page, the first page first."""
    found = tuple(thing_pages(subject))
    things = [page.thing for page in found if page.thing is not None]
    return (*_overviews(subject, things), *_lists(subject, things), *found)


def _overviews(subject: Subject, things: list[Thing]) -> Iterator[Page]:
    language = subject.language
    counts = [(kind, number) for kind in KINDS if (number := sum(thing.kind == kind for thing in things))]
    library = as_text(subject.names.text(subject.rules.vocabulary.settings.title))
    yield Page("index.html", library, "index.html", {"counts": counts})
    yield Page("search.html", word("search", language), "search.html", {})
    by_name = sorted(things, key=lambda thing: (thing.name, thing.kind))
    yield Page("words.html", word("all_names", language), "names.html", {"things": by_name})
    yield _graph(subject)
    yield _coverage(subject)
    yield Page("proof.html", word("proof", language), "proof.html", {"report": report(subject)})


def _graph(subject: Subject) -> Page:
    settings, edges = subject.rules.vocabulary.settings, subject.graph.edges
    stages = []
    for stage, title in settings.stages.items():
        actions = [action.name for action in subject.rules.vocabulary.actions.values() if action.stage == stage]
        following = [
            (action, [(end, whole.said_of(action, outcomes, subject.names)) for (start, end), outcomes in edges.items() if start == action])
            for action in actions
        ]
        stages.append((as_text(subject.names.text(title)), following))
    content = {
        "drawing": whole.drawing(subject.graph, subject.names),
        "stages": stages,
        "proved": subject.proof is not None,
        "ending": settings.finished_title[subject.language],
    }
    return Page("graph.html", word("graph", subject.language), "graph.html", content)


def _coverage(subject: Subject) -> Page:
    coverage = subject.coverage
    content = {
        "coverage": coverage,
        "totals": coverage.totals,
        "percent": cut(coverage.totals.percent),
        "asked": subject.proof is not None,
        "rows": [(one.rule.name, totals((one,), coverage.gaps)) for one in coverage.rules],
    }
    return Page("coverage.html", word("coverage", subject.language), "coverage.html", content)


def _lists(subject: Subject, things: list[Thing]) -> Iterator[Page]:
    for kind in KINDS:
        of_kind = [thing for thing in things if thing.kind == kind]
        if of_kind:
            content = {"kind": kind, "groups": _groups(subject, kind, of_kind), "notes": _notes(subject, kind)}
            yield Page(listing(kind), word(f"all_{kind}", subject.language), "listing.html", content)  # type: ignore[arg-type]  # each kind has its word


def _groups(subject: Subject, kind: Kind, things: list[Thing]) -> Groups:
    """Return the things of a kind under the headings that suit them."""
    vocabulary, language = subject.rules.vocabulary, subject.language
    heads: Mapping[str, str]
    match kind:
        case "action":
            stages = {name: as_text(subject.names.text(title)) for name, title in vocabulary.settings.stages.items()}
            heads = {action.name: stages[action.stage] for action in vocabulary.actions.values()}
        case "warning":
            severities = {severity: common_word(severity, language) for severity in SEVERITIES}  # type: ignore[arg-type]  # each is a word
            heads = {one.name: severities[one.severity] for one in vocabulary.warnings.values()}
        case "rule" | "cases":
            heads = {thing.name: thing.name.rpartition("/")[0] or word("folder_top", language) for thing in things}
        case "source":
            heads = {work.name: word(f"kind_{work.kind}", language) for work in vocabulary.works.values()}  # type: ignore[arg-type]  # each kind has its word
        case "profile":
            heads = {thing.name: as_text(subject.names.title(Thing("fact", thing.name.partition("/")[0]))) for thing in things}
        case "code":
            heads = {code.code: title for title, codes in grouped() for code in codes}
        case _:
            heads = {}
    found: dict[str, list[Thing]] = {}
    for thing in things:
        found.setdefault(heads.get(thing.name, ""), []).append(thing)
    return list(found.items())


def _notes(subject: Subject, kind: Kind) -> Mapping[str, str]:
    """Return what is said of each thing of a kind beside its name."""
    match kind:
        case "rule":
            return {rule.name: word(f"one_{rule.then.kind}", subject.language) for rule in subject.rules.rules}  # type: ignore[arg-type]  # what rules conclude has pages
        case "cases":
            return {name: str(len(cases)) for name, cases in subject.cases.items()}
        case "guide":
            return {guide.name: guide.about for guide in subject.guides}
        case "code":
            return {lint.code.code: "lint" for lint in lints()}
        case _:
            return {}
