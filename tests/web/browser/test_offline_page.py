"""The page in one file in a real browser: opened from the disk, without a network, on a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from generators.shipped import shipped
from simexit.api import Advisor
from simexit.cli.main import cli
from simexit.model.types import FIRST_DAY
from simexit.offline.page import page
from web.browser.conftest import PHONE
from web.browser.test_pages_in_chromium import RULES
from web.persons import day_and_answers
from web.without_script import UNTICKED

Open = Callable[..., Any]
TAGS = {"zh": "zh-CN", "en": "en-GB", "ru": "ru-RU"}
PERSONS = [("three-day-card-debt", "zh", "light"), ("esim-debt", "en", "dark"), ("esim-debt", "ru", "light")]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path: Path = tmp_path_factory.mktemp("offline") / "advice.html"
    path.write_text(page(shipped()), encoding="utf-8")
    return path


@pytest.fixture
def phone(chromium: Any, file: Path) -> Iterator[Open]:
    """Return what opens the file in a tab of a phone without a network; a request, a cookie or a complaint fails the test."""
    contexts, wrong = [], []

    def open_tab(language: str = "en", day: str = "2026-11-20", **options: Any) -> Any:
        context: Any = chromium.new_context(viewport=PHONE, has_touch=True, offline=True, locale=TAGS[language], **options)
        contexts.append(context)
        context.on("request", lambda request: None if request.url == file.as_uri() else wrong.append(request.url))
        context.on("console", lambda message: wrong.append(message.text) if message.type in {"error", "warning"} else None)
        tab = context.new_page()
        tab.on("pageerror", lambda error: wrong.append(str(error)))
        tab.clock.set_fixed_time(f"{day}T09:00:00Z")
        tab.goto(file.as_uri())
        return tab

    yield open_tab
    stored = [len(tab.evaluate("document.cookie + Object.keys(localStorage)")) for context in contexts for tab in context.pages]
    for context in contexts:
        context.close()
    assert [one for one in wrong if not one.startswith(("data:", "blob:"))] == []
    assert not any(stored)


def asked(tab: Any) -> str | None:
    form = tab.locator("form.question[data-fact]")
    return str(form.get_attribute("data-fact")) if form.count() else None


def listed(tab: Any) -> list[str]:
    """Return the facts of the checklist that is shown."""
    return [str(line.get_attribute("data-line")) for line in tab.locator(".checklist li").all()]


def tick(tab: Any, known: dict[str, str]) -> dict[str, str]:
    """Answer a checklist as a person does; return what is told by it at once, without the figures that are asked for next."""
    told: dict[str, str] = {}
    for fact in listed(tab):
        line = tab.locator(f".checklist li[data-line='{fact}']")
        if fact not in known:
            line.locator(".not-known").check()
        elif known[fact] in UNTICKED:
            told[fact] = known[fact]
        else:
            line.locator(".ticked").check()
            told |= {fact: "yes"} if known[fact] == "yes" else {}
    tab.locator("form.question button.main").click()
    return told


def answer(tab: Any, value: str | None) -> None:
    """Give an answer as a person does; None is "I do not know"."""
    form = tab.locator("form.question")
    if value is None:
        form.locator("button.quiet").click()
    elif form.locator("input[type=checkbox]").count():
        for one in filter(None, value.split(",")):
            form.locator(f"input[type=checkbox][value={one}]").check()
        form.locator("button.main" if value else "button.none").click()
    elif form.locator("#value").count():
        form.locator("#value").fill(value)
        form.locator("button.main").click()
    else:
        plain = {"yes": "true", "no": "false"}.get(value, value)
        form.locator(f"button[data-value='{plain}']").click()


def interviewed(tab: Any, known: dict[str, str]) -> dict[str, str]:
    """Answer until nothing is asked; return what was told."""
    told: dict[str, str] = {}
    while listed(tab) or asked(tab) is not None:
        if listed(tab):
            told |= tick(tab, known)
            continue
        fact = str(asked(tab))
        if fact in known:
            told[fact] = known[fact]
        answer(tab, known.get(fact))
    return told


def meant(told: dict[str, str], day: str, language: str) -> Any:
    from simexit.check.situations import from_option
    from simexit.text.diagnostics import Findings

    read = [from_option(f"{fact}={value}", shipped(), Findings()) for fact, value in told.items()]
    facts = {one.fact: one.value for one in read if one is not None}
    return Advisor(shipped(), second_opinion="off").advise(facts, today=date.fromisoformat(day), lang=language)


@pytest.mark.parametrize(("person", "language", "scheme"), PERSONS)
def test_an_interview_ends_with_the_advice_that_the_engine_gives(phone: Open, person: str, language: str, scheme: str) -> None:
    day, known = day_and_answers(person, shipped())
    tab = phone(language, day, color_scheme=scheme, bypass_csp=True)
    _axe(tab)
    answer(tab, known.pop("card.product"))
    _axe(tab)
    told = {"card.product": day_and_answers(person, shipped())[1]["card.product"], **interviewed(tab, known)}
    advice = meant(told, day, language)
    assert tab.locator("h1").first.inner_text() == advice.how.title
    shown = tab.locator(".warnings h3").all_text_contents()
    assert sorted(one.rpartition("  ")[2].strip() for one in map(_title, shown)) == sorted(map(_title, _titles(advice)))
    assert tab.locator(".say blockquote").text_content() == (advice.how.say_spoken or advice.how.say)
    assert tab.locator("ol.ticks li span").all_text_contents() == list(advice.how.steps)
    assert tab.locator(".of-why p").all_text_contents()[0].startswith(advice.because[0].text)
    tab.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    assert tab.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    _axe(tab)


def _titles(advice: Any) -> list[str]:
    return [f"{_severity(one.severity, advice.language)} {one.title}" for one in advice.warnings.certain]


def _severity(severity: Any, language: str) -> str:
    from simexit.text.words import word

    return word(severity, language)


def _title(text: str) -> str:
    return " ".join(text.split())


def _axe(tab: Any) -> None:
    found = Axe().run(tab, options=RULES)
    assert found.violations_count == 0, found.generate_report()


def test_a_person_goes_on_after_an_action_changes_an_answer_and_goes_back(phone: Open) -> None:
    tab = phone("en")
    for value in ("three_day_card", "other_person", "suspended"):
        answer(tab, value)
    first = tab.locator("h1").first.inner_text()
    tab.get_by_role("button", name="My answers").click()
    tab.locator(".told li button").nth(2).click()
    assert asked(tab) == "card.registered_to"
    tab.go_back()
    tab.go_back()
    assert tab.locator("h1").first.inner_text() == first
    tab.locator("section.done button.choice").first.click()
    assert asked(tab) is not None or tab.locator("h1").first.inner_text() != first
    tab.locator("button[data-language=ru]").click()
    assert tab.evaluate("document.documentElement.lang") == "ru"


def test_a_saved_file_is_read_by_the_command_line_and_opened_again(phone: Open, tmp_path: Path) -> None:
    from click.testing import CliRunner

    tab = phone("en")
    for value in ("esim", "me"):
        answer(tab, value)
    tab.get_by_role("button", name="My answers").click()
    with tab.expect_download() as saved:
        tab.get_by_role("button", name="Save as a file").click()
    saved.value.save_as(tmp_path / "mine.yaml")
    done = CliRunner().invoke(cli, ["next", str(tmp_path / "mine.yaml"), "--json"])
    assert '"possible_next"' in done.output
    tab.locator(".home").click()
    assert asked(tab) == "card.product"
    tab.locator(".load summary").click()
    tab.set_input_files("#file", tmp_path / "mine.yaml")
    tab.get_by_text("What did the seller").first.wait_for(state="hidden")
    assert tab.locator(".told li").count() == 3
    (tmp_path / "wrong.yaml").write_text("card.product: nothing\n", encoding="utf-8")
    tab.locator(".load summary").click()
    tab.set_input_files("#file", tmp_path / "wrong.yaml")
    tab.get_by_text("card.product: nothing").wait_for()


def test_keys_alone_lead_to_the_advice_and_the_focus_is_seen(phone: Open) -> None:
    tab = phone("en")
    for wanted in ("button[data-value=three_day_card]", "button[data-value=other_person]"):
        for _ in range(40):
            tab.keyboard.press("Tab")
            if tab.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
                break
        assert tab.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
        tab.keyboard.press("Enter")
    assert asked(tab) not in {None, "card.product", "card.registered_to"}


def test_answers_that_cannot_all_be_true_are_named(phone: Open, tmp_path: Path) -> None:
    tab = phone("en")
    (tmp_path / "clash.yaml").write_text("card.product: esim\napplication.status: rejected\napplication.rejections: 0\n", encoding="utf-8")
    tab.locator(".load summary").click()
    tab.set_input_files("#file", tmp_path / "clash.yaml")
    tab.locator("#wrong").wait_for()
    assert tab.locator(".told li").count() == 2
    assert tab.evaluate("document.activeElement.id") == "wrong"
    tab.locator(".told li button").nth(1).click()
    assert asked(tab) == "application.rejections"
    answer(tab, "1")
    assert asked(tab) is not None or listed(tab)
    tab.get_by_role("button", name="My answers").click()
    assert tab.locator(".told li").count() == 4


def test_what_is_no_amount_is_asked_again_with_the_focus_on_the_reason(phone: Open) -> None:
    tab = phone("en")
    for value in ("esim", "me", "confirmed"):
        answer(tab, value)
    tick(tab, dict.fromkeys(listed(tab), "no") | {"balance.owed": "500"})
    assert asked(tab) == "balance.owed"
    answer(tab, "much")
    assert asked(tab) == "balance.owed"
    assert tab.evaluate("document.activeElement.id") == "wrong"
    assert tab.locator("#value").input_value() == "much"
    tab.locator(".zero button").click()
    assert asked(tab) != "balance.owed"
    tab.get_by_role("button", name="My answers").click()
    tab.get_by_text("KZT 0", exact=False).first.wait_for()


def test_a_clock_outside_the_calendar_is_not_believed(phone: Open) -> None:
    tab = phone("en", "1980-01-01")
    assert FIRST_DAY.year > 1980
    assert asked(tab) == "today"
    assert tab.locator(".note").count() == 1
