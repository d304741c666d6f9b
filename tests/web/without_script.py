"""A browser without a script: pages are fetched and their forms sent as they stand in the HTML."""

from __future__ import annotations

from urllib.parse import urljoin

from starlette.testclient import TestClient

from web.reading import Form, Read, fetch, press

NONE = ("", "0")
"""What a button takes that says that there is nothing."""
UNTICKED = ("no", "0")
"""What is not ticked in a checklist."""


class WithoutScript:
    """The page that is shown, in memory; every page must be well and in the language that was chosen."""

    def __init__(self, client: TestClient) -> None:
        self._client = client
        self.page: Read | None = None

    @property
    def shown(self) -> Read:
        assert self.page is not None, "nothing was opened"
        assert self.page.status == 200, self.page
        return self.page

    def open(self, address: str) -> None:
        self.page = fetch(self._client, address if self.page is None else urljoin(self.page.address, address))

    def listed(self) -> list[str]:
        form = self.shown.form("checked")
        return [] if form is None else [value for name, value in form.hidden if name == "fact"]

    def tick(self, known: dict[str, str | None]) -> None:
        form = self.shown.form("checked")
        assert form is not None
        self.page = press(self._client, self.shown, form, *ticked(form, known))

    def asked(self) -> str | None:
        form = self.shown.form("answer")
        return None if form is None else dict(form.hidden)["fact"]

    def answer(self, fact: str, value: str | None) -> None:
        form = self.shown.form("answer")
        assert form is not None
        sent, _ = chosen(form, value)
        assert sent, f"nowhere to answer {fact} with {value}"
        self.page = press(self._client, self.shown, form, *sent)

    def do_first(self) -> str | None:
        form = self.shown.form("did")
        if form is None:
            return None
        self.page = press(self._client, self.shown, form, form.buttons[0])
        return dict(form.hidden)["action"]

    def go_on(self) -> bool:
        onward = [link for link in self.shown.links if "/ask?" in link and "about=" not in link]
        if onward:
            self.open(onward[0])
        return bool(onward)

    def open_questions(self) -> list[str]:
        return [link for link in self.shown.links if "/answer?" in link or ("/ask?" in link and "about=" in link)]

    def heading(self) -> str:
        return self.shown.heading


def chosen(form: Form, value: str | None) -> tuple[list[tuple[str, str]], int]:
    """Return what is sent for an answer, and how often is pressed or typed before it is sent; nothing where it cannot be given."""
    button = ("unknown", "1") if value is None else ("value", value) if ("value", value) in form.buttons else ("none", "1")
    if value is None or button[0] == "value" or (value in NONE and button in form.buttons):
        return [one for one in form.buttons if one == button], 0
    if ("value", "checkbox") in form.fields:
        boxes = [("value", one) for one in value.split(",")]
        return boxes, len(boxes)
    return [("value", value)] if [name for name, _ in form.fields] == ["value"] else [], 1 + len(value)


def ticked(form: Form, known: dict[str, str | None]) -> list[tuple[str, str]]:
    """Return what is sent for a checklist: the ticks, and the button last; one button does where all is so."""
    if ("rest", "yes") in form.buttons and set(known.values()) == {"yes"}:
        return [("rest", "yes")]
    ticks = [("unsure" if value is None else "ticked", fact) for fact, value in known.items() if value not in UNTICKED]
    return [*ticks, ("rest", "no")]
