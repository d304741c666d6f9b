"""Sites made in a test, each once, as files by address; and what stands in their pages."""

from __future__ import annotations

from functools import cache
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from simexit.check.ruleset import check
from simexit.libraries import library
from simexit.site.site import site
from simexit.site.subject import Subject, subject

GYM = Path(__file__).parents[2] / "examples" / "gym"
OUTSIDE = ("https://", "http://")


def subject_of(root: Path | None = None, language: str = "en") -> Subject:
    """Return what the site of a library is about, without a proof; it is read once."""
    return read_anew(root, language) if root not in {None, GYM} else _read_once(root, language)


@cache
def _read_once(root: Path | None, language: str) -> Subject:
    return read_anew(root, language)


def read_anew(root: Path | None, language: str = "en") -> Subject:
    """Return what the site of a library is about, read from its files."""
    found = library(root)
    rules, findings = check(found)
    assert rules is not None, findings.in_order()
    return subject(found, rules, language)


@cache
def shipped() -> dict[str, bytes]:
    return dict(site(subject_of()))


@cache
def gym() -> dict[str, bytes]:
    return dict(site(subject_of(GYM)))


class Elements(HTMLParser):
    """Every tag of a page with its attributes, and its text."""

    def __init__(self, content: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data

    def ids(self) -> list[str]:
        return [has["id"] for _, has in self.tags if "id" in has]

    def links(self) -> list[str]:
        """What the page leads to or loads."""
        return [has[name] for tag, has in self.tags for name in ("href", "src", "action") if name in has]


def pages(files: dict[str, bytes]) -> dict[str, Elements]:
    return {address: _elements(content) for address, content in files.items() if address.endswith(".html")}


@cache
def _elements(content: bytes) -> Elements:
    return Elements(content)


def target(link: str, here: str) -> tuple[str, str]:
    """Return the address and the anchor that a link on a page means."""
    path, _, anchor = link.partition("#")
    parts: list[str] = [] if not path else list(PurePosixPath(here).parent.parts)
    for part in PurePosixPath(unquote(path) if path else here).parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts), unquote(anchor)
