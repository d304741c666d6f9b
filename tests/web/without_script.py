"""A browser without a script: pages are fetched and their forms sent as they stand in the HTML."""

from __future__ import annotations

from urllib.parse import urljoin

from starlette.testclient import TestClient

from web.reading import Read, fetch, press


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

    def asked(self) -> str | None:
        form = self.shown.form("answer")
        return None if form is None else dict(form.hidden)["fact"]

    def answer(self, fact: str, value: str | None) -> None:
        form = self.shown.form("answer")
        assert form is not None
        if value is None:
            chosen = [button for button in form.buttons if button == ("unknown", "1")]
        elif ("value", "checkbox") in form.fields:
            chosen = [("value", one) for one in value.split(",")] if value else [("none", "1")]
        elif ("value", value) in form.buttons:
            chosen = [("value", value)]
        else:
            assert [name for name, _ in form.fields] == ["value"], f"nowhere to answer {fact}"
            chosen = [("value", value)]
        assert chosen, f"cannot say that {fact} is not known"
        self.page = press(self._client, self.shown, form, *chosen)

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
        return [link for link in self.shown.links if "/ask?" in link and "about=" in link]

    def heading(self) -> str:
        return self.shown.heading
