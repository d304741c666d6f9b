"""`simexit case replay`, `review`, `export`, `import`, `redact` and `erase`."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from cli.cases import case, log, open_example, plain, said, use_own_cases
from cli.program import run

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def own_cases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_own_cases(tmp_path, monkeypatch)


@pytest.fixture
def candidate(tmp_path: Path) -> Path:
    """The library with another rule: a debt comes after the instalments are settled."""
    folder = tmp_path / "candidate"
    for name in ("kb", "rules"):
        shutil.copytree(ROOT / name, folder / name)
    rule = folder / "rules" / "settle" / "pay-debt.yaml"
    text = rule.read_text(encoding="utf-8")
    assert "when: mine and balance.owed > 0" in text
    rule.write_text(text.replace("when: mine and balance.owed > 0", "when: mine and balance.owed > 5000"), encoding="utf-8")
    return folder


def test_every_advice_is_given_again_to_the_letter() -> None:
    open_example("esim-debt")
    case("did", "card", day="2026-11-23")
    case("show", "card", language="zh", day="2026-11-24")
    case("show", "card", language="ru", day="2026-11-25")
    shown = said("replay", "card", day=None)
    assert shown.count("same to the letter") == 4
    assert "different" not in shown
    assert "结清分期" in said("replay", "card", "5", day=None) or plain("replay", "card", "5", day=None)[0]["advice"]["next"]


def test_one_advice_is_shown_as_it_was() -> None:
    open_example("esim-debt")
    then = plain("show", "card")["advice"]
    case("did", "card")
    assert plain("replay", "card", "2", day=None)[0]["advice"] == then
    assert "Next: Pay what you owe" in said("replay", "card", "2", day=None)


def test_advice_that_rested_on_what_was_redacted_differs_and_says_why() -> None:
    open_example("esim-debt")
    case("redact", "card", "1", "--yes", day=None)
    result = case("replay", "card", day=None, code=4)
    assert "different" in result.stdout
    assert "removed for good" in result.stdout
    assert "Told: content removed for good" in case("show", "card").stdout


def test_what_is_redacted_is_nowhere_in_the_store(tmp_path: Path) -> None:
    open_example("esim-debt")
    case("note", "card", "Zweiundvierzig", "--source", "Dreiundvierzig")
    case("redact", "card", "3", "--yes", day=None)
    content = b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.is_file())
    assert b"Zweiundvierzig" not in content
    assert b"Dreiundvierzig" not in content


def test_an_erased_case_is_gone_and_the_others_stay(tmp_path: Path) -> None:
    open_example("esim-debt", "Zweiundvierzig")
    open_example()
    case("erase", "Zweiundvierzig", "--yes", day=None)
    assert [one["name"] for one in plain("list")] == ["card"]
    assert b"Zweiundvierzig" not in b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.is_file())


def test_review_finds_nothing_where_the_rules_are_the_same() -> None:
    open_example("esim-debt")
    assert "1 case reviewed, 0 with a change" in said("review")
    assert "1 case reviewed, 0 with a change" in said("review", day="2027-03-01")


def test_review_shows_what_a_candidate_changes_and_writes_nothing(candidate: Path) -> None:
    open_example("esim-debt", "large")
    open_example("internet-card-debt", "small")
    before = log("large"), log("small")
    result = run("--from", str(candidate), "case", "review", "--today", "2026-11-20")
    assert result.exit_code == 4, result.output
    assert "Case: small" in result.stdout
    assert "Case: large" not in result.stdout
    assert "No longer  Pay what you owe" in result.stdout
    assert "2 cases reviewed, 1 with a change" in result.stdout.replace("\u00a0", " ")
    assert (log("large"), log("small")) == before


def test_after_new_rules_old_advice_is_given_again_by_the_old_ones(candidate: Path) -> None:
    open_example("internet-card-debt")
    assert run("--from", str(candidate), "case", "show", "card", "--today", "2026-11-20").exit_code == 0
    found = json.loads(run("--from", str(candidate), "case", "replay", "card", "--json").stdout)
    assert [one["same"] for one in found] == [True, True]
    assert found[0]["advice"]["ruleset"] != found[1]["advice"]["ruleset"]
    assert found[0]["advice"]["next"] == "pay_debt" != found[1]["advice"]["next"]
    assert plain("replay", "card", day=None) == found


def test_an_export_is_read_again_as_a_new_case(tmp_path: Path) -> None:
    open_example("esim-debt")
    case("did", "card", "--source", "me")
    case("undo", "card")
    path = tmp_path / "card.json"
    case("export", "card", "-o", str(path), day=None)
    assert path.stat().st_mode & 0o077 == 0
    assert "already" in case("import", str(path), code=2).stderr
    case("import", str(path), "--name", "again")
    assert log("again")[: len(log())] == log()
    first, second = plain("show", "card"), plain("show", "again")
    assert first["advice"] == second["advice"]
    assert first["case"] != second["case"]


def test_a_redacted_export_keeps_what_is_not_sensitive() -> None:
    open_example("internet-card-debt")
    case("note", "card", "a note", "--source", "me")
    written = case("export", "card", "--redacted", day=None).stdout
    for secret in ("a note", 'card",\n  "opened', "person.considers", "balance.owed", '"me"  '):
        assert secret not in written
    assert '"plan.status": "suspended"' in written


def test_a_file_that_is_no_export_opens_no_case(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text('{"what": "simexit case", "format": 1, "name": "x", "entries": [{"number": 7}]}', encoding="utf-8")
    assert "nothing was read" in case("import", str(tmp_path / "x.json"), code=2).stderr
    assert "not JSON" in case("import", "-", given=b"\xff\xfe", code=2).stderr
    assert plain("list") == []


def test_facts_that_no_rules_have_are_read_and_said(tmp_path: Path) -> None:
    open_example("esim-debt")
    document = json.loads(case("export", "card", day=None).stdout)
    document["entries"][0]["content"]["facts"] |= {"card.colour": "blue", "balance.credit": "blue", "person.leaves_on": "soon"}
    (tmp_path / "x.json").write_text(json.dumps(document), encoding="utf-8")
    shown = said("import", str(tmp_path / "x.json"), "--name", "old")
    assert "The rules do not know this" in shown
    assert "card.colour" in shown
    assert "Told: " in said("show", "old")
