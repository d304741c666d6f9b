"""All cases of a store, for who embeds them: new ones, those that are there, what is due, and what new rules change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date
from pathlib import Path
from secrets import choice
from typing import Self

from simexit.case.archive import packed
from simexit.case.due import Item, due
from simexit.case.events import Entry, Head, Redacted
from simexit.case.live import Case, Clock, Keeper, now
from simexit.case.past import Past, Replayed, Reviewed
from simexit.case.records import kind_of
from simexit.case.state import Adviser
from simexit.case.store import CaseError, MovedOnError, Store, StoreError
from simexit.text.codes import Code
from simexit.text.diagnostics import did_you_mean

_LETTERS = "bcdfghjkmnpqrstvwxyz23456789"
"""What ids are made of: nothing that is easily mistaken for something else, and no vowels, so no words."""
_LENGTH = 8


class Cases:
    """The cases of one store, advised by one adviser; their days are those of the clock unless `today` says another."""

    def __init__(
        self,
        store: Store,
        adviser: Adviser,
        load: Callable[[Path], Adviser],
        *,
        today: date | None = None,
        lang: str | None = None,
        clock: Clock = now,
    ) -> None:
        self.store = store
        self._adviser = adviser
        self._past = Past(store, adviser, load)
        self._today = today
        self._lang = lang or adviser.language
        self._clock = clock
        self._rules_kept = False

    def new(self, name: str = "", facts: Mapping[str, object] | None = None, *, source: str = "") -> Case:
        """Open a case, with facts known so far. Raises `FactError` as `advise`, and `CaseError` where a case has this name."""
        head = self._new_head(name)
        begun = self._case(head, kept=False).tell(facts or {}, source=source)
        return self._begin(head, begun.entries)

    def adopt(self, name: str, entries: Sequence[Entry]) -> Case:
        """Open a case with the log of one that was exported elsewhere. Raises `CaseError` where a case has this name."""
        head = self._new_head(name)
        Case(self._adviser, entries, head=head, today=self._today, lang=self._lang, clock=self._clock, follows_clock=True).refresh()
        return self._begin(head, entries)

    def open(self, name: str) -> Case:
        """Return the case of a name or id, or of the beginning of one that no other has. Raises `StoreError`."""
        return self._case(self.head(name))

    def heads(self) -> tuple[Head, ...]:
        """Return the names of all cases in the order in which they were opened."""
        return self.store.heads()

    def head(self, name: str) -> Head:
        """Return which case is meant by a name, an id, or the beginning of one."""
        heads = self.heads()
        exact = [head for head in heads if name in (head.id, head.name)]
        found = exact or [head for head in heads if name and (head.id.startswith(name) or head.name.startswith(name))]
        if len(found) == 1:
            return found[0]
        if found:
            alike = len({head.name for head in found}) < len(found)
            named = ", ".join(f"{head.name} ({head.id})" if alike else head.name for head in found)
            raise StoreError(Code.NO_CASE, f"`{name}` may be {named}", "write more of it, or the id")
        hint = did_you_mean(name, [head.name for head in heads]) or "`simexit case list` has them all"
        raise StoreError(Code.NO_CASE, f"there is no case `{name}`", hint)

    def due(self) -> Iterator[Item | tuple[Head, Exception]]:
        """Yield what is due in each case today, or why that cannot be said."""
        for head in self.heads():
            try:
                case = self._case(head)
                day = case.day
                assert day is not None, "a stored case follows the clock"
                yield due(head, case.advice, day, self._adviser)
            except Exception as error:  # one case that cannot be read must not hide the others
                yield head, error

    def review(self) -> Iterator[Reviewed | tuple[Head, Exception]]:
        """Yield for each case what the rules of today change in its advice, or why that cannot be said."""
        for head in self.heads():
            try:
                case = self._case(head)
                yield self._past.review(head, case.entries, self._adviser, case.day, self._lang)
            except Exception as error:  # one case that cannot be read must not hide the others
                yield head, error

    def replay(self, name: str, number: int) -> Replayed:
        """Return an advice of a case, given again by the rules of its time."""
        return self._past.replay(self.store.read(self.head(name).id), number)

    def adviser(self, ruleset: str) -> Adviser:
        """Return who advises by a rule set of the past. Raises `StoreError` where its files were not kept."""
        return self._past.adviser(ruleset)

    def redact(self, name: str, number: int) -> None:
        """Blot out the content of an entry for good. Raises `CaseError` where there is no such entry."""
        head = self.head(name)
        entry = next((entry for entry in self.store.read(head.id) if entry.number == number), None)
        if entry is None:
            raise CaseError(f"the case {head.name} has no entry {number}")
        self.store.redact(head.id, replace(entry, source="", event=Redacted(kind_of(entry.event))))

    def erase(self, name: str) -> Head:
        """Remove a case for good, and return which it was."""
        head = self.head(name)
        self.store.erase(head.id)
        return head

    def close(self) -> None:
        """Let go of the store."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def _new_head(self, name: str) -> Head:
        heads = self.heads()
        if not name.isprintable():
            raise CaseError("the name of a case is one line, without characters that steer a terminal")
        if name and any(name in (head.name, head.id) for head in heads):
            raise _taken(name)
        taken = {head.id for head in heads}
        id_ = next(found for found in iter(_new_id, None) if found not in taken)
        return Head(id_, name or id_, self._clock().astimezone(UTC))

    def _begin(self, head: Head, entries: Sequence[Entry]) -> Case:
        self._keep_rules()
        try:
            self.store.open(head, entries)
        except MovedOnError:  # another process was quicker
            raise _taken(head.name) from None
        return self._case(head).refresh()

    def _case(self, head: Head, *, kept: bool = True) -> Case:
        keeper = Keeper(self.store, head, self._keep_rules) if kept else None
        entries = self.store.read(head.id) if kept else ()
        return Case(
            self._adviser, entries, head=head, today=self._today, lang=self._lang, clock=self._clock, follows_clock=True, keeper=keeper
        )

    def _keep_rules(self) -> None:
        origin, ruleset = self._adviser.origin, self._adviser.rules.identity
        if not self._rules_kept and origin is not None:
            if self.store.kept(ruleset) is None:
                self.store.keep(ruleset, packed(origin, ruleset))
            self._rules_kept = True


def _taken(name: str) -> CaseError:
    return CaseError(f"there is a case `{name}` already")


def _new_id() -> str:
    return "".join(choice(_LETTERS) for _ in range(_LENGTH))
