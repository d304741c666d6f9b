"""What a site is about: a library in one language with its cases and guides, what was measured of it, and what was proved."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from simexit.author.cases.case import Case
from simexit.author.cases.files import read_cases
from simexit.author.coverage.gaps import Gap, Unanswered, gap_finder
from simexit.author.coverage.measure import Side
from simexit.author.coverage.report import Coverage
from simexit.author.proof.transitions import Transitions
from simexit.check.reading import CASES
from simexit.site.addresses import Thing
from simexit.site.documents import Document, documents
from simexit.site.graph.whole import graph_of, seen_in_cases
from simexit.site.guides import Guide, guides
from simexit.site.in_cases import InCases, in_cases
from simexit.site.names import Names
from simexit.text.codes import Code
from simexit.text.diagnostics import Diagnostic

if TYPE_CHECKING:
    from simexit.libraries import Library
    from simexit.model.rules import RuleSet
    from simexit.prove.proof import Proof
    from simexit.text.source import Span

_NOT_ASKED = Unanswered("whether it can be was not asked")


class UnreadableError(Exception):
    """Cases or guides do not fit the library; `findings` has every problem."""

    def __init__(self, findings: tuple[Diagnostic, ...]) -> None:
        super().__init__("cases or guides do not fit the library")
        self.findings = findings


@dataclass(frozen=True)
class Subject:
    """A library in one language and what there is beside it; `proof` is None where nothing was to be proved."""

    rules: RuleSet
    language: str
    root: Path
    names: Names
    cases: Mapping[str, tuple[Case, ...]]
    standing: Mapping[str, InCases]
    coverage: Coverage
    guides: tuple[Guide, ...]
    documents: tuple[Document, ...]
    graph: Transitions
    proof: Proof | None

    def place(self, span: Span) -> str:
        """Return the file and line of a place, from the top of the library, whatever the current folder is."""
        return f"{_inside(span.source.name, self.root)}:{span.line}"

    @cached_property
    def case_pages(self) -> Mapping[tuple[str, int], str]:
        """The address of each case, by its file and line: the page of its file, and its place there."""
        return {
            (case.file, case.span.line): f"{Thing('cases', name).address}#case-{number}"
            for name, cases in self.cases.items()
            for number, case in enumerate(cases, 1)
        }


def subject(
    library: Library, rules: RuleSet, language: str, proof: Proof | None = None, watched: Callable[[Sequence[Case]], Iterable[Case]] = tuple
) -> Subject:
    """Read what stands beside the rules of a library: cases, guides and documents. Raises `UnreadableError`.

    `watched` gives back the cases one by one, to whoever wants to show how far it is.
    """
    cases, findings = read_cases(rules, (library.rules,))
    known = guides(library.root / "examples", rules, language, findings)
    if len(findings):
        raise UnreadableError(findings.in_order())
    by_file: dict[str, tuple[Case, ...]] = {}
    for case in cases:
        name = case_file(case, library.root)
        by_file[name] = (*by_file.get(name, ()), case)
    measured = documents(library.root / "docs")
    standing = in_cases(rules, watched(cases))
    followers = seen_in_cases(cases, rules) if proof is None else proof.successions
    return Subject(
        rules=rules,
        language=language,
        root=library.root,
        names=Names(rules, language, dict(_beside(by_file, known, measured))),
        cases=by_file,
        standing=standing,
        coverage=_coverage(rules, len(cases), standing, asked=proof is not None),
        guides=known,
        documents=measured,
        graph=graph_of(followers, rules),
        proof=proof,
    )


def _beside(cases: Iterable[str], known: Iterable[Guide], measured: Iterable[Document]) -> Iterator[tuple[Thing, str]]:
    """Yield what stands beside a library, with what it is called in every language."""
    yield from ((Thing("cases", name), name) for name in cases)
    yield from ((Thing("guide", guide.name), guide.name) for guide in known)
    yield from ((Thing("table", document.name), document.title) for document in measured)
    yield from ((Thing("code", code.code), code.summary) for code in Code)


def case_file(case: Case, root: Path) -> str:
    """Return the name of the file of a case, from the folder of the rules, without its ending."""
    return _inside(case.file, root).removeprefix("rules/").removesuffix(CASES)


def _coverage(rules: RuleSet, cases: int, standing: Mapping[str, InCases], *, asked: bool) -> Coverage:
    covered = tuple(one.covered for one in standing.values())
    sides = [side for one in covered for side in one.uncovered()]
    find = gap_finder(rules) if asked else None
    gaps: dict[Side, Gap] = {side: _NOT_ASKED if find is None else find(side) for side in sides}
    return Coverage(cases, covered, gaps)


@cache
def _inside(name: str, root: Path) -> str:
    """Return the path of a file from the top of the library."""
    absolute, top = Path(name).resolve(), root.resolve()
    return absolute.relative_to(top).as_posix() if absolute.is_relative_to(top) else absolute.name
