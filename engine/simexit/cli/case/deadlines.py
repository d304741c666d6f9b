"""The deadlines of a case in words: the day, how far away it is, and what for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from simexit.text.forms import day
from simexit.text.words import sentence, word

if TYPE_CHECKING:
    from simexit.case.due import Item
    from simexit.case.reminders import Reminder


def deadlines_in_words(item: Item, language: str) -> list[str]:
    """Return a line for each deadline of a case."""
    if item.days is None:
        return []
    today = item.by[0].by - timedelta(item.days)
    return [deadline_in_words(one.by, today, one.purpose, language) for one in item.by]


def deadline_in_words(by: date, today: date, purpose: str, language: str) -> str:
    """Return the day by which something is to be done, how far away that is, and what it is."""
    days = (by - today).days
    away = word("today_in_text", language) if days == 0 else sentence("in_days" if days > 0 else "days_ago", language, abs(days))
    return sentence("case_deadline", language, day=day(by, language), away=away, purpose=purpose)


def reminder_in_words(reminder: Reminder, today: date, language: str) -> str:
    """Return a reminder in one line, with the name of its case."""
    text = reminder.text if reminder.day is None else deadline_in_words(reminder.day, today, reminder.text, language)
    return sentence("said", language, reminder.head.name, text)
