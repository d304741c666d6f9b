"""`simexit prove`, `simexit diff` and `simexit graph` as an author uses them."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cli.program import answer, run

GYM = Path(__file__).parents[2] / "examples" / "gym"


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))
    monkeypatch.delenv("SIMEXIT_NO_CACHE", raising=False)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """The gym with one mistake: fees of up to 50 are forgotten, so that a pause is advised although they are owed."""
    folder = tmp_path / "library"
    shutil.copytree(GYM, folder)
    path = folder / "rules/settle/pay-fees.yaml"
    text = path.read_text(encoding="utf-8")
    assert "fees.owed > 0" in text
    path.write_text(text.replace("fees.owed > 0", "fees.owed > 50"), encoding="utf-8")
    return folder


def test_a_consistent_library_is_proved_and_says_what_was_proved() -> None:
    result = run("--from", str(GYM), "prove")
    assert result.exit_code == 0, result.output
    for obligation in ("total", "conflict", "dead", "safe", "ends", "invariant", "time"):
        assert f"proved       {obligation}" in result.stdout
    assert "The longest way takes" in result.stdout
    assert "0 findings, 0 not verified" in result.stdout


def test_a_mistake_is_shown_with_its_place_a_situation_in_words_and_the_rules_that_bring_it_about(broken: Path) -> None:
    result = run("--from", str(broken), "prove", "--jobs", "1")
    assert result.exit_code == 4
    assert "error[P" in result.stdout
    assert "in this situation, whatever else is so:" in result.stdout
    assert "fees.owed: " in result.stdout


def test_what_was_found_is_saved_as_cases_that_fail_until_the_mistake_is_mended(broken: Path) -> None:
    saved = broken / "rules/found.cases.yaml"
    assert run("--from", str(broken), "prove", "--jobs", "1", "--save", str(saved)).exit_code == 4
    assert saved.is_file()
    failing = run("--from", str(broken), "test", str(saved))
    assert failing.exit_code == 4
    assert "0 passed" in failing.stdout
    mended = run("--from", str(GYM), "test", str(saved))
    assert mended.exit_code == 0, mended.output
    before = saved.read_text(encoding="utf-8")
    run("--from", str(broken), "prove", "--jobs", "1", "--save", str(saved))
    assert saved.read_text(encoding="utf-8") == before, "a case that is there is not added again"


def test_a_file_that_cannot_be_written_is_an_error_and_no_traceback(broken: Path, tmp_path: Path) -> None:
    result = run("--from", str(broken), "prove", "--jobs", "1", "--save", str(tmp_path))
    assert result.exit_code == 2
    (tmp_path / "file").write_text("", encoding="utf-8")
    result = run("--from", str(broken), "prove", "--jobs", "1", "--save", str(tmp_path / "file" / "x.cases.yaml"))
    assert result.exit_code == 1
    assert "could not be written" in result.stderr


def test_findings_as_json_can_be_read_by_programs(broken: Path) -> None:
    result = run("--from", str(broken), "prove", "--jobs", "1", "--json")
    found = json.loads(result.stdout)
    assert result.exit_code == 4
    assert {"obligations", "by_construction", "findings", "not_verified", "longest_way", "ruleset"} == set(found)
    first = found["findings"][0]
    assert first["code"].startswith("P")
    assert first["situation"]["fees.owed"]
    assert first["case"].startswith("- name: ")


def test_a_library_with_errors_is_not_proved(tmp_path: Path) -> None:
    shutil.copytree(GYM, tmp_path / "library")
    (tmp_path / "library/rules/settle/pay-fees.yaml").write_text("when: nothing\n", encoding="utf-8")
    assert run("--from", str(tmp_path / "library"), "prove").exit_code == 3


def test_without_the_solver_the_commands_say_what_to_install() -> None:
    code = "import sys; sys.modules['z3'] = None\nfrom simexit.cli.main import main\nsys.argv = ['simexit', *sys.argv[1:]]\nmain()"
    for command in (["prove"], ["graph"], ["diff", str(GYM), str(GYM)]):
        done = subprocess.run([sys.executable, "-c", code, *command], capture_output=True, text=True, check=False)
        assert done.returncode == 1, done.stderr
        assert "install simexit[prove]" in done.stderr
        assert "Traceback" not in done.stderr


def test_a_difference_is_shown_with_its_region_and_what_brings_it_about(broken: Path) -> None:
    result = run("diff", str(GYM), str(broken))
    assert result.exit_code == 4
    assert "`pay_fees` is no longer due" in result.stdout
    assert "[not (fees.owed > 50)]" in result.stdout
    assert "rule settle/pay-fees changed" in result.stdout


def test_the_same_library_gives_the_same_advice_and_that_is_proved() -> None:
    result = run("diff", str(GYM), str(GYM))
    assert result.exit_code == 0, result.output
    assert "no situation gets different advice: proved" in result.stdout
    assert answer("diff", str(GYM), str(GYM)) == {
        "same_advice": True,
        "changes": [],
        "entries": [],
        "rulesets": [answer("--from", str(GYM), "check")["ruleset"]] * 2,
    }


def test_a_difference_as_markdown_is_ready_for_a_pull_request(broken: Path) -> None:
    text = run("diff", str(GYM), str(broken), "--markdown").stdout
    assert text.startswith("## What this change does to people\n")
    assert "### the action `pay\\_fees` is no longer due" in text
    assert "- rule settle/pay-fees changed" in text


def test_a_revision_of_git_stands_for_the_library_as_it_was(broken: Path) -> None:
    git = ["git", "-C", str(broken), "-c", "user.name=a", "-c", "user.email=a@b", "-c", "init.defaultBranch=main"]
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "with the mistake"]):
        subprocess.run([*git, *arguments], check=True, capture_output=True)
    path = broken / "rules/settle/pay-fees.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("fees.owed > 50", "fees.owed > 0"), encoding="utf-8")
    result = run("--from", str(broken), "diff", "HEAD")
    assert result.exit_code == 4, result.output
    assert "`pay_fees` is now due" in result.stdout
    subprocess.run([*git, "commit", "-qam", "mended"], check=True, capture_output=True)
    assert run("--from", str(broken), "diff", "HEAD~1", "HEAD").exit_code == 4
    assert run("--from", str(broken), "diff", "HEAD").exit_code == 0


@pytest.mark.parametrize("name", ["no-such-revision", "-x", "--output=/tmp/x", "", "HEAD:rules"])
def test_what_is_neither_a_folder_nor_a_revision_is_a_wrong_usage(name: str, tmp_path: Path) -> None:
    shutil.copytree(GYM, tmp_path / "library")
    result = run("--from", str(tmp_path / "library"), "diff", "--", name)
    assert result.exit_code == 2, result.output
    assert "neither a folder nor a revision" in result.stderr


def test_a_folder_without_a_library_is_a_wrong_usage(tmp_path: Path) -> None:
    result = run("diff", str(tmp_path), str(GYM))
    assert result.exit_code == 2
    assert "holds no library" in result.stderr


def test_the_graph_is_a_flowchart_or_json() -> None:
    chart = run("--from", str(GYM), "graph")
    assert chart.exit_code == 0
    assert chart.stdout.startswith("flowchart TD\n")
    some, whole = answer("--from", str(GYM), "graph"), answer("--from", str(GYM), "graph", "--all")
    assert len(some["edges"]) < len(whole["edges"])
