"""A live case: what is told and done one after the other, with the advice at each point and what has changed in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Self

from simexit.case.digest import digest
from simexit.case.events import Advised, Did, Entry, Event, Head, Noted, Told, Undid, Withdrew
from simexit.case.fold import facts_after, in_force, last_advised, last_to_undo
from simexit.case.state import Adviser, State, kept_values, state
from simexit.case.store import CaseError, MovedOnError, Store, StoreError
from simexit.explain.advice import Advice
from simexit.explain.names import UnknownNameError, conclusion_named
from simexit.explain.what_if import WhatIf, between
from simexit.meaning.effects import after as after_outcome
from simexit.model.clock import day_in
from simexit.model.expressions import TODAY
from simexit.model.rules import Situation
from simexit.text.codes import Code
from simexit.version import __version__

Clock = Callable[[], datetime]
Listener = Callable[["Case", WhatIf], None]
_TRIES = 100
"""So often a step is taken again because somebody else wrote to the same case meanwhile."""


def now() -> datetime:
    """Return the time of the computer's clock."""
    return datetime.now(UTC)


class Keeper:
    """Keeps the entries of one case in a store, and the advice that was given."""

    def __init__(self, store: Store, head: Head, keep_rules: Callable[[], None]) -> None:
        self.store = store
        self.head = head
        self._keep_rules = keep_rules

    def read(self) -> tuple[Entry, ...]:
        """Return the log as it is in the store."""
        return self.store.read(self.head.id)

    def append(self, entries: Sequence[Entry]) -> None:
        """Add entries to the log, once the rule set that they speak of is kept."""
        self._keep_rules()
        self.store.append(self.head.id, entries)


