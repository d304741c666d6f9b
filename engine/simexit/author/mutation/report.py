"""How many mutants the cases notice, exactly, and which they do not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never

from simexit.author.coverage.report import cut
from simexit.author.mutation.fate import Equivalent, Fate, Killed, Survived, Witness
from simexit.author.mutation.kinds import KINDS, Kind, Mutant
from simexit.model.types import written


@dataclass(frozen=True, slots=True)
class Score:
    """How many mutants there are, how many a case notices, and how many are proved to change nothing."""

    mutants: int
    killed: int
    equivalent: int

    @property
    def counted(self) -> int:
        """The mutants that are not proved to change nothing."""
        return self.mutants - self.equivalent

    @property
    def percent(self) -> Fraction:
        """The part of the counted mutants that is noticed; all of nothing is 100."""
        return Fraction(100 * self.killed, self.counted) if self.counted else Fraction(100)

    def __str__(self) -> str:
        return f"{self.killed} of {self.counted} ({cut(self.percent)} %)"


@dataclass(frozen=True, slots=True)
class Mutation:
    """The mutants of a library with what became of each, under so many cases."""

    cases: int
    tried: tuple[tuple[Mutant, Fate], ...]

    @property
    def score(self) -> Score:
        """The score of all mutants."""
        return _score([fate for _, fate in self.tried])

    @property
    def survivors(self) -> Iterator[tuple[Mutant, Survived]]:
        """The mutants that no case notices and that are not proved to change nothing."""
        return ((mutant, fate) for mutant, fate in self.tried if isinstance(fate, Survived))

    @property
    def by_kind(self) -> dict[Kind, Score]:
        """The score of each kind of mistake that was made."""
        kinds: dict[Kind, list[Fate]] = {kind: [fate for mutant, fate in self.tried if mutant.kind == kind] for kind in KINDS}
        return {kind: _score(found) for kind, found in kinds.items() if found}

    def to_dict(self) -> dict[str, object]:
        """Return the report as plain values for JSON."""
        kinds = {kind: {"what": KINDS[kind], **_counts(score)} for kind, score in self.by_kind.items()}
        return {"cases": self.cases, **_counts(self.score), "kinds": kinds, "tried": [_described(*one) for one in self.tried]}


def _score(found: list[Fate]) -> Score:
    return Score(len(found), sum(isinstance(fate, Killed) for fate in found), sum(isinstance(fate, Equivalent) for fate in found))


def _counts(score: Score) -> dict[str, object]:
    return {"mutants": score.mutants, "killed": score.killed, "equivalent": score.equivalent, "percent": cut(score.percent)}


def _described(mutant: Mutant, fate: Fate) -> dict[str, object]:
    match fate:
        case Killed(case):
            return {**mutant.to_dict(), "fate": "killed", "by": case}
        case Equivalent():
            return {**mutant.to_dict(), "fate": "equivalent"}
        case Survived(Witness() as witness):
            return {
                **mutant.to_dict(),
                "fate": "survived",
                "situation": {fact: written(known) for fact, known in witness.situation.items()},
                "step": witness.step,
                "told": {fact: written(known) for fact, known in witness.told.items()},
                "expected": list(witness.expected),
            }
        case Survived(reason=reason):
            return {**mutant.to_dict(), "fate": "survived", "reason": reason}
        case _:
            assert_never(fate)


def suggestions(mutation: Mutation) -> Iterator[str]:
    """Yield the cases that each file lacks, with the advice as it is now for what they expect."""
    by_file: dict[str, list[str]] = {}
    for mutant, fate in mutation.survivors:
        case = None if fate.witness is None else fate.witness.case(mutant)
        if case is not None:
            by_file.setdefault(mutant.span.source.name, []).append(case)
    for file, cases in by_file.items():
        yield "\n".join([f"# noticed by no case: mistakes in {file}", *cases])
