"""Numbers, amounts, days and counted things in the form of each language; the only module that imports `babel`.

Babel takes longer to read what it knows of a language than an advice takes to be found. What it says of plain values, which are whole
numbers and days, is therefore asked once and can be kept; for any other value, and where nothing is kept, Babel is asked each time.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from simexit.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
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
_SAMPLE = 1_234_567
_SAMPLE_DAY = (2034, 25)
"""A year and a day of the month of which neither can be taken for the other or for a month."""
_COUNTED = 1000


@record
class Plain:
    """What Babel says of plain values in one language.

    `thousands` stands between thousands, `amounts` has for each currency and `days` for each month how it is written, with places for
    what differs, and `counted` has for each number from 0 to 999 the place of its plural category in `PLURALS`.
    """

    thousands: str
    amounts: Mapping[str, str]
    days: tuple[str, ...]
    counted: bytes


_known: dict[str, Plain] = {}


def plain(languages: Iterable[str], currencies: Iterable[str]) -> dict[str, Plain]:
    """Ask Babel about plain values, once for all processes that `remember_plain` it."""
    currencies = sorted(currencies)
    return {language: _asked(language, currencies) for language in languages}


def remember_plain(known: Mapping[str, Plain]) -> None:
    """Take over what `plain` returned in another process."""
    _known.update(known)


def number(value: int | Decimal, language: str) -> str:
    """Return a number with its thousands grouped."""
    known = _known.get(language)
    if known is not None and type(value) is int and value >= 0:
        return f"{value:,}".replace(",", known.thousands)
    return _number(value, language)


def amount(value: int | Decimal, currency: str, language: str) -> str:
    """Return an amount of money; one that is whole has no decimals."""
    known = _known.get(language)
    if known is not None and type(value) is int and value >= 0 and currency in known.amounts:
        return known.amounts[currency].format(f"{value:,}".replace(",", known.thousands))
    return _amount(value, currency, language)


def day(value: date, language: str) -> str:
    """Return a day with the name of its month."""
    known = _known.get(language)
    return _day(value, language) if known is None else known.days[value.month - 1].format(value)


def counted(value: int | Decimal, forms: Sequence[str], language: str) -> str:
    """Return a number with the form that what is counted has after it; `forms` are in the order of `PLURALS`."""
    return f"{number(value, language)}{_NO_BREAK}{forms[_plural(value, language)]}"


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


def _asked(language: str, currencies: Iterable[str]) -> Plain:
    from datetime import date

    written = _number(_SAMPLE, language)
    year, of_month = _SAMPLE_DAY
    days = (_day(date(year, month, of_month), language) for month in range(1, 13))
    return Plain(
        thousands=written[1],
        amounts={currency: _amount(_SAMPLE, currency, language).replace(written, "{}") for currency in currencies},
        days=tuple(text.replace(str(year), "{0.year}").replace(str(of_month), "{0.day}") for text in days),
        counted=bytes(_plural(value, language) for value in range(_COUNTED)),
    )


def _number(value: int | Decimal, language: str) -> str:
    from babel.numbers import format_decimal

    return _unbroken(format_decimal(value, locale=_locale(language), decimal_quantization=False))


def _amount(value: int | Decimal, currency: str, language: str) -> str:
    from babel.numbers import format_currency, get_currency_symbol

    pattern = _locale(language).currency_formats["standard"].pattern
    if value == int(value):
        pattern = pattern.replace(".00", "")
    if pattern.startswith("¤") and get_currency_symbol(currency, _locale(language))[-1].isalpha():
        pattern = pattern.replace("¤", f"¤{_NO_BREAK}", 1)
    return _unbroken(format_currency(value, currency, pattern, locale=_locale(language), currency_digits=False))


def _day(value: date, language: str) -> str:
    from babel.dates import format_date

    return _unbroken(format_date(value, "long", locale=_locale(language)))


def _plural(value: int | Decimal, language: str) -> int:
    """Return the place of the plural category of a number in `PLURALS`, the last where it is not there."""
    known = _known.get(language)
    if known is not None and type(value) is int and 0 <= value < len(known.counted):
        return known.counted[value]
    categories = PLURALS[language]
    category = _locale(language).plural_form(value) if len(categories) > 1 else categories[0]
    return categories.index(category) if category in categories else len(categories) - 1


@cache
def _locale(language: str) -> Locale:
    from babel import Locale

    return Locale.parse(_LOCALES[language])


def _unbroken(text: str) -> str:
    """Return a text that no line can end in; one kind of blank for all, because not every font has the narrow one."""
    return text.replace("\u202f", _NO_BREAK).replace(" ", _NO_BREAK)
