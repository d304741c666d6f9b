"""Wrong rule files: each folder of tests/wrong is a mistake of an author, with all that is said about it.

A case holds only the files that differ from tests/wrong/base, and
- `expected.txt`: every finding as it is shown,
- `delete.txt`, optional: files and folders of the base that the case does without,
- `generate.txt`, optional: files that are made here because they are too large or too odd to be kept.

`python tests/test_wrong_files.py --record` writes every expected.txt anew: read the difference as an author would.
"""

from __future__ import annotations

import contextlib
import re
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

import simexit
from simexit.check.ruleset import check
from simexit.libraries import Library
from simexit.parse.nodes import LARGEST_FILE
from simexit.text.codes import Code
from simexit.text.diagnostics import Diagnostic
from simexit.text.render import render

WRONG = Path(__file__).parent / "wrong"
BASE = WRONG / "base"
CASES = sorted(folder for folder in WRONG.iterdir() if folder.is_dir() and folder != BASE)
NOT_OF_THE_LIBRARY = {"expected.txt", "delete.txt", "generate.txt"}


def lay_out(case: Path, root: Path) -> None:
    """Put the library of a case together under `root`."""
    shutil.copytree(BASE, root, dirs_exist_ok=True)
    for line in _lines(case / "delete.txt"):
        gone = root / line
        if gone.is_dir():
            shutil.rmtree(gone)
        else:
            gone.unlink()
    for file in case.rglob("*"):
        if file.is_file() and not (file.parent == case and file.name in NOT_OF_THE_LIBRARY):
            target = root / file.relative_to(case)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)
    for line in _lines(case / "generate.txt"):
        how, path = line.split(" ", 1)
        _generate(how, root / path)


def _generate(how: str, file: Path) -> None:
    match how:
        case "oversized":
            file.write_bytes(b"#" * (LARGEST_FILE + 1))
        case "brackets":
            file.write_bytes(b"[" * 10_000)
        case "dangling":
            file.symlink_to("nowhere.yaml")
        case _:
            raise ValueError(f"nothing is generated as {how!r}")


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines() if file.is_file() else []


def findings_of(case: Path) -> tuple[Diagnostic, ...]:
    """Check the library of a case where it is the current folder, so that places read kb/facts/x.yaml:3:5."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        lay_out(case, Path(folder))
        rules, findings = check(Library(Path(folder)))
        found = findings.in_order()
        assert (rules is None) == bool(found), "a rule set is there exactly where nothing was found"
        return found


def leading_code(case: Path) -> str:
    return case.name.partition("-")[0]


def record(case: Path) -> bool:
    """Write expected.txt; refuse where the mistake that the case is named for is not found."""
    found = findings_of(case)
    if leading_code(case) not in {finding.code.code for finding in found}:
        return False
    (case / "expected.txt").write_text(render(found) + "\n", encoding="utf-8")
    return True


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_wrong_file_is_found_and_shown_as_recorded(case: Path) -> None:
    found = findings_of(case)
    assert leading_code(case) in {finding.code.code for finding in found}
    assert render(found) + "\n" == (case / "expected.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_finding_names_a_place_that_is_in_its_file(case: Path) -> None:
    for finding in findings_of(case):
        span = finding.span
        if span is None:
            assert finding.code is Code.MISSING_FILE, "only what is not there has no place"
            continue
        assert not Path(span.source.name).is_absolute()
        assert 1 <= span.line <= span.source.text.count("\n") + 1
        assert 1 <= span.column <= len(span.source.line(span.line)) + 1


def test_the_base_of_all_cases_has_no_mistake() -> None:
    assert findings_of(BASE) == ()


def test_the_base_of_all_cases_gives_advice() -> None:
    advisor = simexit.load(BASE, second_opinion="off")
    assert advisor.advise({"fine.owed": 5}).next == "pay_fine"


def test_every_code_about_libraries_has_a_case() -> None:
    codes = {code.code for code in Code if "K" <= code.code < "K600"}
    assert {leading_code(case) for case in CASES} == codes


def test_every_case_is_named_by_a_code_and_a_few_words() -> None:
    assert [case.name for case in CASES if not re.fullmatch(r"K\d{3}(-[a-z0-9]+)+", case.name)] == []


def test_a_case_whose_mistake_is_not_found_is_not_recorded(tmp_path: Path) -> None:
    case = tmp_path / "K101-nothing-wrong"
    case.mkdir()
    assert not record(case)
    assert not (case / "expected.txt").exists()


def test_recording_a_case_again_changes_nothing(tmp_path: Path) -> None:
    case = tmp_path / CASES[0].name
    shutil.copytree(CASES[0], case)
    (case / "expected.txt").unlink()
    assert record(case)
    assert (case / "expected.txt").read_bytes() == (CASES[0] / "expected.txt").read_bytes()


def main(arguments: list[str]) -> int:
    if arguments != ["--record"]:
        print(__doc__, file=sys.stderr)
        return 2
    refused = [case.name for case in CASES if not record(case)]
    for name in refused:
        print(f"not recorded: {name}: its leading code is not among the findings", file=sys.stderr)
    print(f"{len(CASES) - len(refused)} of {len(CASES)} cases recorded")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
