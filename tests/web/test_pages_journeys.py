"""Every guide from the first page to the end, in three languages, without a script: pages are read and their forms are sent."""

from __future__ import annotations

import pytest

from generators.shipped import shipped
from web.journeys import journey
from web.pages import client
from web.persons import LANGUAGES, PERSONS
from web.without_script import WithoutScript

IN_LANGUAGES = [(person, LANGUAGES[number % 3]) for number, person in enumerate(PERSONS)]
"""Three persons of each guide, each in another language."""


def test_the_persons_are_of_every_guide_in_every_language() -> None:
    guides = {
        (person.rsplit("-", 2)[0] if "in-country" in person else person.rsplit("-", 1)[0], language) for person, language in IN_LANGUAGES
    }
    assert len(guides) == 15


@pytest.mark.parametrize(("person", "language"), IN_LANGUAGES)
def test_a_person_of_each_guide_gets_from_the_first_page_to_the_end(person: str, language: str) -> None:
    browser = WithoutScript(client())
    done = list(journey(browser, person, language, shipped()))
    assert browser.heading() == shipped().vocabulary.settings.finished_title[language]
    assert any(step.startswith("did ") for step in done)
    assert browser.shown.language == {"zh": "zh-Hans"}.get(language, language)
