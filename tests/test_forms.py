"""Numbers, amounts, days and counted things as each language writes them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import get_args

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from simexit.text import forms
from simexit.text.tables.names import Word
from simexit.text.words import LANGUAGES, sentence, table

BLANK = "\u00a0"
PLAIN = forms.plain(LANGUAGES, ["KZT", "EUR", "USD"])
in_language = pytest.mark.parametrize("language", LANGUAGES)
languages = st.sampled_from(LANGUAGES)


@pytest.mark.parametrize(
    ("language", "written"),
    [("en", "1 December 2026"), ("zh", "2026年12月1日"), ("ru", "1 декабря 2026 г.")],
)
def test_a_day_is_written_with_the_name_of_its_month(language: str, written: str) -> None:
    assert forms.day(date(2026, 12, 1), language) == written.replace(" ", BLANK)


@pytest.mark.parametrize(
    ("value", "en", "ru"),
    [
        (173_000, "KZT 173,000", "173 000 KZT"),
        (Decimal("3500.50"), "KZT 3,500.50", "3 500,50 KZT"),
        (Decimal("0.05"), "KZT 0.05", "0,05 KZT"),
        (Decimal("12.00"), "KZT 12", "12 KZT"),
        (0, "KZT 0", "0 KZT"),
    ],
)
def test_an_amount_has_decimals_only_where_it_is_not_whole(value: int | Decimal, en: str, ru: str) -> None:
    assert forms.amount(value, "KZT", "en") == forms.amount(value, "KZT", "zh") == en.replace(" ", BLANK)
    assert forms.amount(value, "KZT", "ru") == ru.replace(" ", BLANK)


def test_a_currency_with_a_sign_has_no_blank_before_its_number() -> None:
    assert forms.amount(5, "EUR", "en") == "€5"


@given(languages, st.decimals(min_value=-(10**15), max_value=10**15, places=2))
def test_no_digit_of_an_amount_is_lost(language: str, value: Decimal) -> None:
    digits = re.sub(r"\D", "", forms.amount(value, "KZT", language))
    assert int(digits) in {abs(int(value * 100)), abs(int(value))}
    assert (int(digits) == abs(int(value * 100))) or value == int(value)


@given(languages, st.one_of(st.integers(-(10**18), 10**18), st.decimals(-(10**9), 10**9, places=5)))
def test_a_number_keeps_its_value(language: str, value: int | Decimal) -> None:
    written = forms.number(value, language)
    plain = written.replace(",", ".") if language == "ru" else written.replace(",", "")
    assert Decimal(re.sub(r"[^\d.\-]", "", plain.replace("\u2212", "-"))) == value


@given(languages, st.dates())
def test_nothing_that_is_one_number_or_day_can_be_broken_over_two_lines(language: str, day: date) -> None:
    for text in (forms.day(day, language), forms.number(1_234_567, language), forms.amount(1_234_567, "KZT", language)):
        assert not set(text) & {" ", "\u202f"}


@in_language
def test_the_plural_forms_are_those_that_whole_numbers_have(language: str) -> None:
    rule = Locale.parse(forms._LOCALES[language]).plural_form
    assert {rule(number) for number in range(1000)} == set(forms.PLURALS[language])


@pytest.mark.parametrize(
    ("number", "ru", "en"),
    [(0, "лет", "years"), (1, "год", "year"), (2, "года", "years"), (5, "лет", "years"), (11, "лет", "years"), (21, "год", "years")],
)
def test_what_is_counted_takes_the_form_of_its_number(number: int, ru: str, en: str) -> None:
    assert forms.counted(number, ("год", "года", "лет"), "ru") == f"{number}{BLANK}{ru}"
    assert forms.counted(number, ("year", "years"), "en") == f"{number}{BLANK}{en}"


@pytest.fixture(params=["asked", "kept"], autouse=True)
def what_babel_said(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test of this file holds with what Babel said before, and where it is asked each time."""
    monkeypatch.setattr(forms, "_known", dict(PLAIN) if request.param == "kept" else {})


def in_all_forms(value: int | Decimal, day: date, language: str) -> list[str]:
    amounts = [forms.amount(value, currency, language) for currency in ("KZT", "EUR", "USD", "CNY")]
    return [*amounts, forms.number(value, language), forms.counted(value, forms.PLURALS[language], language), forms.day(day, language)]


@given(languages, st.one_of(st.integers(-2000, 2000), st.integers(-(10**18), 10**18), st.decimals(-(10**9), 10**9, places=2)), st.dates())
def test_what_is_kept_says_what_babel_says(language: str, value: int | Decimal, day: date) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(forms, "_known", PLAIN)
        kept = in_all_forms(value, day, language)
        patch.setattr(forms, "_known", {})
        assert kept == in_all_forms(value, day, language)


def test_a_full_stop_at_the_end_of_a_value_is_the_end_of_the_sentence_too() -> None:
    assert forms.fill("до {day}. Далее", lambda _: "1 мая 2026 г.") == "до 1 мая 2026 г. Далее"
    assert forms.fill("by {day}. Then", lambda _: "1 May 2026") == "by 1 May 2026. Then"


@in_language
def test_every_sentence_of_the_program_has_all_its_forms_and_the_same_places_in_every_language(language: str) -> None:
    assert set(table(language)) == set(get_args(Word))
    for name, template in table(language).items():
        places = [forms.split(found) for found in forms.PLACEHOLDER.findall(template)]
        assert all(len(counted) in {0, len(forms.PLURALS[language])} for _, counted in places), name
        english = {forms.split(found)[0] for found in forms.PLACEHOLDER.findall(table("en")[name])}
        assert {place for place, _ in places} == english, name


def test_a_sentence_that_counts_says_it_in_the_right_form() -> None:
    assert sentence("days_too_late", "ru", 3) == f"позже нужного на 3{BLANK}дня"
    assert sentence("days_too_late", "en", 1) == f"1{BLANK}day too late"
    assert sentence("ask_progress", "ru", answered=21, now=2, first=5).startswith(f"21{BLANK}ответ · 2{BLANK}следующих шага возможны")
