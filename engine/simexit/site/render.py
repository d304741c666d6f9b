"""Templates to pages: everything that is put into one is escaped; the only module of the site that imports `jinja2`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from simexit.site.addresses import KINDS, Thing, href, listing
from simexit.site.content import Content
from simexit.site.graph.lines import path
from simexit.site.pieces import Pieces, as_text
from simexit.site.subject import Subject
from simexit.site.words import sentence, word
from simexit.text.words import TAGS
from simexit.text.words import word as common_word


class Page(NamedTuple):
    """One page to be rendered: its file, its title, the template and what it shows."""

    address: str
    title: str
    template: str
    content: Mapping[str, object]
    thing: Thing | None = None


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("simexit.site"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals |= {"Thing": Thing, "listing": listing, "kinds": KINDS, "tag": TAGS.__getitem__, "path": path, "as_text": as_text}
    environment.filters |= {"web_address": web_address, "coded": coded}
    return environment


def web_address(text: str | None) -> str | None:
    """Return an address that a link may lead to, or None: one with a script or a file in it leads nowhere."""
    return text if text is not None and urlsplit(text).scheme in {"http", "https"} else None


def coded(text: str) -> Markup:
    """Return a message with what stands between backticks marked as such."""
    parts = text.split("`")
    return Markup("").join(Markup("<code>{}</code>").format(part) if place % 2 else escape(part) for place, part in enumerate(parts))


class Renderer:
    """Renders the pages of one site."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self._content = Content(subject)

    def rendered(self, page: Page) -> str:
        """Return a page as HTML."""
        template = _environment().get_template(page.template)
        return template.render({**self._shared(page.address), **page.content, "page": page}) + "\n"

    def _shared(self, here: str) -> dict[str, object]:
        subject, language = self._subject, self._subject.language

        def to(address: str) -> str:
            return href(address, here)

        def say(pieces: Pieces) -> Markup:
            return said(pieces, to)

        def link(thing: Thing) -> Markup:
            return Markup('<a href="{}">{}</a>').format(to(thing.address), as_text(subject.names.title(thing)))

        return {
            "subject": subject,
            "rules": subject.rules,
            "vocabulary": subject.rules.vocabulary,
            "content": self._content,
            "language": language,
            "library": as_text(subject.names.text(subject.rules.vocabulary.settings.title)),
            "to": to,
            "say": say,
            "link": link,
            "text": lambda text, other=None: say(subject.names.text(text, other)),
            "w": lambda name: word(name, language),
            "s": lambda name, *parts: sentence(name, language, *parts),
            "c": lambda name: common_word(name, language),
        }


def said(pieces: Pieces, to: Callable[[str], str]) -> Markup:
    """Return pieces as HTML; what stands for a value that is not known here is marked as a place."""
    return Markup("").join(_piece(piece.text, piece.address, piece.place, to) for piece in pieces)


def _piece(text: str, address: str | None, place: bool, to: Callable[[str], str]) -> Markup:
    if address is None:
        return Markup('<span class="place">{}</span>').format(text) if place else escape(text)
    return Markup('<a{} href="{}">{}</a>').format(Markup(' class="place"') if place else "", to(address), text)
