"""Stories of weeks, one for each guide, through the command line: written from the description of the domain, readable without Python.

After each step, every advice that was given before is given again, the lists over all cases are made, and what the case holds is
decided afresh by `simexit next`.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

import simexit
from cli.program import run
from simexit.cli.session import Session

FOLDER = Path(__file__).parent / "stories"
STORIES = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.yaml"))}
WEEKS = 4
KEYS = {
    "day", "run", "facts", "exit", "says", "status", "next", "question", "agenda", "warned", "set_aside", "due", "by", "reminded",
}  # fmt: skip


@pytest.fixture(autouse=True)
def cases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep cases in a folder of their own; the library is loaded once for all."""
    monkeypatch.setenv("SIMEXIT_CASES", str(tmp_path / "cases.db"))
    monkeypatch.setattr(Session, "advisor", lambda _: shared())
    return tmp_path


_shared: list[simexit.Advisor] = []


def shared() -> simexit.Advisor:
    if not _shared:
        _shared.append(simexit.load())
    return _shared[0]


def answered(day: date, *words: str) -> Any:
    result = run("case", *words, "--today", str(day), "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.mark.parametrize("name", STORIES)
def test_a_story_of_a_guide_goes_as_the_domain_says(name: str, cases: Path) -> None:
    for number, step in enumerate(STORIES[name]["steps"], 1):
        place = f"{name}, step {number}, {step['day']}: {step['run']}"
        assert step.keys() <= KEYS, place
        before = log() if number > 1 else []
        taken(step, cases, place)
        shown = answered(step["day"], "show", "story")
        compare(step, shown, place)
        assert shown["history"][: len(before)] == before, place
        if step.get("exit"):
            assert [one["kind"] for one in shown["history"][len(before) :]] in ([], ["advised"]), place
        afresh(shown, step["day"], cases, place)
        every_list(step, place)


def taken(step: Mapping[str, Any], folder: Path, place: str) -> None:
    """Take a step as a person would type it."""
    facts = folder / "facts.yaml"
    facts.write_text(yaml.safe_dump(step.get("facts", {})), encoding="utf-8")
    words = [str(facts) if word == "FACTS" else word for word in shlex.split(step["run"])]
    result = run("case", *words, "--today", str(step["day"]))
    assert result.exit_code == step.get("exit", 0), f"{place}: {result.output}"
    for text in step.get("says", []):
        assert text in result.output, place


def log() -> list[Any]:
    """Return the log without touching it."""
    result = run("case", "export", "story")
    return [{**entry, "counts": None} for entry in json.loads(result.stdout)["entries"]]


def compare(step: Mapping[str, Any], shown: Any, place: str) -> None:
    """Compare what a step expects with the case as it is shown."""
    for entry in shown["history"]:
        entry["counts"] = None
    advice = shown["advice"]
    asked = None if advice["question"] is None else advice["question"]["fact"]
    said = {
        "status": advice["status"],
        "next": advice["next"],
        "question": asked,
        "agenda": advice["agenda"],
        "warned": {one["id"] for one in advice["warnings"]["certain"]},
        "set_aside": set(shown["set_aside"]),
    }
    for key, value in said.items():
        if key in step:
            assert value == (set(step[key]) if key in {"warned", "set_aside"} else step[key]), f"{place}: {key}"


def afresh(shown: Any, day: date, folder: Path, place: str) -> None:
    """Decide afresh what the case holds, and compare."""
    facts = folder / "afresh.json"
    facts.write_text(json.dumps(shown["facts"], ensure_ascii=False), encoding="utf-8")
    result = run("next", str(facts), "--today", str(day), "--json")
    assert json.loads(result.stdout) == shown["advice"], place


def every_list(step: Mapping[str, Any], place: str) -> None:
    """Give every past advice again, and make each list over all cases."""
    day = str(step["day"])
    replayed = run("case", "replay", "story", "--json")
    assert replayed.exit_code == 0, f"{place}: {replayed.output}"
    assert all(one["same"] for one in json.loads(replayed.stdout)), place
    for words in (["due"], ["due", "--all"], ["list"], ["review"]):
        assert run("case", *words, "--today", day).exit_code == 0, f"{place}: {words}"
    (item,) = answered(step["day"], "due", "--all")
    if "due" in step:
        assert item["urgency"] == step["due"], place
    if "by" in step:
        assert {one["id"]: one["by"] for one in item["by"]} == {key: str(by) for key, by in step["by"].items()}, place
    reminded = run("case", "remind", "--today", day)
    assert reminded.exit_code == 0, place
    if "reminded" in step:
        assert len(reminded.stdout.splitlines()) == step["reminded"], f"{place}: {reminded.stdout}"


@pytest.mark.parametrize("name", STORIES)
def test_a_story_takes_four_weeks_and_ends(name: str) -> None:
    steps = STORIES[name]["steps"]
    assert steps[-1]["status"] == "finished"
    assert steps[-1]["day"] - steps[0]["day"] >= timedelta(weeks=WEEKS)
    assert [step["day"] for step in steps] == sorted(step["day"] for step in steps)


def test_there_is_a_story_of_each_guide() -> None:
    told = {story["steps"][0]["facts"]["card"]["product"] for story in STORIES.values()}
    assert told == set(shared().rules.vocabulary.facts["card.product"].answers)
    assert {story["guide"] for story in STORIES.values()} == told
