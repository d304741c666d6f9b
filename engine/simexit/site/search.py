"""The index in which the search page looks: for each page its address, its kind, its name, its title, a line, and its words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from html import unescape
from unicodedata import normalize

from simexit.site.render import Page
from simexit.site.words import word

_LEAD = re.compile(r'<p class="lead"[^>]*>(.*?)</p>', re.DOTALL)
_PLACE = re.compile(r'<(a|span) class="place"[^>]*>(.*?)</\1>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"[\w.]+")
_LINE = 180


def entry(page: Page, html: str, language: str) -> list[str] | None:
    """Return the entry of a page; one that is about no single thing has none."""
    if page.thing is None:
        return None
    lead = _LEAD.search(html)
    line = " ".join(_without_tags(_PLACE.sub(r"[\2]", lead[1]), "").split()) if lead is not None else ""
    shortened = line if len(line) <= _LINE else f"{line[:_LINE].rstrip()}…"
    kind = word(f"one_{page.thing.kind}", language)  # type: ignore[arg-type]  # each kind has its word
    return [
        page.address,
        kind,
        page.thing.name,
        page.title,
        shortened,
        _words(_without_tags(html.partition("<main")[2].partition("</main>")[0])),
    ]


def _without_tags(html: str, between: str = " ") -> str:
    """Return what is said between the tags; within a tag there is no `>` but its last, because what is put into pages is escaped."""
    return unescape(_TAG.sub(between, html))


def _words(text: str) -> str:
    """Return each word once, as the search compares it."""
    return " ".join(dict.fromkeys(_WORD.findall(normalize("NFKC", text).lower())))


def index(entries: Iterable[list[str]]) -> bytes:
    """Return the index as a script, so that it can also be read from a disk, where a page may not read other files."""
    lines = ",\n".join(json.dumps(entry, ensure_ascii=False, separators=(",", ":")) for entry in entries)
    return f"globalThis.pages = [\n{lines}\n];\n".encode()
