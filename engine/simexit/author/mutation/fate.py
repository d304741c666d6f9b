"""What became of a mutant: a case noticed it, it is proved to change nothing, or it survived."""

from __future__ import annotations

from dataclasses import dataclass

from simexit.author.cases.text import case_text
from simexit.author.mutation.kinds import Mutant
from simexit.author.mutation.reach import Step
from simexit.model.rules import Situation
from simexit.model.types import written


@dataclass(frozen=True, slots=True)
class Killed:
    """A case fails under the mutant."""

    case: str


@dataclass(frozen=True, slots=True)
class Equivalent:
    """The mutant is proved to give the same advice everywhere."""


@dataclass(frozen=True, slots=True)
class Witness:
    """A situation, or one with a step and what is told then, in which the advice differs.

    `expected` are the lines of a case that fails under the mutant alone; none where no case can show the difference.
    """

    situation: Situation
    step: Step | None
    told: Situation
    expected: tuple[str, ...]

    def case(self, mutant: Mutant) -> str | None:
        """Return a case that would notice the mutant, as YAML."""
        if not self.expected:
            return None
        told = ", ".join(f"{fact}: {written(known)}" for fact, known in self.told.items())
        steps = [*([self.step] if self.step else []), *([("tell", f"{{{told}}}")] if told else [])]
        name = f"{mutant.name}: {mutant.sentence}".replace("`", "")
        return case_text(name, self.situation, self.expected, steps=steps, note="the advice as it is now: is it right?")


@dataclass(frozen=True, slots=True)
class Survived:
    """No case fails although the advice differs in a situation; without one, `reason` says why neither is known."""

    witness: Witness | None
    reason: str | None = None


Fate = Killed | Equivalent | Survived
