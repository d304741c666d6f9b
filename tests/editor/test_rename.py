"""A name is changed everywhere at once, and what the library says stays the same."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simexit.editor.draft import Draft
from simexit.editor.index import Index
from simexit.editor.rename import CannotRenameError, applied, rename
from simexit.editor.symbols import Symbol
from simexit.libraries import Library
from simexit.model.expressions import TODAY
from simexit.model.rules import RuleSet

GYM = Draft(Library(Path(__file__).parents[2] / "examples" / "gym"))
RULES = GYM.check().rules
INDEX = Index(GYM.files())
_NO_MEANING = {"span", "leaves", "when_text", "written", "identity"}


@cache
def _symbols() -> list[Symbol]:
    """Return the things whose names nothing else has, so that a name alone tells what it is of; `today` must be called so."""
    times = Counter(symbol.name for symbol in INDEX.definitions)
    return [symbol for symbol in INDEX.definitions if times[symbol.name] == 1 and symbol.name != TODAY]


def _plain(value: Any, old: Symbol, new: str) -> Any:
    """Return a value of a rule set as plain values without places, with another name for one thing."""
    match value:
        case str():
            return _word(value, old, new)
        case Mapping():
            return {_plain(key, old, new): _plain(one, old, new) for key, one in value.items()}
        case frozenset():
            return frozenset(_plain(one, old, new) for one in value)
        case _ if dataclasses.is_dataclass(value):
            kept = [field.name for field in dataclasses.fields(value) if field.name not in _NO_MEANING]
            return (type(value).__name__, *(_plain(getattr(value, name), old, new) for name in kept))
        case tuple() if hasattr(value, "_fields"):
            kept = [name for name in value._fields if name not in _NO_MEANING]
            return (type(value).__name__, *(_plain(getattr(value, name), old, new) for name in kept))
        case tuple() | list():
            return tuple(_plain(one, old, new) for one in value)
        case _:
            return value


def _word(text: str, old: Symbol, new: str) -> str:
    if text == old.name:
        return new
    if old.kind == "work" and text.startswith(f"{old.name}/"):
        return new + text.removeprefix(old.name)
    if old.kind == "claim" and text == f"{old.owner}/{old.name}":
        return f"{old.owner}/{new}"
    return re.sub(rf"\{{(parameter\.)?{re.escape(old.name)}(?=[|}}])", lambda found: f"{{{found[1] or ''}{new}", text)


def _meaning(rules: RuleSet | None, old: Symbol, new: str) -> object:
    assert rules is not None
    vocabulary, several, *others = (rules.vocabulary, rules.rules, rules.conditions, rules.finished, rules.invariants)
    return _plain(vocabulary, old, new), sorted(_plain(several, old, new), key=str), _plain(others, old, new)


def test_renaming_changes_nothing_but_the_name_and_renaming_back_gives_the_same_bytes() -> None:
    @settings(max_examples=25, deadline=None)
    @given(st.sampled_from(_symbols()))
    def check(symbol: Symbol) -> None:
        # several rules for one conclusion stand in the order of their names, which such a name does not change
        new = f"{symbol.name}-zz" if symbol.kind == "rule" else "zz_renamed"
        after = applied(rename(INDEX.definitions[symbol], new, INDEX, GYM), GYM, INDEX)
        checked = after.check()
        assert checked.findings == ()
        assert after.cases()[1] == ()
        assert _meaning(checked.rules, symbol, new) == _meaning(RULES, symbol, new)
        then = Index(after.files())
        renamed = symbol._replace(name=new)
        back = applied(rename(then.definitions[renamed], symbol.name, then, after), after, then)
        assert {file.path: file.source.text for file in back.files()} == {file.path: file.source.text for file in GYM.files()}

    check()


def test_the_comparison_of_meanings_sees_a_name_that_was_forgotten() -> None:
    """The test above would fail if renaming left a place out."""
    symbol = next(symbol for symbol in _symbols() if symbol.kind == "action")
    assert _meaning(RULES, symbol, "zz_renamed") != _meaning(RULES, symbol, symbol.name)


@pytest.mark.parametrize(
    ("symbol", "new", "why"),
    [
        (Symbol("name", "fees.owed"), "membership.status", "there is already"),
        (Symbol("name", "fees.owed"), "Fees Owed", "not in the form of names"),
        (Symbol("action", "pay_fees"), "finally.and", "would be wrong"),
    ],
)
def test_a_name_that_is_taken_or_would_make_the_library_wrong_is_refused(symbol: Symbol, new: str, why: str) -> None:
    with pytest.raises(CannotRenameError, match=why):
        rename(INDEX.definitions[symbol], new, INDEX, GYM)


def test_a_value_with_a_profile_takes_the_file_of_its_profile_with_it() -> None:
    renaming = rename(INDEX.definitions[Symbol("value", "harbour", "branch")], "port", INDEX, GYM)
    assert renaming.moved == (("kb/branches/harbour.yaml", "kb/branches/port.yaml"),)
