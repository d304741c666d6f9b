"""Tries every mutant, several at a time: the cases first, then the solver for those that no case notices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from os import cpu_count

from simexit.author.cases.case import Case
from simexit.author.mutation.cases import Cases
from simexit.author.mutation.fate import Equivalent, Fate, Killed, Survived
from simexit.author.mutation.kinds import Mutant
from simexit.model.rules import RuleSet
from simexit.prove.processes import results

SECONDS = 10.0
_WORTH_A_PROCESS = 20
Progress = Callable[[int, int], None]


def fates(
    rules: RuleSet, cases: Sequence[Case], mutants: Sequence[Mutant], *, jobs: int | None = None, progress: Progress | None = None
) -> tuple[Fate, ...]:
    """Return what becomes of each mutant; all cases must pass under the rules as they are.

    `jobs` is how many processes work at a time, by default one for each processor. `progress` is called with how many mutants
    are done and how many there are.
    """
    found: dict[int, Fate] = {}
    hire = partial(_hired, rules, cases, mutants)
    for place, fate in results(hire, range(len(mutants)), jobs or cpu_count() or 1, worth_a_process=_WORTH_A_PROCESS):
        found[place] = fate
        if progress is not None:
            progress(len(found), len(mutants))
    return tuple(found[place] for place in range(len(mutants)))


class _Trial:
    """Tries the mutants of one rule set in one process."""

    def __init__(self, rules: RuleSet, cases: Sequence[Case], mutants: Sequence[Mutant]) -> None:
        self._cases = Cases(rules, cases)
        self._mutants = mutants
        self._compared = _comparer(rules)

    def fate(self, place: int) -> Fate:
        """Return what becomes of a mutant."""
        mutant = self._mutants[place]
        case = self._cases.failing(mutant)
        return self._compared(mutant.rules) if case is None else Killed(case.title)


def _comparer(rules: RuleSet) -> Callable[[RuleSet], Equivalent | Survived]:
    """Return what says of a mutant that no case notices whether it is equivalent; without the solver it says that it is missing."""
    try:
        from simexit.author.mutation.witness import Comparer
    except ModuleNotFoundError as error:
        if error.name != "z3":
            raise
        missing = Survived(None, "whether it changes anything is not known without the solver z3: install simexit[prove]")
        return lambda _: missing
    return Comparer(rules, SECONDS).compare


def _hired(rules: RuleSet, cases: Sequence[Case], mutants: Sequence[Mutant]) -> Callable[[int], Fate]:
    return _Trial(rules, cases, mutants).fate
