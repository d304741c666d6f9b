"""Every code has a page, its examples are true, and the documents hold the pages of today.

`PYTHONPATH=tests python -m author.lint.test_pages --record` writes docs/findings anew from the pages.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from author.lint.examples import lay_out
from simexit.author.pages.all import page_of
from simexit.author.pages.markdown import grouped, index_text, page_text
from simexit.author.pages.page import Example
from simexit.author.proof.findings import SAID
from simexit.check.ruleset import check
from simexit.cli.main import cli
from simexit.prove.proof import prove
from simexit.text.codes import Code

ROOT = Path(__file__).parents[3]
DOCS = ROOT / "docs" / "findings"
PROVED: dict[str, set[Code]] = {}
WITH_FILES = [code for code in Code if not isinstance(page_of(code).avoid, str)]


def of(start: str, *, but: str = "never") -> list[Code]:
    return [code for code in WITH_FILES if code.code.startswith(start) and not code.code.startswith(but)]


def files(example: Example) -> Mapping[str, str]:
    assert isinstance(example, Mapping)
    return example


def found(example: Example, root: Path) -> set[Code]:
    return {finding.code for finding in check(lay_out(files(example), root))[1].in_order()}


def proved(example: Example, root: Path) -> set[Code]:
    rules, findings = check(lay_out(files(example), root))
    assert rules is not None, findings.in_order()
    if rules.identity not in PROVED:  # most good examples are the base again
        proof = prove(rules, seconds=60, jobs=1)
        kinds = [finding.kind for finding in proof.findings] + [one.kind for one in proof.not_verified]
        PROVED[rules.identity] = {SAID[kind][0] for kind in kinds}
    return PROVED[rules.identity]


def answered(example: Example, root: Path) -> str:
    library = lay_out({}, root)
    told = root / "facts.yaml"
    told.write_text(files(example)["facts.yaml"], encoding="utf-8")
    return CliRunner().invoke(cli, ["--from", str(library.root), "next", str(told)]).output


@pytest.mark.parametrize("code", of("K", but="K6"), ids=lambda code: code.code)
def test_check_finds_the_bad_example_of_a_page_and_nothing_in_the_good_one(code: Code, tmp_path: Path) -> None:
    assert code in found(page_of(code).avoid, tmp_path / "avoid")
    assert found(page_of(code).prefer, tmp_path / "prefer") == set()


@pytest.mark.parametrize("code", of("K6"), ids=lambda code: code.code)
def test_facts_as_in_the_bad_example_are_refused_and_those_of_the_good_one_are_not(code: Code, tmp_path: Path) -> None:
    assert f"error[{code.code}]" in answered(page_of(code).avoid, tmp_path / "avoid")
    assert "error" not in answered(page_of(code).prefer, tmp_path / "prefer")


@pytest.mark.parametrize("code", of("P"), ids=lambda code: code.code)
def test_a_proof_finds_the_bad_example_of_a_page_and_nothing_in_the_good_one(code: Code, tmp_path: Path) -> None:
    assert code in proved(page_of(code).avoid, tmp_path / "avoid")
    assert proved(page_of(code).prefer, tmp_path / "prefer") == set()


def test_every_code_has_a_page_with_something_under_each_heading() -> None:
    for code in Code:
        page = page_of(code)
        assert all([page.summary, page.avoid, page.prefer, page.why, page.mend]), code


def test_every_code_that_a_library_file_can_show_is_tried() -> None:
    shown_in_words = {code.code for code in Code} - {code.code for code in WITH_FILES}
    assert shown_in_words - {code.code for code in Code if code.code.startswith("C")} == {"K101", "K104", "K110"}


def test_every_code_is_listed_in_one_group() -> None:
    listed = [code for _, codes in grouped() for code in codes]
    assert sorted(listed, key=lambda code: code.code) == sorted(Code, key=lambda code: code.code)


def pages() -> dict[str, str]:
    return {"README.md": index_text(), **{f"{code.code}.md": page_text(code) for code in Code}}


def test_the_documents_hold_the_pages_of_today_and_no_others() -> None:
    assert {path.name: path.read_text(encoding="utf-8") for path in DOCS.iterdir()} == pages()


@pytest.mark.parametrize("code", ["K301", "L104", "P101"])
def test_explain_shows_what_stands_in_the_documents(code: str) -> None:
    assert CliRunner().invoke(cli, ["explain", code.lower()]).output == (DOCS / f"{code}.md").read_text(encoding="utf-8")


def test_explain_lists_every_code_and_says_which_one_was_meant() -> None:
    listed = CliRunner().invoke(cli, ["explain"]).output
    assert [code.code for code in Code if f"  {code.code}  {code.summary}\n" not in listed] == []
    wrong = CliRunner().invoke(cli, ["explain", "K3O1"])
    assert wrong.exit_code == 2
    assert "did you mean `K301`?" in wrong.output


def main() -> None:
    """Write the documents."""
    if sys.argv[1:] != ["--record"]:
        sys.exit(__doc__)
    DOCS.mkdir(exist_ok=True)
    for path in DOCS.iterdir():
        path.unlink()
    for name, text in pages().items():
        (DOCS / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
