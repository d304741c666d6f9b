"""Advice that was given, given again: by the rules of its time, or by those of today to see what they change."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from simexit.case.archive import unpack
from simexit.case.digest import digest
from simexit.case.events import Advised, Entry, Head
from simexit.case.fold import facts_after, last_advised
from simexit.case.plain import Plain
from simexit.case.state import Adviser, state
from simexit.case.store import CaseError, Store, StoreError
from simexit.explain.advice import Advice
from simexit.explain.what_if import WhatIf, between
from simexit.text.codes import Code


@dataclass(frozen=True, slots=True)
class Replayed:
    """Advice given again; `same` says whether it is the same to the letter as it was then."""

    entry: Entry
    advice: Advice
    same: bool


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What the rules of today say in a case, and what those said by which it was advised last, on the same day.

    `outgrown` are facts that the rules of today do not have, or not with such a value; `set_aside` cannot all be true under them; those
    that the earlier rules could not use either are in neither.
    """

    head: Head
    ruleset: str
    difference: WhatIf
    outgrown: tuple[str, ...]
    set_aside: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether this case gets the same advice, in ids, and keeps all its facts."""
        return self.difference.same and not self.outgrown and not self.set_aside


class Past:
    """Gives advice by rule sets of the past; each is loaded once."""

    def __init__(self, store: Store, adviser: Adviser, load: Callable[[Path], Adviser]) -> None:
        self._store = store
        self._load = load
        self._advisers = {adviser.rules.identity: adviser}

    def replay(self, entries: Sequence[Entry], number: int) -> Replayed:
        """Return the advice of an entry, given again. Raises `CaseError` where that entry is no advice, else `StoreError`."""
        given = next((entry for entry in entries if entry.number == number and isinstance(entry.event, Advised)), None)
        if given is None or not isinstance(given.event, Advised):
            raise CaseError(f"entry {number} of this case is no advice")
        advice = self._advice(facts_after(entries[: number - 1]), given.day, self.adviser(given.ruleset), given.event.language)
        return Replayed(given, advice, digest(advice) == given.event.digest)

    def review(self, head: Head, entries: Sequence[Entry], today: Adviser, day: date | None, language: str) -> Reviewed:
        """Return what the rules of today change for a case."""
        last = last_advised(entries)
        ruleset = today.rules.identity if last is None else last.ruleset
        facts, then = facts_after(entries), self.adviser(ruleset)
        was, found = state(facts, day, then), state(facts, day, today)
        before, after = then.advise(was.known, lang=language), today.advise(found.known, lang=language)
        return Reviewed(
            head, ruleset, between(before, after, then.rules), _more(found.outgrown, was.outgrown), _more(found.set_aside, was.set_aside)
        )

    def adviser(self, ruleset: str) -> Adviser:
        """Return who advises by a rule set; raise `StoreError` where its files were not kept."""
        if ruleset not in self._advisers:
            content = self._store.kept(ruleset)
            if content is None:
                message = f"the files of the rule set {ruleset} are not in this store"
                raise StoreError(Code.NOT_KEPT, message, "advice by these rules can be given again only where they are")
            with TemporaryDirectory() as folder:
                unpack(content, Path(folder))
                self._advisers[ruleset] = self._load(Path(folder))
        return self._advisers[ruleset]

    def _advice(self, facts: dict[str, Plain], day: date | None, adviser: Adviser, language: str) -> Advice:
        return adviser.advise(state(facts, day, adviser).known, lang=language)


def _more(found: Iterable[str], was: Container[str]) -> tuple[str, ...]:
    return tuple(name for name in found if name not in was)
