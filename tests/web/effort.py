"""How long each guide takes a person on the pages, estimated: `python -m web.effort` in the folder of the tests.

A person who knows nothing reads every text that is seen, once: what was on an earlier page, and what must be unfolded, is not read.
Two figures for that: read aloud, 68 ms a character, the mean of 14 languages with alphabets (S. Trauzettel-Klosinski and K. Dietz,
Standardized Assessment of Reading Performance, Investigative Ophthalmology & Visual Science 53, 2012); and for English, read in
silence, 238 words a minute, the mean of 190 studies of adults with texts that are no fiction (M. Brysbaert, How many words do we read
per minute?, Journal of Memory and Language 109, 2019). What to say in another language is read like the rest. A press, and each key
where something is typed, takes 1.5 s. What a person does between two steps, such as paying, does not count.
"""

from __future__ import annotations

from statistics import median
from typing import NamedTuple

from generators.shipped import shipped
from web.journeys import journey
from web.pages import client
from web.persons import PERSONS
from web.reading import Read
from web.without_script import WithoutScript, chosen, ticked

CHARACTER = 0.068
WORD = 60 / 238
PRESS = 1.5
WANTED = 120


class Effort(NamedTuple):
    """Presses, and what is read."""

    presses: int = 0
    characters: int = 0
    words: int = 0

    def __add__(self, more: tuple[int, ...]) -> Effort:  # type: ignore[override]  # efforts add up, part by part
        return Effort(*(one + other for one, other in zip(self, more, strict=True)))

    @property
    def aloud(self) -> float:
        """Seconds, where all is read aloud."""
        return self.presses * PRESS + self.characters * CHARACTER

    @property
    def silent(self) -> float:
        """Seconds, where all is read in silence."""
        return self.presses * PRESS + self.words * WORD


class Way(NamedTuple):
    """The questions up to the first advice, that advice, and the whole way to the end."""

    questions: Effort
    advice: Effort
    end: Effort

    @property
    def first(self) -> Effort:
        """What it takes to the first advice, and to read it."""
        return self.questions + self.advice


class Patient(WithoutScript):
    """Reads whatever is seen at once and was not on an earlier page, from the first page on."""

    def __init__(self, language: str) -> None:
        self._read: set[str] = set()
        self._page: Read | None = None
        self.questions = self.advice = Effort()
        super().__init__(client())
        self.open(f"/{language}/")
        self.questions = self.questions._replace(presses=0)  # the journey opens it again, on the day of the example

    @property
    def page(self) -> Read | None:
        return self._page

    @page.setter
    def page(self, shown: Read | None) -> None:
        self._page = shown
        if shown is not None:
            new = set(shown.at_once) - self._read
            self._read |= new
            words = [word for text in new for word in text.split() if any(map(str.isalnum, word))]
            self._took(Effort(1, sum(map(len, new)), len(words)))

    def answer(self, fact: str, value: str | None) -> None:
        form = self.shown.form("answer")
        assert form is not None
        self._took(Effort(chosen(form, value)[1]))
        super().answer(fact, value)

    def tick(self, known: dict[str, str | None]) -> None:
        form = self.shown.form("checked")
        assert form is not None
        self._took(Effort(len(ticked(form, known)) - 1))
        super().tick(known)

    def _took(self, effort: Effort) -> None:
        if self.shown.form("answer") is not None or self.listed():
            self.questions += effort
        else:
            self.advice += effort


def way(person: str, language: str) -> Way:
    """Return what it takes a person."""
    reader = Patient(language)
    before, first = Way(reader.questions, reader.advice, Effort()), None
    for step in journey(reader, person, language, shipped()):
        if step.startswith("did "):
            first = first or before
        before = Way(reader.questions, reader.advice, Effort())
    assert first is not None
    return first._replace(end=reader.questions + reader.advice)


def main() -> None:
    for language, kinds in (("en", ("aloud", "silent")), ("ru", ("aloud",))):
        ways = {person: way(person, language) for person in PERSONS}
        for person, one in ways.items():
            parts = (f"{kind} {_seconds(one, kind)}" for kind in kinds)
            print(f"{language} {person:<28} {one.first.presses:>3} presses; {'; '.join(parts)}", flush=True)
        for kind in kinds:
            seconds = [getattr(one.first, kind) for one in ways.values()]
            under = sum(one < WANTED for one in seconds)
            print(f"{language} {kind}: median {median(seconds):.0f} s to the first advice; {under} of {len(ways)} under {WANTED} s")


def _seconds(one: Way, kind: str) -> str:
    first, questions, advice, end = (getattr(part, kind) for part in (one.first, one.questions, one.advice, one.end))
    return f"first advice {first:.0f} s (questions {questions:.0f}, advice {advice:.0f}), end {end:.0f}"


if __name__ == "__main__":
    main()
