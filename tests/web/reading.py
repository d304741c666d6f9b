"""A page as a person without a script sees it: headings, links, forms and their buttons."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin

from starlette.testclient import TestClient


@dataclass
class Form:
    action: str
    method: str
    hidden: list[tuple[str, str]] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    fields: list[tuple[str, str]] = field(default_factory=list)
    """The name and the type of what is to be filled in or chosen."""


@dataclass
class Read:
    """What was read; `language` is that of the page, `heading` its first heading, `status` that of the answer."""

    address: str
    status: int
    language: str
    heading: str
    links: list[str]
    forms: list[Form]
    parts: tuple[str, ...]
    """All that stands on it."""
    at_once: tuple[str, ...]
    """What is seen of its main part before anything is unfolded."""

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.parts).split())

    def form(self, name: str) -> Form | None:
        """Return the form that leads to a page."""
        return next((form for form in self.forms if form.action.partition("?")[0].endswith(f"/{name}")), None)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.language, self.links, self.forms, self.texts, self.heading = "", [], [], [], ""
        self._in_heading = 0
        self._in_main = self._folded = 0
        self.at_once: list[str] = []

    links: list[str]
    forms: list[Form]
    texts: list[str]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        match tag:
            case "html":
                self.language = given["lang"]
            case "a":
                self.links.append(given["href"])
            case "h1":
                self._in_heading += not self.heading
            case "main":
                self._in_main += 1
            case "details":
                self._folded += 1
            case "summary":
                self._folded -= 1
            case "form":
                self.forms.append(Form(given["action"], given["method"]))
            case "input" if given.get("type") == "hidden":
                self.forms[-1].hidden.append((given["name"], given["value"]))
            case "input" if self.forms and given.get("name"):
                self.forms[-1].fields.append((given["name"], given.get("type", "text")))
            case "button" if self.forms and given.get("name"):
                self.forms[-1].buttons.append((given["name"], given["value"]))

    def handle_endtag(self, tag: str) -> None:
        match tag:
            case "h1":
                self._in_heading = 0
            case "main":
                self._in_main -= 1
            case "details":
                self._folded -= 1
            case "summary":
                self._folded += 1

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
        if self._in_main and not self._folded:
            self.at_once.append(data)
        if self._in_heading:
            self.heading += data


def read(address: str, status: int, html: str) -> Read:
    """Return a page."""
    reader = _Reader()
    reader.feed(html)
    heading, parts, at_once = " ".join(reader.heading.split()), _plain(reader.texts), _plain(reader.at_once)
    return Read(address, status, reader.language, heading, reader.links, reader.forms, parts, at_once)


def _plain(texts: list[str]) -> tuple[str, ...]:
    return tuple(part for text in texts if (part := " ".join(text.split())))


def fetch(client: TestClient, address: str) -> Read:
    """Open an address."""
    response = client.get(address)
    return read(str(response.url), response.status_code, response.text)


def press(client: TestClient, page: Read, form: Form, *chosen: tuple[str, str]) -> Read:
    """Send a form with what was chosen, as a browser does."""
    assert form.method == "get", "only what is not to be in an address is posted"
    return fetch(client, f"{urljoin(page.address, form.action)}?{urlencode([*form.hidden, *chosen])}")
