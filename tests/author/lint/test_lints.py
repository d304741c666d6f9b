"""Each lint finds its bad example and leaves its good one, and the libraries of this project are clean under all of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from author.lint.examples import DAY, codes_in
from simexit.author.lint.lint import Lint
from simexit.author.lint.run import lint, lints
from simexit.libraries import Library, library
from simexit.text.codes import Code
from simexit.text.render import render

ROOT = Path(__file__).parents[3]
each_lint = pytest.mark.parametrize("one", lints(), ids=lambda one: one.code.code)


def files(example: Mapping[str, str] | str) -> Mapping[str, str]:
    assert isinstance(example, Mapping), "the example of a lint is files, so that it can be tried"
    return example


@each_lint
def test_a_lint_finds_its_bad_example(one: Lint, tmp_path: Path) -> None:
    assert one.code.code in codes_in(files(one.page.avoid), tmp_path)


@each_lint
def test_nothing_at_all_is_found_in_the_good_example_of_a_lint(one: Lint, tmp_path: Path) -> None:
    assert codes_in(files(one.page.prefer), tmp_path) == []


def test_every_code_of_lints_has_one_lint() -> None:
    assert [one.code for one in lints()] == sorted((code for code in Code if code.level == "warning"), key=lambda code: code.code)


@pytest.mark.parametrize(
    "of", [library(), Library(ROOT / "examples" / "gym"), Library(ROOT / "tests" / "wrong" / "base")], ids=["shipped", "gym", "base"]
)
def test_the_libraries_of_this_project_are_clean_under_all_lints(of: Library) -> None:
    rules, found = lint(of, DAY)
    assert render(finding.diagnostic for finding in found) == ""
    assert rules is not None