class Case:
    """Facts and actions told one after the other; `advice` is the advice at this point. Not shared between threads.

    Nothing changes where an operation raises. Without a `keeper` the case lives in memory alone. The day is the one that was told
    last; where none was, it is unknown, or that of the clock where the case `follows_clock`.
    """

    def __init__(
        self,
        adviser: Adviser,
        entries: Sequence[Entry] = (),
        *,
        head: Head | None = None,
        today: date | None = None,
        lang: str | None = None,
        clock: Clock = now,
        follows_clock: bool = False,
        keeper: Keeper | None = None,
    ) -> None:
        self.head = head
        self._adviser = adviser
        self._lang = lang or adviser.language
        self._clock = clock
        self._follows_clock = follows_clock
        self._keeper = keeper
        self._listeners: list[Listener] = []
        self._day = today
        self._entries = tuple(entries)
        self._state = self._state_of(self._entries, self.day)
        self._advice: Advice | None = None
        self._before: Advice | Situation | None = None

    @property
    def advice(self) -> Advice:
        """The advice at this point; raises as `advise` where the facts of the log cannot be true on this day."""
        if self._advice is None:
            self._advice = self._adviser.advise(self._state.known, lang=self._lang)
        return self._advice

    @property
    def day(self) -> date | None:
        """The day the advice is for. Raises `StoreError` where the clock shows one before the last entry."""
        if self._day is not None or not self._follows_clock:
            return self._day
        today = day_in(self._adviser.rules.vocabulary.settings.time_zone, self._clock())
        told = [one for one in in_force(self._entries) if not isinstance(one.event, Advised) and one.day is not None]
        last = max(told, key=lambda one: one.day or date.min, default=None)
        if last is not None and last.day is not None and today < last.day:
            message = f"the clock shows {today}, but entry {last.number} of this case is of {last.day}"
            raise StoreError(Code.CLOCK, message, "set the clock, or say the day; an entry with a wrong day can be undone")
        return today

    @property
    def facts(self) -> dict[str, object]:
        """The facts that are known, the day among them."""
        return dict(self._state.known)

    @property
    def state(self) -> State:
        """What is known, and what was told but is not used."""
        return self._state

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The log."""
        return self._entries

    @property
    def change(self) -> WhatIf | None:
        """What the last step changed in facts and advice; None where there was no step yet."""
        return None if self._before is None else self._difference()

    def tell(self, facts: Mapping[str, object] | None = None, *, today: date | None = None, source: str = "") -> Self:
        """Add or change facts, or the day; `None` as value says that a fact is not known. Raises `FactError` as `advise`."""
        given = dict(facts or {})
        day = given.pop(TODAY, None) if today is None else today

        def told(known: State) -> Event | None:
            values, _ = self._adviser.facts_known({**known.known, **given})
            return Told(kept_values({name: values.get(name) for name in given})) if given else None

        return self._take(told, source, self._day_told(day))

    def withdraw(self, *facts: str, today: date | None = None, source: str = "") -> Self:
        """Take back what was told of facts. Raises `CaseError` where nothing was told of one."""

        def withdrew(_known: State) -> Event:
            unknown = [name for name in facts if name not in facts_after(self._entries)]
            if unknown:
                raise CaseError(f"nothing is told of {', '.join(unknown)}, so it cannot be taken back")
            return Withdrew(facts)

        return self._take(withdrew, source, today)

    def did(self, action: str, outcome: str | None = None, *, today: date | None = None, source: str = "") -> Self:
        """Say that an action was done; `outcome` is needed where it can end in several ways.

        Raises `UnknownNameError` where there is no such action or outcome.
        """
        conclusion_named(self._adviser.rules, action, ("action",))
        outcomes = {one.name: one for one in self._adviser.rules.vocabulary.actions[action].outcomes}
        ended = next(iter(outcomes)) if outcome is None and len(outcomes) == 1 else outcome
        if ended is None or ended not in outcomes:
            raise UnknownNameError(f"say how `{action}` ended: {', '.join(outcomes)}")

        def done(known: State) -> Event:
            then = after_outcome(outcomes[ended], known.known, self._adviser.rules)
            return Did(action, ended, kept_values({fact: then.get(fact) for fact in outcomes[ended].changes}))

        return self._take(done, source, today)

    def note(self, text: str, *, today: date | None = None, source: str = "") -> Self:
        """Remember something that no rule reads."""
        return self._take(lambda _: Noted(text), source, today)

    def undo(self, *, source: str = "") -> Self:
        """Let the last entry that counts count as if it had never been made. Raises `CaseError` where there is none."""

        def undone(_known: State) -> Event:
            last = last_to_undo(self._entries)
            if last is None:
                raise CaseError("there is nothing to undo")
            return Undid(last.number)

        return self._take(undone, source, None)

    def on(self, day: date) -> Self:
        """Let days pass, or go back to an earlier one: the advice is for this day from then on."""
        return self._take(lambda _: None, "", day)

    def refresh(self) -> Self:
        """Take in what others wrote to the same case, and the day of the clock."""
        if self._keeper is not None:
            self._entries = self._keeper.read()
        return self._take(lambda _: None, "", None)

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with this case and the change after each step; return what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def _take(self, event_in: Callable[[State], Event | None], source: str, day: date | None) -> Self:
        """Take a step: decide first, keep it next, and only then let it be so."""
        for _ in range(_TRIES):
            pinned, self._day = self._day, day or self._day
            try:
                on = self.day
                event = event_in(self._state_of(self._entries, on))
                entries = self._entries if event is None else (*self._entries, self._entry(self._entries, event, on, source))
                found = self._state_of(entries, on)
                advice = self._adviser.advise(found.known, lang=self._lang)
                entries = self._kept(entries, advice, on)
            except MovedOnError:
                self._day = pinned
                assert self._keeper is not None, "only a store moves on"
                self._entries = self._keeper.read()
                continue
            except BaseException:
                self._day = pinned
                raise
            self._before = self._advice or self._state.known
            self._entries, self._state, self._advice = entries, found, advice
            for listener in tuple(self._listeners):
                listener(self, self._difference())
            return self
        raise StoreError(Code.BUSY, "others write to this case all the time", "try again")

    def _kept(self, entries: tuple[Entry, ...], advice: Advice, day: date | None) -> tuple[Entry, ...]:
        """Keep what is new, with the advice on it where that says something else than the last; return the log after it."""
        if self._keeper is None:
            return entries
        given = Advised(self._lang, digest(advice), advice.status, advice.next)
        last = last_advised(entries)
        if last is None or (last.event, last.day, last.ruleset) != (given, day, advice.ruleset):
            entries = (*entries, self._entry(entries, given, day, ""))
        new = entries[len(self._entries) :]
        if new:
            self._keeper.append(new)
        return entries

    def _entry(self, entries: Sequence[Entry], event: Event, day: date | None, source: str) -> Entry:
        return Entry(len(entries) + 1, self._clock().astimezone(UTC), day, source, self._adviser.rules.identity, __version__, event)

    def _state_of(self, entries: Sequence[Entry], day: date | None) -> State:
        return state(facts_after(entries), day, self._adviser)

    def _day_told(self, day: object) -> date | None:
        """Return a day that was told among the facts as one."""
        if day is None:
            return None
        typed = self._adviser.facts_known({TODAY: day})[0][TODAY]
        assert isinstance(typed, date), "an adviser checks the facts"
        return typed

    def _difference(self) -> WhatIf:
        before = self._before
        if not isinstance(before, Advice):
            before = self._before = self._adviser.advise(before or {}, lang=self._lang)
        return between(before, self.advice, self._adviser.rules)
