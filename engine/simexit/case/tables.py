"""What stands in the tables of a store; nothing of it is believed before its checksum, its place and its number are right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from simexit.case import schema
from simexit.case.database import Run, damaged
from simexit.case.events import Entry, Head
from simexit.case.records import Record, RecordError, digest_of, entry_of, head_of
from simexit.case.store import StoreError
from simexit.text.codes import Code

T = TypeVar("T")
ENTRY = "case_id, number, at, day, source, ruleset, program, kind, content, checksum"
HEAD = "id, name, opened, length, checksum"


class Tables:
    """Reads in the transaction at hand; raises `StoreError` where a case is not there, or something is not as it was written."""

    def __init__(self, run: Run, name: str) -> None:
        self.run = run
        self._name = name

    def heads(self) -> tuple[Head, ...]:
        """Return all cases by the time at which they were opened."""
        heads = [self._sound(head_of, row)[0] for row in self.run(f"SELECT {HEAD} FROM simexit_cases").fetchall()]
        if len({head.id for head in heads}) != len(heads) or len(heads) != schema.counts(self.run, self._name)[0]:
            raise damaged(self._name, "it has lost a case or has one twice")
        return tuple(sorted(heads, key=lambda head: (head.opened, head.id)))

    def head(self, case: str) -> tuple[Head, int]:
        """Return the head of a case, and how many entries it has."""
        rows = self.run(f"SELECT {HEAD} FROM simexit_cases WHERE id = ?", case).fetchall()
        if len(rows) == 1 and rows[0][0] == case:
            return self._sound(head_of, rows[0])
        # none is there, unless the table is damaged: then looking at all of it shows that
        if case in {head.id for head in self.heads()}:
            raise damaged(self._name, f"the case {case} is not where it should be")
        raise no_case(case, self._name)

    def log(self, case: str) -> tuple[Entry, ...]:
        """Return all entries of a case."""
        length = self.head(case)[1]
        rows = self.run(f"SELECT {ENTRY} FROM simexit_entries WHERE case_id = ? ORDER BY number", case).fetchall()
        entries = tuple(self._sound(entry_of, self._of(case, row)) for row in rows)
        wrong = next((number for number, entry in enumerate(entries, 1) if entry.number != number), len(entries) + 1)
        if wrong != length + 1:
            raise damaged(self._name, f"entry {min(wrong, length + 1)} of the case {case} is missing or there twice")
        return entries

    def entry(self, case: str, number: int) -> Entry:
        """Return one entry of a case."""
        rows = self.run(f"SELECT {ENTRY} FROM simexit_entries WHERE case_id = ? AND number = ?", case, number).fetchall()
        if len(rows) != 1 or rows[0][1] != number:
            raise damaged(self._name, f"entry {number} of the case {case} is missing")
        return self._sound(entry_of, self._of(case, rows[0]))

    def ruleset(self, ruleset: str) -> bytes | None:
        """Return the files of a rule set, or None where they were not kept."""
        rows = self.run("SELECT content, checksum FROM simexit_rulesets WHERE identity = ?", ruleset).fetchall()
        if rows:
            content, checksum = rows[0]
            if not isinstance(content, bytes) or digest_of(ruleset, content) != checksum:
                raise damaged(self._name, f"the rule set {ruleset} is not as it was written")
            return content
        identities = {identity for (identity,) in self.run("SELECT identity FROM simexit_rulesets").fetchall()}
        if ruleset in identities or len(identities) != schema.counts(self.run, self._name)[1]:
            raise damaged(self._name, "it has lost a rule set")
        return None

    def _of(self, case: str, row: Any) -> Record:
        if row[0] != case:  # a damaged index leads to a row of another case, which is sound in itself
            raise damaged(self._name, f"entries of the case {case} are not where they should be")
        return Record(*row)

    def _sound(self, form: Callable[[Any], T], row: Any) -> T:
        try:
            return form(row)
        except RecordError as error:
            raise damaged(self._name, str(error)) from None


def no_case(case: str, name: str) -> StoreError:
    """Return the error that says that a case is not there."""
    return StoreError(Code.NO_CASE, f"there is no case {case} in {name}", "`simexit case list` has them all")
