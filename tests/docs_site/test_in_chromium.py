"""The site in a real browser: the search finds, nothing is asked of anybody else, and every kind of page is accessible."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from chromium import chromium as chromium  # a fixture
from docs_site.sites import shipped
from simexit.site.addresses import KINDS
from simexit.site.made import write

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "rules": {"target-size": {"enabled": True}},
}
WIDTHS = (360, 1280)
LONG = 30_000


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and says nothing."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name that the base class gives it
        return


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("made") / "site"
    write(made, shipped())
    return made


@pytest.fixture(scope="module")
def served(folder: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join(10)


def tab(chromium: Any, wrong: list[str], allowed: tuple[str, ...], **options: Any) -> Any:
    """Open a tab that notes every request to anybody else and every complaint."""
    context = chromium.new_context(**options)
    context.set_default_timeout(30_000)
    context.on("request", lambda request: None if request.url.startswith(allowed) else wrong.append(request.url))
    context.on("console", lambda message: wrong.append(message.text) if message.type in {"error", "warning"} else None)
    context.on("weberror", lambda error: wrong.append(str(error.error)))
    return context.new_page()


def kinds() -> list[str]:
    """The overviews, a list, and one page of each kind with much on it; axe takes seconds for the longest."""
    files = shipped()
    found = ["index.html", "search.html", "graph.html", "coverage.html", "proof.html", "action.html"]
    for kind in KINDS:
        of_kind = sorted((len(content), address) for address, content in files.items() if address.startswith(f"{kind}/"))
        found += [address for length, address in of_kind[:1] + of_kind if length < LONG][-1:]
    return found


def test_axe_finds_nothing_and_no_page_is_wider_than_a_phone(chromium: Any, served: str) -> None:
    wrong: list[str] = []
    for scheme, width in zip(("dark", "light"), WIDTHS, strict=True):
        page = tab(chromium, wrong, (served,), viewport={"width": width, "height": 740}, color_scheme=scheme)
        for number, address in enumerate(kinds()):
            page.goto(f"{served}/{address}")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (address, width)
            if number % 2 == WIDTHS.index(width):
                found = Axe().run(page, options=RULES)
                assert found.violations_count == 0, (address, found.generate_report())
        assert page.context.cookies() == []
        page.context.close()
    assert wrong == []


def test_the_search_finds_a_fact_by_a_word_of_its_label_and_leads_there(chromium: Any, served: str) -> None:
    wrong: list[str] = []
    page = tab(chromium, wrong, (served,), viewport={"width": 360, "height": 740})
    page.goto(f"{served}/rule/settle/pay-debt.html")
    page.fill("#q", "unpaid charges")
    page.press("#q", "Enter")
    page.wait_for_selector("#results li")
    page.click("#results a[href='fact/balance.owed.html']")
    assert page.locator("h1").inner_text() == "unpaid charges"
    page.go_back()
    page.fill("#q", "qqqq")
    assert page.locator("#found").inner_text() == "Nothing was found."
    page.fill("#q", "unpaid charger")
    assert "begin alike" in page.locator("#found").inner_text()
    assert page.locator("#results a[href='fact/balance.owed.html']").count() == 1
    page.context.close()
    assert wrong == []


def test_the_search_also_works_in_files_on_a_disk(chromium: Any, folder: Path) -> None:
    wrong: list[str] = []
    page = tab(chromium, wrong, ("file:",))
    page.goto(f"{(folder / 'index.html').as_uri()}")
    page.fill("#q", "balance.owed")
    page.press("#q", "Enter")
    page.wait_for_selector("#results li")
    assert page.locator("#results a").first.get_attribute("href") == "fact/balance.owed.html"
    page.context.close()
    assert wrong == []


def test_a_box_of_the_graph_leads_to_its_page_and_its_words_can_be_selected(chromium: Any, served: str) -> None:
    wrong: list[str] = []
    page = tab(chromium, wrong, (served,), viewport={"width": 1280, "height": 900})
    page.goto(f"{served}/graph.html")
    selected = page.evaluate("getSelection().selectAllChildren(document.querySelector('svg')) || String(getSelection())")
    assert "Pay what you owe" in " ".join(selected.split())
    page.click("svg a[href='action/pay_debt.html']")
    assert page.locator("h1").inner_text() == "Pay what you owe"
    page.context.close()
    assert wrong == []


def test_without_a_script_the_search_page_leads_to_the_list_of_names(chromium: Any, served: str) -> None:
    wrong: list[str] = []
    page = tab(chromium, wrong, (served,), java_script_enabled=False)
    page.goto(f"{served}/search.html")
    page.click("main a[href='words.html']")
    page.click("main a[href='fact/balance.owed.html']")
    assert page.locator("h1").inner_text() == "unpaid charges"
    page.context.close()
    assert wrong == []
