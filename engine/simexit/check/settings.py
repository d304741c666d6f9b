"""kb/library.yaml: languages, calendar, time zone, stages."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from simexit.check.context import Context, Reference
from simexit.check.entry_forms import CHECKLIST, FINISHED, LIBRARY
from simexit.check.language import LANGUAGE_VERSION
from simexit.check.lints import switched_off
from simexit.check.texts import text
from simexit.model.calendar import is_known_country
from simexit.model.vocabulary import Checklist, Settings
from simexit.parse.shapes import fields, mapping, scalar, whole_number, words
from simexit.text.codes import Code
from simexit.text.words import LANGUAGES

if TYPE_CHECKING:
    from simexit.model.types import Text
    from simexit.parse.nodes import Node


def settings(node: Node, context: Context) -> Settings | None:
    """Read the settings; the languages are known to all later readers."""
    findings = context.findings
    found = fields(node, "the library", findings, needs=LIBRARY.needs, may=LIBRARY.may)
    if found is None:
        return None
    version = whole_number(found["language"], "language", findings)
    if version is not None and version != LANGUAGE_VERSION:
        message = f"these rules are written in version {version} of the language; this program reads version {LANGUAGE_VERSION}"
        findings.add(Code.BAD_VALUE, found["language"].span, message)
    context.languages = _languages(found["languages"], context)
    finished = fields(found["finished"], "finished", findings, needs=FINISHED.needs, may=FINISHED.may)
    context.finished_when = (finished or {}).get("when")
    calendar, zone = scalar(found["calendar"], "calendar", findings), scalar(found["time_zone"], "time_zone", findings)
    if calendar is not None and not is_known_country(calendar.text):
        findings.add(Code.BAD_VALUE, calendar.span, f"there is no calendar of public holidays for `{calendar.text}`")
    if zone is not None and zone.text not in _time_zones():
        findings.add(Code.BAD_VALUE, zone.span, f"there is no time zone `{zone.text}`", hint="such as Europe/Berlin")
    if finished is None or calendar is None or zone is None:
        return None
    return Settings(
        language=LANGUAGE_VERSION,
        title=text(found["title"], "title", context),
        languages=context.languages,
        spoken=_spoken(found.get("spoken"), context),
        calendar=calendar.text,
        time_zone=zone.text,
        stages=_stages(found["stages"], context),
        finished_title=text(finished["title"], "title of finished", context),
        finished_text=text(finished["text"], "text of finished", context),
        profiles=_profiles(found.get("profiles"), context),
        informative=_informative(found.get("informative"), context),
        reread_after_days=_days(found.get("reread_after_days"), context),
        lints=switched_off(found.get("lints"), context),
        checklists=_checklists(found.get("checklists"), context),
    )


@cache  # they stand in many files
def _time_zones() -> set[str]:
    return available_timezones()


def _languages(node: Node, context: Context) -> tuple[str, ...]:
    found = words(node, "languages", context.findings)
    if not found:
        context.findings.add(Code.BAD_VALUE, node.span, "a library needs at least one language")
    for word in found:
        if word.text not in LANGUAGES:
            message = f"the program does not speak `{word.text}`; it speaks {', '.join(LANGUAGES)}"
            context.findings.add(Code.BAD_VALUE, word.span, message)
    return tuple(dict.fromkeys(word.text for word in found))


def _spoken(node: Node | None, context: Context) -> str | None:
    word = None if node is None else scalar(node, "spoken", context.findings)
    if word is not None and word.text not in context.languages:
        context.unknown("language", word.text, word.span, context.languages)
    return None if word is None else word.text


def _stages(node: Node, context: Context) -> dict[str, Text]:
    found = mapping(node, "stages", context.findings)
    return {} if found is None else {key.text: text(value, f"stage `{key.text}`", context) for key, value in found.entries}


def _informative(node: Node | None, context: Context) -> tuple[str, ...]:
    found = () if node is None else words(node, "informative", context.findings)
    context.facts_named += [Reference(word.text, word) for word in found]
    return tuple(word.text for word in found)


def _checklists(node: Node | None, context: Context) -> dict[str, Checklist]:
    found = None if node is None else mapping(node, "checklists", context.findings)
    lists = {} if found is None else {key.text: _checklist(key.text, value, context) for key, value in found.entries}
    return {name: checklist for name, checklist in lists.items() if checklist is not None}


def _checklist(name: str, node: Node, context: Context) -> Checklist | None:
    found = fields(node, f"checklist `{name}`", context.findings, needs=CHECKLIST.needs, may=CHECKLIST.may)
    lines = None if found is None else mapping(found["lines"], f"lines of checklist `{name}`", context.findings)
    if found is None or lines is None:
        return None
    context.facts_ticked += [Reference(key.text, key) for key, _ in lines.entries]
    told = {key.text: text(value, f"line `{key.text}`", context) for key, value in lines.entries}
    return Checklist(text(found["question"], f"question of checklist `{name}`", context), told)


def _days(node: Node | None, context: Context) -> int | None:
    days = None if node is None else whole_number(node, "reread_after_days", context.findings)
    if node is not None and days is not None and days < 1:
        context.findings.add(Code.BAD_VALUE, node.span, "reread_after_days must be at least 1")
    return days


def _profiles(node: Node | None, context: Context) -> dict[str, str]:
    found = None if node is None else mapping(node, "profiles", context.findings)
    if found is None:
        return {}
    named = {key.text: scalar(value, f"profiles `{key.text}`", context.findings) for key, value in found.entries}
    context.facts_named += [Reference(word.text, word) for word in named.values() if word is not None]
    return {folder: word.text for folder, word in named.items() if word is not None}
