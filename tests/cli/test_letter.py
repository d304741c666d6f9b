"""`simexit letter`: the list, each form of a letter, and that what was filled in goes nowhere else."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from cli.program import answer, run
from document.examples import FOLDER, advice_of
from document.letters import DAY, LETTERS, filled

FACTS = ("-f", "operator=kcell", "-f", "card.issuer=operator", "-f", "card.local_number=yes", "-f", "card.registered_to=me")
TODAY = ("--today", str(DAY))
CHASING = {
    "card.registered_to": "me",
    "need.duration": "permanent",
    "plan.status": "active",
    "balance.owed": "0",
    "balance.credit": "0",
    "payment.card_linked": "no",
    "application.status": "submitted",
    "application.submitted_on": "2026-11-10",
}
"""The operator is chased, eight working days after the request."""
EXAMPLE = str(FOLDER / "esim-debt.yaml")


def test_the_list_names_every_letter_and_what_it_is_for() -> None:
    result = run("letter")
    assert (result.exit_code, result.stderr) == (0, "")
    for name in LETTERS:
        assert f"\n{name}: " in result.stdout
    assert "Asks for the remaining money back" in result.stdout
    assert "fits your next step" not in result.stdout


def test_the_letters_that_fit_the_next_action_come_first_and_are_marked() -> None:
    listed = run("letter", *TODAY, *(part for fact, value in CHASING.items() for part in ("-f", f"{fact}={value}"))).stdout
    assert listed.lstrip().startswith("complaint: Complaint (fits your next step)\n")
    assert listed.count("fits your next step") == 1


def test_a_file_of_facts_alone_gives_the_list_for_them() -> None:
    assert run("letter", EXAMPLE).exit_code == 0
    fitting = [letter["letter"] for letter in answer("letter", EXAMPLE) if letter["fits"]]
    action = advice_of("esim-debt").next
    assert fitting == [letter["letter"] for letter in answer("letter") if action in letter["for"]]
    assert json.loads(run("letter", "-", "--json", given="bank.unexpected_charge: true").stdout)


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_is_that_of_the_api_and_says_what_is_left_open(name: str) -> None:
    result = run("--lang", "zh", "letter", name, *FACTS, *TODAY, "--fill", "name=Zhang Wei")
    letter = filled(name, name="Zhang Wei")
    assert result.exit_code == 0
    assert result.stdout == letter.to_text(100)
    for blank in letter.blanks:
        assert blank.label in result.stderr
    assert "--fill document=…" in result.stderr or name == "question_to_operator"
    assert letter.note[:20] in result.stderr
    assert "Zhang" not in result.stderr


def test_an_unknown_fact_is_to_be_told_as_a_fact() -> None:
    result = run("--lang", "en", "letter", "complaint", "-f", "application.status=submitted")
    assert "-f application.submitted_on=…  the day your request was handed in" in result.stderr


@pytest.mark.parametrize("suffix", ["txt", "html", "pdf"])
def test_a_file_is_written_in_the_form_of_its_name_for_its_owner_alone(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"letter.{suffix}"
    path.write_text("old")
    path.chmod(0o644)
    result = run("--lang", "zh", "letter", "complaint", *FACTS, *TODAY, "-o", str(path))
    assert (result.exit_code, result.stdout) == (0, "")
    letter = filled("complaint")
    assert path.read_bytes() == {"txt": letter.to_text(100).encode(), "html": letter.to_html().encode(), "pdf": letter.to_pdf()}[suffix]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_the_form_that_is_asked_for_counts_more_than_the_name(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    assert run("letter", "complaint", "--to", "html", "-o", str(path)).exit_code == 0
    assert path.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_a_pdf_goes_to_standard_output_only_where_that_is_said() -> None:
    assert run("letter", "complaint", "--to", "pdf", "-o", "-").stdout_bytes.startswith(b"%PDF-")
    refused = run("letter", "complaint", "--to", "pdf")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "give -o letter.pdf" in refused.stderr


def test_a_file_that_cannot_be_written_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("letter", "complaint", "-o", str(tmp_path / "no" / "letter.html")).exit_code == 1
    path = tmp_path / "letter.html"
    path.write_text("old")

    def full(*_paths: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    result = run("letter", "complaint", "-o", str(path))
    assert result.exit_code == 1
    assert "No space left on device" in result.stderr
    assert path.read_text() == "old"
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_fields_are_asked_for_only_where_that_is_said() -> None:
    given = "Zhang Wei\n\n"
    asked = run(
        "--lang", "en", "letter", "question_to_operator", *FACTS, *TODAY, "--ask", "--fill", "email=a@b.example", given=given + "\n" * 9
    )
    assert asked.exit_code == 0
    assert "От кого: Zhang Wei" in asked.stdout
    assert "a@b.example" in asked.stdout
    assert "name as in the passport: " in asked.stderr
    assert "for the answer: " not in asked.stderr
    silent = run("--lang", "en", "letter", "question_to_operator", *FACTS, *TODAY, given=given)
    assert "Zhang" not in silent.stdout + silent.stderr


def test_json_describes_letters_and_holds_nothing_that_was_filled_in() -> None:
    told = answer("letter", "complaint", "--fill", "name=Zhang Wei")
    assert told["letter"] == "complaint"
    assert told["fields"]["name"] == "name as in the passport"
    assert "Zhang" not in json.dumps(told)
    assert {letter["letter"] for letter in answer("letter")} == set(LETTERS)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["complain"], "did you mean `complaint`"),
        (["complain", "--json"], "did you mean `complaint`"),
        (["complaint", "--fill", "nane=secret"], "did you mean `name`"),
        (["complaint", "--fill", "secret"], "write --fill as FIELD=VALUE"),
        (["complaint", "--fill", "name=sec\nret"], "field `name` holds a character"),
        (["complaint", "-f", "balance.owed=-1"], "K603"),
        (["complaint", "-", "--ask"], "standard input holds the facts"),
        (["--fill", "name=secret"], "say which letter"),
        (["complaint", "no-such-file.yaml"], "K110"),
    ],
)
def test_wrong_usage_is_answered_without_repeating_what_was_filled_in(arguments: list[str], said: str) -> None:
    result = run("letter", *arguments, given="{}")
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert "secret" not in result.stderr


def test_what_the_fonts_lack_is_a_clear_error_and_no_file(tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    result = run("letter", "complaint", "--fill", "name=Ann \U0001f600", "-o", str(path))
    assert result.exit_code == 1
    assert "HTML has no such limit" in result.stderr
    assert "Ann" not in result.stderr
    assert not path.exists()


def test_only_a_pdf_loads_the_library_for_it() -> None:
    program = (
        "import sys; from datetime import date; import simexit; from simexit.cli.letter_output import form_of\n"
        "letter = simexit.load(second_opinion='off').letter('complaint', {}, {'name': 'x'}, today=date(2026, 11, 20))\n"
        "letter.to_text(); letter.to_html(); assert form_of('a.pdf') == 'pdf'\n"
        "assert not {'fpdf', 'fontTools', 'PIL', 'pylopdf_fonts_zh_cn'} & set(sys.modules)\n"
        "letter.to_pdf(); assert 'fpdf' in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
