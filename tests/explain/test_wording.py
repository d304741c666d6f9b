"""Placeholders in texts: amounts that are said as a counted thing, and facts that the constraints leave no choice."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from simexit.api import load
from simexit.explain.wording import Wording
from simexit.meaning.only_choice import only_choice
from simexit.model.rules import Situation
from simexit.model.types import Choice, Value

BOOKS = load(Path("tests/wrong/base")).rules
SHIPPED = load()


@pytest.mark.parametrize(("value", "said"), [(1, "1 euro"), (2, "2 euros"), (Decimal("2.50"), "€2.50"), (None, "not known")])
def test_a_whole_amount_can_be_said_with_the_forms_of_its_currency(value: Value | None, said: str) -> None:
    known: Situation = {} if value is None else {"fine.owed": value}
    assert Wording(BOOKS, known, "en").text({"en": "{fine.owed|euro|euros}"}).replace("\u00a0", " ") == said


def test_an_amount_is_counted_with_the_plural_of_the_language() -> None:
    forms = {value: Wording(BOOKS, {"fine.owed": value}, "ru").text({"ru": "{fine.owed|рубль|рубля|рублей}"}) for value in (1, 3, 5)}
    assert [text.split("\u00a0")[1] for text in forms.values()] == ["рубль", "рубля", "рублей"]


def test_the_one_word_that_the_constraints_leave_is_found_and_no_other() -> None:
    rules = SHIPPED.rules
    assert only_choice("operator", {"card.issuer": "reseller"}, rules) == "reseller"
    assert only_choice("operator", {"card.issuer": "operator"}, rules) is None
    assert only_choice("operator", {}, rules) is None
    assert only_choice("operator", {"card.issuer": "reseller", "operator": "reseller"}, rules) is None, "it is known, so nothing follows"
    assert only_choice("balance.owed", {}, rules) is None, "it is no choice"


@pytest.mark.parametrize("issuer", ["operator", "reseller"])
def test_what_is_found_is_the_only_word_with_which_anything_is_possible(issuer: str) -> None:
    of = SHIPPED.rules.vocabulary.facts["operator"].type
    assert isinstance(of, Choice)
    possible = [word for word in of.values if SHIPPED.decider.possible_next({"card.issuer": issuer, "operator": word})]
    assert only_choice("operator", {"card.issuer": issuer}, SHIPPED.rules) == (possible[0] if len(possible) == 1 else None)
