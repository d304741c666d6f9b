"""The tables of a store, and how those of an earlier version are brought up to date."""

from __future__ import annotations

import hashlib

from simexit.case.database import Run, damaged
from simexit.case.store import StoreError
from simexit.text.codes import Code

STEPS: tuple[tuple[str, ...], ...] = (
    (
        "CREATE TABLE simexit_format (version INTEGER NOT NULL, seal TEXT NOT NULL, cases INTEGER NOT NULL, rulesets INTEGER NOT NULL)",
        """CREATE TABLE simexit_cases (
            id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, opened TEXT NOT NULL, length INTEGER NOT NULL, checksum TEXT NOT NULL
        )""",
        """CREATE TABLE simexit_entries (
            case_id TEXT NOT NULL REFERENCES simexit_cases (id) ON DELETE CASCADE, number INTEGER NOT NULL, at TEXT NOT NULL, day TEXT,
            source TEXT NOT NULL, ruleset TEXT NOT NULL, program TEXT NOT NULL, kind TEXT NOT NULL, content TEXT NOT NULL,
            checksum TEXT NOT NULL, PRIMARY KEY (case_id, number)
        )""",
        "CREATE TABLE simexit_rulesets (identity TEXT PRIMARY KEY, content BYTEA NOT NULL, checksum TEXT NOT NULL)",
        "INSERT INTO simexit_format VALUES (0, '', 0, 0)",
    ),
)
"""What leads from each version to the next; the first makes the tables. A step that was published is never changed."""


def is_current(run: Run, name: str) -> bool:
    """Say whether the tables are those of this version; raise `StoreError` where they are of a newer one."""
    version = _version(run, name)
    if version > len(STEPS):
        message = f"{name} is of format {version}, and this version of the program knows formats up to {len(STEPS)}"
        raise StoreError(Code.NEWER_FORMAT, message, "use the version of the program that wrote it, or a newer one; nothing was changed")
    return version == len(STEPS)


def bring_up_to_date(run: Run, name: str, *, new: bool) -> None:
    """Make the tables, or take the steps that they lack; all in the transaction at hand."""
    if not new and is_current(run, name):
        return
    for step in STEPS[0 if new else _version(run, name) :]:
        for statement in step:
            run(statement)
    run("UPDATE simexit_format SET version = ?, seal = ?", len(STEPS), _seal(len(STEPS)))


def counts(run: Run, name: str) -> tuple[int, int]:
    """Return how many cases and how many rule sets there are."""
    rows = run("SELECT cases, rulesets FROM simexit_format").fetchall()
    if len(rows) != 1:
        raise damaged(name, "it does not say how many cases it has")
    return rows[0][0], rows[0][1]


def _version(run: Run, name: str) -> int:
    rows = run("SELECT version, seal FROM simexit_format").fetchall()
    if len(rows) != 1 or not isinstance(rows[0][0], int) or rows[0][1] != _seal(rows[0][0]):
        raise damaged(name, "it does not say of which format it is")
    version: int = rows[0][0]
    return version


def _seal(version: int) -> str:
    """Return what shows that a version is as it was written: a damaged one must not look like a newer or an older one."""
    return hashlib.sha256(f"simexit {version}".encode()).hexdigest()
