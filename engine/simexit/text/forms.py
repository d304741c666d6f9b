"""Numbers, amounts, days and counted things in the form of each language; the only module that imports `babel`."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from decimal import Decimal

    from babel import Locale

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
"""A place in a text: a name, and after it the forms of what is counted, such as `{trip.length|day|days}`."""

PLURALS = {"zh": ("other",), "en": ("one", "other"), "ru": ("one", "few", "many")}
"""The forms that a counted thing has in each language, by the name of their plural category, in the order of writing."""

_LOCALES = {"zh": "zh_Hans_CN", "en": "en_GB", "ru": "ru_RU"}
_NO_BREAK = "\u00a0"
_FILLED = re.compile(PLACEHOLDER.pattern + r"(\.?)")


def number(value: int | Decimal, language: str) -> str:
    """Return a number with its thousands grouped."""
    from babel.numbers import format_decimal

    return _unbroken(format_decimal(value, locale=_locale(language), decimal_quantization=False))


def amount(value: int | Decimal, currency: str, language: str) -> str:
    """Return an amount of money; one that is whole has no decimals."""
    from babel.numbers import format_currency, get_currency_symbol

    pattern = _locale(language).currency_formats["standard"].pattern
    if value == int(value):
        pattern = pattern.replace(".00", "")
    if pattern.startswith("¤") and get_currency_symbol(currency, _locale(language))[-1].isalpha():
        pattern = pattern.replace("¤", f"¤{_NO_BREAK}", 1)
    return _unbroken(format_currency(value, currency, pattern, locale=_locale(language), currency_digits=False))


def day(value: date, language: str) -> str:
    """Return a day with the name of its month."""
    from babel.dates import format_date

    return _unbroken(format_date(value, "long", locale=_locale(language)))


def counted(value: int | Decimal, forms: Sequence[str], language: str) -> str:
    """Return a number with the form that what is counted has after it; `forms` are in the order of `PLURALS`."""
    categories = PLURALS[language]
    category = _locale(language).plural_form(value) if len(categories) > 1 else categories[0]
    form = forms[categories.index(category)] if category in categories else forms[-1]
    return f"{number(value, language)}{_NO_BREAK}{form}"


def fill(template: str, said: Callable[[str], str]) -> str:
    """Return a text with each placeholder replaced by what `said` returns for it; where a full stop then meets another, one stays."""

    def one(found: re.Match[str]) -> str:
        text = said(found[1])
        return text if text.endswith(".") else text + found[2]

    return _FILLED.sub(one, template)


def split(place: str) -> tuple[str, tuple[str, ...]]:
    """Return the name in a placeholder, and the forms of what is counted, or none."""
    name, *forms = place.split("|")
    return name, tuple(forms)


@cache
def _locale(language: str) -> Locale:
    from babel import Locale

    return Locale.parse(_LOCALES[language])


def _unbroken(text: str) -> str:
    """Return a text that no line can end in; one kind of blank for all, because not every font has the narrow one."""
    return text.replace("\u202f", _NO_BREAK).replace(" ", _NO_BREAK)
