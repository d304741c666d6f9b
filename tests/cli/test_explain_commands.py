"""`why`, `why-not`, `what-if` and `how-to` on the command line: every example, every language, text and JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cli.program import answer, run
from simexit.cli.session import Session
from test_examples import ASKED, EXPECTED, LANGUAGES, advisor, path_of

OTHERS = {"why": [], "why-not": ["no_agents"], "what-if": ["--change", "balance.owed=0"], "how-to": ["pay_debt"]}
"""What each command needs beside the facts."""


def called(command: str, name: str, *options: str) -> list[str]:
    own = OTHERS[command]
    named = own if command in {"why-not", "how-to"} else []
    return [command, *named, str(path_of(name)), *([] if named else own), *options]


@pytest.mark.parametrize("command", OTHERS)
@pytest.mark.parametrize("name", EXPECTED)
def test_every_example_is_explained_in_every_language_as_text_and_as_json(command: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Session, "advisor", lambda _session: advisor())  # loaded once, not six times a test
    shown, plain = [], []
    for language in LANGUAGES:
        result = run("--lang", language, *called(command, name))
        assert (result.exit_code, result.stderr) == (0, "")
        shown.append(result.stdout)
        as_json = run("--lang", language, *called(command, name, "--json"))
        assert as_json.exit_code == 0
        plain.append(json.loads(as_json.stdout))
    assert len(set(shown)) == len(LANGUAGES)
    assert len({json.dumps(ids(one)) for one in plain}) == 1
    assert all(text == text.strip() and text for one in plain for text in texts(one))


def ids(value: Any) -> Any:
    """Return what programs read: everything but the texts."""
    words = {"text", "title", "because", "in_the_way", "how", "deadline", "question", "for", "why", "say", "standing"}
    match value:
        case dict():
            return {key: ids(inner) for key, inner in value.items() if key not in words}
        case list():
            return [ids(inner) for inner in value]
        case _:
            return value


def texts(value: Any) -> list[str]:
    match value:
        case dict():
            own = [value["text"]] if isinstance(value.get("text"), str) else []
            return own + [text for inner in value.values() for text in texts(inner)]
        case list():
            return [text for inner in value for text in texts(inner)]
        case _:
            return []


@pytest.mark.parametrize("name", EXPECTED)
def test_why_explains_the_answer_of_next(name: str) -> None:
    advice, found = answer("next", str(path_of(name))), answer("why", str(path_of(name)))
    assert found["about"] == (advice["next"] or ASKED[name][0][0])
    assert found["tree"]["value"] == ("open" if advice["status"] == "ask" else "true")
    assert found["ruleset"] == advice["ruleset"]


def test_why_shows_a_tree_with_facts_figures_and_sources() -> None:
    shown = run("why", str(path_of("esim-debt")), "--of", "exit_restriction_risk").stdout.replace("\u00a0", " ")
    assert "unpaid charges: KZT 12,500, not more than KZT 173,000" in shown
    assert "the monthly calculation index (MCI): KZT 4,325" in shown
    assert "checked" in shown
    assert "[S53: news or other second-hand report]" in shown


def test_why_not_says_what_comes_first_what_is_missing_and_what_is_not_known() -> None:
    path = str(path_of("esim-debt"))
    late = run("why-not", "back_up_data", path, "-f", "data.backed_up=no").stdout
    assert "What comes first" in late
    assert "Pay what you owe" in late
    missing = run("why-not", "exit_restriction_risk", path).stdout.replace("\u00a0", " ")
    assert "KZT 160,500 too little" in " ".join(missing.split())
    unknown = run("why-not", "apply_at_office", path).stdout
    assert "What is not known yet" in unknown
    assert "-f person.login=…" in unknown


def test_a_parameter_without_a_value_that_day_is_said_to_have_none() -> None:
    facts = ["-f", "balance.owed=1", "-f", "card.registered_to=me", "-f", "application.status=none", "--today", "2024-01-01"]
    shown = run("why-not", "exit_restriction_risk", *facts).stdout
    assert "No figure is known for that day" in shown


def test_what_if_shows_what_comes_and_what_goes_and_takes_facts_back() -> None:
    path = str(path_of("esim-debt"))
    shown = run("what-if", path, "--change", "balance.owed=0").stdout
    assert "No longer" in shown
    assert "Settle the instalments" in shown
    assert answer("what-if", path, "-c", "balance.owed=")["changes"][0]["after"] == "unknown"
    assert "It makes no difference" in run("what-if", path, "-c", "balance.owed=12501").stdout


def test_what_if_takes_the_facts_on_the_line_as_the_change_where_no_other_is_named() -> None:
    path = str(path_of("esim-debt"))
    assert answer("what-if", path, "-f", "balance.owed=0") == answer("what-if", path, "--change", "balance.owed=0")
    told = answer("what-if", path, "-f", "data.backed_up=no", "--change", "balance.owed=0")
    assert "back_up_data" in told["before"]["agenda"]
    assert [change["fact"] for change in told["changes"]] == ["balance.owed"]


def test_how_to_shows_the_changes_and_what_brings_them_about() -> None:
    shown = run("how-to", "settle_instalments", str(path_of("esim-debt"))).stdout.replace("\u00a0", " ")
    assert "unpaid charges: KZT 12,500 → KZT 0 (by: Pay what you owe)" in shown
    blocked = run("how-to", "ask_seller_to_close", str(path_of("esim-debt"))).stdout
    assert "What stands in the way and cannot be changed" in blocked


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["why", "--of", "pay_deb"], "did you mean `pay_debt`?"),
        (["why-not", "no_agent"], "did you mean `no_agents`?"),
        (["how-to", "pay_deb"], "did you mean `pay_debt`?"),
        (["how-to", "no_agents"], "there is no action `no_agents`"),
        (["what-if", "-c", "balance.owd=1"], "did you mean `balance.owed`?"),
        (["what-if", "-c", "balance.owed=1", "-c", "balance.owed=2"], "is given as 2 and as 1"),
        (["what-if"], "say what would be different"),
        (["why-not"], "Missing argument"),
        (["why", "-f", "balance.owd=1"], "did you mean `balance.owed`?"),
        (["why", "-f", "application.status=rejected", "-f", "application.rejections=0"], "cannot all be true"),
        (["what-if", "-f", "application.rejections=0", "-c", "application.status=rejected"], "cannot all be true"),
    ],
)
def test_wrong_names_and_facts_end_with_2_and_a_hint(arguments: list[str], said: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    result = run("why", str(tmp_path / "none.yaml"))
    assert result.exit_code == 2
    assert "none.yaml" in result.stderr
