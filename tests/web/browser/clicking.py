"""A person at a phone: answers are clicked and typed, as the page shows them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from web.without_script import UNTICKED


class Clicking:
    """What a tab shows, as `journey` asks it."""

    def __init__(self, tab: Any) -> None:
        self.tab = tab

    def open(self, address: str) -> None:
        self.tab.goto(urljoin(self.tab.url, address) if self.tab.url.startswith("http") else address)

    def listed(self) -> list[str]:
        return [str(field.get_attribute("value")) for field in self.tab.locator("form.question .checklist input[name=fact]").all()]

    def tick(self, known: dict[str, str | None]) -> None:
        form = self.tab.locator("form.question")
        for fact, value in known.items():
            if value not in UNTICKED:
                form.locator(f"input[name={'unsure' if value is None else 'ticked'}][value='{fact}']").check()
        self._click(form.locator("button[name=rest][value=no]"))

    def asked(self) -> str | None:
        if self.listed():
            return None
        field = self.tab.locator("form.question input[name=fact]")
        return field.get_attribute("value") if field.count() else None

    def answer(self, fact: str, value: str | None) -> None:
        form = self.tab.locator("form.question")
        if value is None:
            self._click(form.locator("button[name=unknown]"))
        elif form.locator("input[type=checkbox]").count():
            for one in filter(None, value.split(",")):
                form.locator(f"input[type=checkbox][value={one}]").check()
            self._click(form.locator("button.main" if value else "button[name=none]"))
        elif form.locator("#value").count():
            form.locator("#value").fill(value)
            self._click(form.locator("button.main"))
        else:
            self._click(form.locator(f"button[name=value][value={value}]"))

    def do_first(self) -> str | None:
        done = self.tab.locator("section.done")
        if not done.count():
            return None
        action = done.locator("input[name=action]").get_attribute("value")
        self._click(done.locator("button.choice").first)
        return str(action)

    def go_on(self) -> bool:
        onward = self.tab.locator("main a.button.main[href*='/ask?']:not([href*='about='])")
        if not onward.count():
            return False
        self._click(onward.first)
        return True

    def open_questions(self) -> list[str]:
        return [str(link.get_attribute("href")) for link in self.tab.locator("section.missing a.button").all()]

    def heading(self) -> str:
        return str(self.tab.locator("h1").first.inner_text())

    def _click(self, where: Any) -> None:
        """Click, and wait until the next page is there."""
        with self.tab.expect_navigation():
            where.click()
