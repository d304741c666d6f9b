"""What becomes of the mutants of libraries that a test writes or names."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from simexit.author.cases.case import Case
from simexit.author.cases.files import read_cases
from simexit.author.mutation.fate import Equivalent, Fate
from simexit.author.mutation.kinds import Mutant
from simexit.author.mutation.mutants import mutants
from simexit.author.mutation.report import Mutation
from simexit.author.mutation.run import fates
from simexit.check.ruleset import check
from simexit.libraries import library
from simexit.model.rules import RuleSet

GYM = Path(__file__).parents[2] / "examples/gym"


@cache
def loaded(root: Path | None = None) -> tuple[RuleSet, tuple[Case, ...]]:
    """The rules and cases of a library, or of the one that is shipped."""
    rules, findings = check(library(root))
    assert rules is not None, findings.in_order()
    cases, wrong = read_cases(rules, [library(root).rules])
    assert not wrong.in_order()
    return rules, cases


@cache
def made(root: Path | None = None, *names: str) -> tuple[Mutant, ...]:
    """The mutants of what is named, or of everything."""
    return tuple(mutants(loaded(root)[0], names))


def mutation(root: Path | None = None, *names: str) -> Mutation:
    """What becomes of these mutants, in this process."""
    rules, cases = loaded(root)
    found = fates(rules, cases, made(root, *names), jobs=1)
    return Mutation(len(cases), tuple(zip(made(root, *names), found, strict=True)))


def by_sentence(found: Mutation) -> dict[str, Fate]:
    return {mutant.sentence: fate for mutant, fate in found.tried}


def equivalent(found: Mutation) -> set[str]:
    return {mutant.sentence for mutant, fate in found.tried if isinstance(fate, Equivalent)}
