"""`simexit fmt` on files and on standard input."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.program import run
from simexit.cli.exits import Exit

UGLY = "then: {action: a}\nwhen:   b  and(c)\n"
CANONICAL = "when: b and (c)\nthen: {action: a}\n"


@pytest.fixture
def rule(tmp_path: Path) -> Path:
    file = tmp_path / "rules" / "a.yaml"
    file.parent.mkdir()
    file.write_text(UGLY, encoding="utf-8")
    return file


def test_a_file_is_written_in_canonical_form_once(rule: Path) -> None:
    assert "1 file looked at, 1 changed" in run("fmt", str(rule)).stdout
    assert rule.read_text(encoding="utf-8") == CANONICAL
    assert "1 file looked at, 0 changed" in run("fmt", str(rule.parent)).stdout


@pytest.mark.parametrize("option", ["--check", "--diff"])
def test_check_and_diff_write_nothing_and_answer_no(rule: Path, option: str) -> None:
    result = run("fmt", str(rule), option)
    assert result.exit_code == Exit.ANSWER_IS_NO
    assert rule.read_text(encoding="utf-8") == UGLY
    assert (option == "--diff") == ("+when: b and (c)" in result.stdout)
    rule.write_text(CANONICAL, encoding="utf-8")
    assert run("fmt", str(rule), option).exit_code == Exit.DONE


def test_windows_line_ends_and_a_byte_order_mark_go(rule: Path) -> None:
    rule.write_bytes(b"\xef\xbb\xbf" + CANONICAL.replace("\n", "\r\n").encode())
    run("fmt", str(rule))
    assert rule.read_bytes() == CANONICAL.encode()


def test_standard_input_goes_to_standard_output() -> None:
    assert run("fmt", "-", "--as", "rules/a.yaml", given=UGLY).stdout == CANONICAL
    assert run("fmt", "-", given=UGLY).stdout == "then: {action: a}\nwhen: b  and(c)\n"  # nothing is known of its form
    assert run("fmt", "-", "--check", given=UGLY).exit_code == Exit.ANSWER_IS_NO


def test_a_file_that_cannot_be_read_is_shown_and_left_alone(rule: Path) -> None:
    rule.write_text("a: {b\n", encoding="utf-8")
    result = run("fmt", str(rule))
    assert result.exit_code == Exit.RULES_HAVE_ERRORS
    assert "K102" in result.stderr
    assert rule.read_text(encoding="utf-8") == "a: {b\n"


def test_without_a_path_it_is_the_library_of_this_folder_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("fmt").exit_code == Exit.WRONG_USAGE_OR_FACTS
    run("new", "library", "library")
    monkeypatch.chdir(tmp_path / "library")
    assert run("fmt", "--check").exit_code == Exit.DONE


def test_as_goes_with_standard_input_alone(rule: Path) -> None:
    assert run("fmt", str(rule), "--as", "rules/a.yaml").exit_code == Exit.WRONG_USAGE_OR_FACTS
    assert run("fmt", str(rule), "-").exit_code == Exit.WRONG_USAGE_OR_FACTS
