"""Cases of a test's own, through the command line; the library is loaded once for all tests."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

import simexit
from cli.program import run
from simexit.cli.session import Session

DAY = "2026-11-20"
EXAMPLES = Path(__file__).parents[2] / "examples"


@cache
def shared() -> simexit.Advisor:
    """The shipped library."""
    return simexit.load()


def use_own_cases(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Keep the cases of a test in its folder."""
    patch.setenv("SIMEXIT_CASES", str(folder / "cases.db"))
    patch.setattr(Session, "advisor", lambda session: shared() if session.root is None else simexit.load(session.root))


def case(*words: str, day: str | None = DAY, language: str = "en", given: str | bytes | None = None, code: int = 0) -> Result:
    """Run `simexit case …` on a day, and expect an exit code."""
    result = run("case", *words, *([] if day is None else ["--today", day]), language=language, given=given)
    assert result.exit_code == code, result.output
    return result


def said(*words: str, day: str | None = DAY, language: str = "en") -> str:
    """Return what a command prints, with ordinary blanks."""
    return case(*words, day=day, language=language).stdout.replace("\u00a0", " ")


def plain(*words: str, day: str | None = DAY, code: int = 0) -> Any:
    """Run a command that answers with JSON."""
    return json.loads(case(*words, "--json", day=day, code=code).stdout)


def log(name: str = "card") -> Any:
    """Return the log of a case without touching it."""
    return json.loads(case("export", name, day=None).stdout)["entries"]


def open_example(example: str = "esim-in-country", name: str = "card") -> None:
    """Open a case from an example."""
    case("new", name, str(EXAMPLES / f"{example}.yaml"))
