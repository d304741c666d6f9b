"""The agenda is in the order in which the actions are declared, whatever rules ask about one another."""

from __future__ import annotations

from pathlib import Path

import pytest

from simexit.api import load
from small_library import small_library

ACTION = "{name}: {{title: {{en: A}}, do: [{{en: do}}], takes: {{en: long}}, outcomes: {{done: {{set: {{x: 0}}}}}}}}\n"


def library(folder: Path, **rules: str) -> Path:
    """A library with the actions first, second and third, each due by its rule, and rules of other names for the third."""
    small_library(folder)
    (folder / "rules/do/act.yaml").unlink()
    (folder / "kb/actions/do.yaml").write_text("".join(ACTION.format(name=name) for name in ("first", "second", "third")), encoding="utf-8")
    for name, body in rules.items():
        then = name if name in {"first", "second"} else "third"
        text = f"{body}\nthen: {{action: {then}}}\nwhy: {{en: because}}\nsources: [s]\nchecked: 2026-01-01\n"
        (folder / f"rules/do/{name}.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "rules",
    [
        {"first": "when: x > 1 and due(second)", "second": "when: x > 1", "third": "when: x > 1"},
        {"first": "when: x > 1 and due(third)", "second": "when: x > 1 and due(third)", "third": "when: x > 1"},
        {
            "first": "when: x > 1",
            "second": "when: x > 1",
            "third": "when: x > 1",
            "other": "when: x > 5 and due(second)\noverrides: [do/third]",
        },
    ],
)
def test_an_action_that_another_asks_for_stays_in_its_place(rules: dict[str, str], tmp_path: Path) -> None:
    advisor = load(library(tmp_path, **rules), lang="en")
    advice = advisor.advise({"x": 2})
    assert advice.agenda == ("first", "second", "third")
    assert advice.next == "first"
    assert advisor.second_opinion_missing is None
    assert advice.to_dict()["second_opinion"] == "agreed"
