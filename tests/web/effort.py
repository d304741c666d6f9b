"""How long each guide takes a person on the pages, estimated: `python -m web.effort` in the folder of the tests.

Reading takes 68 ms a character, the mean of 14 languages with alphabets, read aloud (S. Trauzettel-Klosinski and K. Dietz,
Standardized assessment of reading performance, 2012); what was on an earlier page, and what must be unfolded, is not read. A press
takes 1.5 s. What a person does between two steps, such as paying, does not count.
"""

from __future__ import annotations

from typing import NamedTuple

from generators.shipped import shipped
from web.journeys import journey
from web.pages import client
from web.persons import PERSONS
from web.reading import Read
from web.without_script import WithoutScript

CHARACTER = 0.068
PRESS = 1.5


class Effort(NamedTuple):
    """Presses, and seconds."""

    presses: int
    seconds: float


class Patient(WithoutScript):
    """Reads whatever is seen at once and was not on an earlier page."""

    def __init__(self) -> None:
        self._read: set[str] = set()
        self._page: Read | None = None
        self.presses = self.characters = 0
        super().__init__(client())

    @property
    def page(self) -> Read | None:
        return self._page

    @page.setter
    def page(self, shown: Read | None) -> None:
        self._page = shown
        if shown is not None:
            self.presses += 1
            new = set(shown.at_once) - self._read
            self.characters += sum(map(len, new))
            self._read |= new

    def effort(self) -> Effort:
        """Return what it took so far."""
        return Effort(self.presses, self.presses * PRESS + self.characters * CHARACTER)


def efforts(person: str, language: str) -> tuple[Effort, Effort]:
    """Return what it takes to the first advice, and to the end."""
    reader, first = Patient(), None
    for step in journey(reader, person, language, shipped()):
        if first is None and step.startswith("did "):
            first = reader.effort()
    assert first is not None
    return first, reader.effort()


def _said(effort: Effort) -> str:
    return f"{effort.presses:>3} presses {effort.seconds:>5.0f} s"


def main() -> None:
    for language in ("en", "ru"):
        for person in PERSONS:
            first, end = efforts(person, language)
            print(f"{language} {person:<28} first advice {_said(first)}, end {_said(end)}", flush=True)


if __name__ == "__main__":
    main()
