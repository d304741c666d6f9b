"""The pages in a real browser with the window of a phone: clicks, keys, reloads, tabs, a slow network, no script, dark, print."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from starlette.applications import Starlette

from generators.shipped import shipped
from simexit.api import load
from simexit.text.words import word
from simexit.web.current import Current
from simexit.web.limits import Limits
from simexit.web.service import create_app
from web.browser.clicking import Clicking
from web.browser.kinds import kinds, known
from web.hostile_library import hostile_library
from web.journeys import journey
from web.persons import LANGUAGES
from web.test_pages_journeys import IN_LANGUAGES

Phone = Callable[..., Any]
ALL = os.environ.get("SIMEXIT_ALL_JOURNEYS") == "1"
"""Every journey and every page in every language and colour scheme, some minutes; otherwise some of each."""
FEW = [("three-day-card-abroad", "zh"), ("internet-card-in-country", "en"), ("travel-esim-abroad", "ru")]
KINDS = list(kinds())
LOOKS = [
    (kind, scheme, language)
    for number, kind in enumerate(KINDS)
    for scheme in ("light", "dark")
    for language in (LANGUAGES if ALL else [LANGUAGES[number % 3]])
]
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "rules": {"target-size": {"enabled": True}},
}
GRAVEST = "section[aria-labelledby=grave] .warning.critical h3"
LIGHTEST = 100_000
"""No page weighs more bytes than this, with its style sheet, script and icon."""


@pytest.mark.parametrize(("person", "language"), IN_LANGUAGES if ALL else FEW)
def test_a_person_clicks_from_the_first_page_to_the_end(phone: Phone, person: str, language: str) -> None:
    browser = Clicking(phone())
    done = list(journey(browser, person, language, shipped()))
    assert browser.heading() == shipped().vocabulary.settings.finished_title[language]
    assert any(step.startswith("did ") for step in done)


def test_a_person_gets_to_the_end_without_a_script(phone: Phone) -> None:
    browser = Clicking(phone(java_script_enabled=False))
    list(journey(browser, "three-day-card-debt", "ru", shipped()))
    assert browser.heading() == shipped().vocabulary.settings.finished_title["ru"]


def test_back_and_reload_show_the_same_question_again(phone: Phone) -> None:
    tab = phone()
    browser = Clicking(tab)
    browser.open("/en/?today=2026-11-20")
    asked = []
    for answer in ("esim", "me", None):
        fact = browser.asked()
        assert fact is not None
        asked.append(fact)
        browser.answer(fact, answer)
    now = browser.asked()
    tab.reload()
    assert browser.asked() == now
    for fact in reversed(asked):
        tab.go_back()
        assert browser.asked() == fact
    browser.answer(asked[0], "travel_esim")
    assert "f=card.product=travel_esim" in tab.url
    assert "f=card.product=esim" not in tab.url


def test_the_link_back_undoes_the_last_answer(phone: Phone) -> None:
    tab = phone()
    tab.goto("/en/ask?f=card.product=esim&f=card.registered_to=me&today=2026-11-20")
    tab.get_by_role("link", name=word("web_back", "en"), exact=True).click()
    assert Clicking(tab).asked() == "card.registered_to"
    assert "f=card.registered_to" not in tab.url


def test_two_tabs_know_nothing_of_each_other(phone: Phone) -> None:
    one = phone()
    other = one.context.new_page()
    first, second = Clicking(one), Clicking(other)
    first.open("/en/?today=2026-11-20")
    second.open("/ru/?today=2026-11-20")
    first.answer("card.product", "esim")
    second.answer("card.product", "data_card")
    first.answer(str(first.asked()), None)
    assert ("card.product=esim" in one.url, "card.product=data_card" in other.url) == (True, True)
    assert "esim" not in other.url
    assert "data_card" not in one.url


def test_keys_alone_lead_from_the_first_page_to_the_advice(phone: Phone) -> None:
    tab = phone(has_touch=False)
    tab.goto("/en/ask?today=2026-11-20")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    tab.keyboard.press("Enter")
    _press(tab, "button[name=value][value=three_day_card]")
    _press(tab, "button[name=value][value=other_person]")
    _press(tab, "button[name=value][value=suspended]")
    tab.wait_for_selector("section.next")
    _press(tab, "a[href*='/answers?']")
    _press(tab, "a[href*='about=card.product']")
    _press(tab, "button[name=value][value=data_card]")
    tab.wait_for_selector("section.next")
    _press(tab, "input[data-tick]", "Space", leads=False)
    assert tab.locator("input[data-tick]").first.is_checked()
    _press(tab, ".of-why summary", leads=False)
    assert tab.locator(".of-why").first.get_attribute("open") is not None


def _press(tab: Any, wanted: str, key: str = "Enter", *, leads: bool = True) -> None:
    """Go to an element by Tab, with the focus to be seen all the way, and press a key there."""
    for _ in range(60):
        tab.keyboard.press("Tab")
        assert tab.evaluate("document.activeElement === document.body || getComputedStyle(document.activeElement).outlineStyle !== 'none'")
        if tab.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            if not leads:
                tab.keyboard.press(key)
                return
            with tab.expect_navigation():
                tab.keyboard.press(key)
            return
    raise AssertionError(f"{wanted} cannot be reached by Tab at {tab.url}")


def test_a_slow_network_is_enough(phone: Phone) -> None:
    tab = phone()
    line = tab.context.new_cdp_session(tab)
    line.send("Network.enable")
    line.send(
        "Network.emulateNetworkConditions", {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 20_000}
    )
    browser = Clicking(tab)
    browser.open("/zh/?today=2026-11-20")
    browser.answer("card.product", "three_day_card")
    browser.answer("card.registered_to", "other_person")
    tab.goto(f"/zh/advice{known('esim-debt')}")
    assert browser.heading() == shipped().vocabulary.actions["pay_debt"].title["zh"]


def test_no_page_is_heavy_and_style_script_and_icon_are_fetched_once(phone: Phone) -> None:
    for kind in ("start", "several", "advice", "answers", "plan"):
        tab, address = phone(), kinds()[kind]
        fetched: list[Any] = []
        tab.on("requestfinished", lambda request, fetched=fetched: fetched.append(request))
        tab.goto(f"/ru/{address}")
        kept = {request.url for request in fetched if "/static/" in request.url}
        assert len(kept) >= 2, kind
        assert sum(request.sizes()["responseBodySize"] for request in fetched) < LIGHTEST, kind
        tab.goto(f"/en/{address}")
        again = [
            one
            for one in tab.evaluate("performance.getEntriesByType('resource').map(one => [one.name, one.transferSize])")
            if one[0] in kept
        ]
        assert again, kind
        assert all(size == 0 for _, size in again), kind


@pytest.mark.parametrize(("kind", "scheme", "language"), LOOKS)
def test_axe_finds_nothing(phone: Phone, kind: str, scheme: str, language: str) -> None:
    tab = phone(color_scheme=scheme, bypass_csp=True)
    tab.goto(f"/{language}/{kinds()[kind]}")
    tab.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    found = Axe().run(tab, options=RULES)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize(("width", "language"), [(320, "zh"), (320, "en"), (320, "ru"), (360, "ru")])
def test_no_page_is_wider_than_the_phone(phone: Phone, width: int, language: str) -> None:
    tab = phone(viewport={"width": width, "height": 740})
    for kind, address in kinds().items():
        tab.goto(f"/{language}/{address}")
        tab.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        assert tab.evaluate("document.documentElement.scrollWidth") <= width, kind


def test_next_action_and_first_critical_warning_are_seen_without_scrolling(phone: Phone) -> None:
    tab = phone()
    critical = 0
    for person, language in IN_LANGUAGES:
        tab.goto(f"/{language}/advice{known(person)}")
        assert _bottom(tab, "h1") < 400
        if tab.locator(GRAVEST).count():
            critical += 1
            assert _bottom(tab, GRAVEST) < 740, (person, language)
    assert critical > 5


def _bottom(tab: Any, selector: str) -> float:
    box = tab.locator(selector).first.bounding_box()
    return float(box["y"] + box["height"])


def test_ticks_stay_on_the_device_and_the_link_can_be_copied(phone: Phone) -> None:
    tab = phone(permissions=["clipboard-read", "clipboard-write"])
    tab.goto(f"/en/advice{known('esim-debt')}")
    tab.locator("input[data-tick]").nth(1).check()
    tab.reload()
    assert [box.is_checked() for box in tab.locator("input[data-tick]").all()] == [False, True, False, False, False]
    assert tab.evaluate("Object.keys(localStorage)") == ["simexit/pay_debt/2"]
    tab.locator(".of-keep summary").click()
    tab.locator("[data-copy]").click()
    tab.get_by_text(word("web_copied", "en")).wait_for()
    assert tab.evaluate("navigator.clipboard.readText()") == tab.url


@pytest.mark.parametrize("script", [True, False])
def test_an_address_that_points_into_what_is_folded_opens_it(phone: Phone, script: bool) -> None:
    tab = phone(java_script_enabled=script)
    tab.goto(f"/en/advice{known('esim-in-country')}#known")
    tab.locator("ul.known").wait_for()
    assert not tab.locator("ul.tools").is_visible()


def test_what_went_wrong_has_the_focus(phone: Phone) -> None:
    tab = phone()
    tab.goto("/en/ask?about=balance.owed&today=2026-11-20")
    tab.locator("#value").fill("much")
    tab.locator("#value").press("Enter")
    tab.wait_for_selector("#wrong")
    assert tab.evaluate("document.activeElement.id") == "wrong"


def test_dark_is_dark_and_print_leaves_out_what_cannot_be_pressed(phone: Phone) -> None:
    tab = phone(color_scheme="dark")
    tab.goto(f"/en/advice{known('esim-debt')}")
    assert _ground(tab) < 60
    tab.emulate_media(color_scheme="light")
    assert _ground(tab) > 200
    tab.emulate_media(media="print", color_scheme="dark")
    assert _ground(tab) == 255
    assert not tab.locator("header nav").is_visible()
    assert not tab.locator("section.done button").is_visible()
    assert tab.locator("ol.ticks").is_visible()
    assert tab.locator("ul.sources").is_visible()
    assert not tab.locator(".of-tools").is_visible()
    assert tab.pdf(format="A4").startswith(b"%PDF")


def _ground(tab: Any) -> int:
    return int(re.findall(r"\d+", tab.evaluate("getComputedStyle(document.body).backgroundColor"))[0])


def test_a_saved_file_is_opened_again(phone: Phone, tmp_path: Any) -> None:
    tab = phone()
    tab.goto(f"/en/answers{known('esim-debt')}")
    with tab.expect_download() as saved:
        tab.get_by_role("link", name=word("web_save", "en")).click()
    saved.value.save_as(tmp_path / "mine.yaml")
    tab.goto("/en/")
    tab.locator(".load summary").click()
    tab.set_input_files("#file", tmp_path / "mine.yaml")
    tab.locator(".load button").click()
    tab.wait_for_url("**/answers?*")
    assert "f=balance.owed=12500" in tab.url


def test_a_letter_is_filled_in_and_shown(phone: Phone) -> None:
    tab = phone()
    tab.goto(f"/en/letters/application_to_close{known('esim-debt')}")
    tab.locator(".letter input").first.fill("Zhang Wei")
    tab.locator("button[value=html]").click()
    assert tab.get_by_text("Zhang Wei").first.is_visible()
    assert tab.evaluate("getComputedStyle(document.querySelector('td')).verticalAlign") == "top"
    assert "Zhang" not in tab.url


def test_hostile_texts_run_nothing(phone: Phone, serve: Callable[[Starlette], str], tmp_path: Any) -> None:
    hostile = serve(create_app(Current(load(hostile_library(tmp_path), second_opinion="off")), Limits(per_second=None)))
    tab = phone()
    for page in ("", "ask", "advice", "plan", "answers", "letters", "letters/plea", "say"):
        tab.goto(f"{hostile}/en/{page}?f=kind=a&f=maker=m&f=x=5&f=many=a,b&today=2026-11-20")
        tab.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        assert tab.locator("script").count() == 1
        assert tab.locator("img:not([src^='/static/']):not([src^='/pictures/'])").count() == 0
