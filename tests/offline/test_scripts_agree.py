"""The script of the page in a real JavaScript engine: it judges, asks and advises as the engine does."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from generators.rows import Rows
from generators.shipped import mended, shipped
from offline.many import compared, of_generated, of_shipped
from offline.scripts import Scripts
from simexit.api import Advisor, load
from simexit.ask.question import next_question
from simexit.model.rules import Situation
from simexit.offline.texts import texts

LANGUAGES = ("zh", "en", "ru")
GYM = Path(__file__).parents[2] / "examples" / "gym"


@cache
def of_the_shipped_rules() -> Scripts:
    return Scripts(shipped())


@cache
def advisor() -> Advisor:
    return Advisor(shipped(), second_opinion="off")


def possible(count: int, gaps: float, number: int) -> list[Situation]:
    """Situations of the shipped rules in which no constraint is broken."""
    full = Rows(shipped(), number, date(2026, 11, 20)).situations(count, 0.0, 0.0)
    some = Rows(shipped(), number + 1).situations(count, gaps, gaps / 5)
    cut = [{fact: value for fact, value in mended(dict(known)).items() if fact in kept} for known, kept in zip(full, some, strict=True)]
    return [one for one in cut if advisor().decider.possible_next(one)]


def test_it_judges_generated_rule_sets_as_the_definition_does() -> None:
    counts = compared(of_generated(4500, 1))
    assert counts["agree"] >= 4500
    assert counts["can be"] > 2000
    assert counts["open"] > 200
    assert counts["finished"] > 200


def test_it_judges_the_shipped_rules_as_the_definition_does() -> None:
    counts = compared(of_shipped(250, 2))
    assert counts["agree"] == 250
    assert counts["can be"] > 150
    assert counts["open"] > 10


@pytest.mark.parametrize(("gaps", "count"), [(0.3, 30), (0.7, 25), (0.9, 12), (1.0, 3)])
def test_with_little_known_it_judges_and_asks_as_the_engine_does(gaps: float, count: int) -> None:
    situations, decider = possible(count, gaps, 3), advisor().decider
    assert len(situations) > count / 3
    meant = [decider.decide(one).judgement for one in situations]
    assert of_the_shipped_rules().judge(situations) == meant
    asked = [next_question(shipped(), decider, one, judgement) for one, judgement in zip(situations, meant, strict=True)]
    assert of_the_shipped_rules().asked(situations) == asked
    assert gaps == 0.3 or any(asked)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_words_the_advice_as_the_engine_does(language: str) -> None:
    scripts, said = of_the_shipped_rules(), {one: texts(shipped(), one) for one in (language, "ru")}
    statuses = set()
    for situation in [*possible(40, 0.0, 5), *possible(30, 0.25, 7), *possible(10, 0.9, 9)]:
        meant = advisor().advise(dict(situation), lang=language).to_dict()
        found = scripts.call("advised", scripts.situation(situation), said[language], said["ru"], language == "ru")
        assert worded_by_script(found) == worded_by_engine(meant)
        statuses.add(meant["status"])
    assert statuses == {"act", "wait", "ask", "finished"}


def worded_by_engine(meant: dict[str, Any]) -> dict[str, Any]:
    how = meant["how"]
    return {
        **{name: meant[name] for name in ("status", "next", "possible_next", "agenda", "deadline", "ignored", "no_figure")},
        "warnings": meant["warnings"]["certain"],
        "possible": meant["warnings"]["possible"],
        "because": [{name: one[name] for name in ("rule", "text", "checked", "old")} for one in meant["because"]],
        "how": how and {**how, "known": [[one["text"], one["standing"], one["confidence"]] for one in how["known"]]},
        "sources": [{name: one[name] for name in ("work", "title", "standing", "url")} for one in meant["sources"]],
    }


def worded_by_script(found: dict[str, Any]) -> dict[str, Any]:
    facts, parameters = list(shipped().vocabulary.facts), list(shipped().vocabulary.parameters)
    how, deadline = found["how"], found["deadline"]
    reasons = [{name: one[name] for name in ("rule", "text", "checked", "old")} for one in found["because"]]
    return {
        **{name: found[name] for name in ("status", "next", "warnings", "sources")},
        "possible_next": found["judgement"]["possibleNext"],
        "agenda": found["judgement"]["agenda"],
        "possible": [one["id"] for one in found["possibleWarnings"]],
        "deadline": deadline and {**deadline, "by": _iso(deadline["by"])},
        "because": [{**one, "checked": _iso(one["checked"])} for one in reasons],
        "how": how and {**{name: how[name] for name in how if name != "outcomes"}, "known": [[*one.values()] for one in how["known"]]},
        "ignored": [facts[place] for place in found["ignored"]],
        "no_figure": [parameters[place] for place in found["noFigure"]],
    }


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()


def test_it_judges_another_library_as_the_definition_does() -> None:
    rules = load(GYM, second_opinion="off").rules
    counts = compared(iter([(rules, Rows(rules, 1, date(2026, 11, 20)).situations(300, 0.1))]))
    assert counts["can be"] > 100


def test_one_condition_that_is_turned_round_is_noticed() -> None:
    rules, situations = next(of_shipped(200, 2))
    right = of_the_shipped_rules().judge(situations)
    conditions = of_the_shipped_rules().data["program"]["conditions"]
    actions = [place for place, conclusion in enumerate(rules.conditions) if conclusion.kind == "action"]
    for place in (actions[0], actions[-1]):
        turned = [["not", one] if number == place else one for number, one in enumerate(conditions)]
        assert Scripts(rules, conditions=turned).judge(situations) != right
    assert of_the_shipped_rules().judge(situations) == right
