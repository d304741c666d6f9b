"""A person goes from the first page to the end: answers, does what is next, and finds out what is open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol
from urllib.parse import parse_qs, urlsplit

from simexit.model.rules import RuleSet
from web.persons import day_and_answers, found_out

LONGEST = 120


class Browser(Protocol):
    """What a person sees, and can press."""

    def open(self, address: str) -> None:
        """Open an address."""

    def listed(self) -> list[str]:
        """Return the facts that a checklist asks for; none where the page is no checklist."""

    def tick(self, known: dict[str, str | None]) -> None:
        """Answer a checklist: each of its facts with what is known of it; None is "not sure"."""

    def asked(self) -> str | None:
        """Return the fact that is asked for, or None where the page is no question."""

    def answer(self, fact: str, value: str | None) -> None:
        """Give an answer; None is "I do not know"."""

    def do_first(self) -> str | None:
        """Say that what is next was done with the first of its outcomes; return its name, or None where nothing is next."""

    def go_on(self) -> bool:
        """Go on to the next question, where the page leads there."""

    def open_questions(self) -> list[str]:
        """Return the addresses of what has to be found out, or of its answers where these can be pressed at once."""

    def heading(self) -> str:
        """Return the heading."""


def journey(browser: Browser, person: str, language: str, rules: RuleSet) -> Iterator[str]:
    """Yield what happens, step by step, until nothing is left to be done."""
    day, known = day_and_answers(person, rules)
    browser.open(f"/{language}/?today={day}")
    for _ in range(LONGEST):
        if facts := browser.listed():
            browser.tick({fact: known.get(fact) for fact in facts})
            yield f"ticks {' '.join(facts)}"
        elif (fact := browser.asked()) is not None:
            browser.answer(fact, known.get(fact))
            yield f"{fact}={known.get(fact)}"
        elif (action := browser.do_first()) is not None:
            yield f"did {action}"
        elif browser.go_on():
            yield "goes on"
        elif questions := browser.open_questions():
            fact = _about(questions[0])[0]
            known[fact] = found_out(fact, day, rules)
            browser.open(next(link for link in questions if _about(link) in ((fact, None), (fact, known[fact]))))
            yield f"finds out {fact}"
        else:
            return
    raise AssertionError(f"{person} has not finished after {LONGEST} steps")


def _about(address: str) -> tuple[str, str | None]:
    """Return the fact that an address asks for or tells, and what it tells."""
    query = parse_qs(urlsplit(address).query)
    return (query["fact"][0], query["value"][0]) if "fact" in query else (query["about"][0], None)
