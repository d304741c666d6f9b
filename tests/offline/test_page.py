"""The page in one file: what is in it, what it may do, and the command that writes it."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner

from generators.shipped import shipped
from simexit.cli.exits import Exit
from simexit.cli.main import cli
from simexit.model.expressions import Arithmetic, Compare, Conclusion, Constant, FactValue
from simexit.offline.page import page
from simexit.offline.program import program
from simexit.offline.terms import NotExactError
from web.hostile_library import hostile_library

LARGEST = 1_000_000


@cache
def shipped_page() -> str:
    return page(shipped())


def test_the_policy_names_the_one_script_and_the_one_style_and_allows_nothing_else() -> None:
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', shipped_page())
    assert policy is not None
    allowed = dict(part.split(" ", 1) for part in policy[1].split("; "))
    scripts = re.findall(r"<script>(.*?)</script>", shipped_page(), re.DOTALL)
    styles = re.findall(r"<style>(.*?)</style>", shipped_page(), re.DOTALL)
    assert [allowed["script-src"]] == [_named(one) for one in scripts]
    assert [allowed["style-src"]] == [_named(one) for one in styles]
    assert allowed["default-src"] == allowed["form-action"] == allowed["base-uri"] == "'none'"
    assert allowed.keys() == {"default-src", "script-src", "style-src", "img-src", "form-action", "base-uri"}


def _named(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


@pytest.mark.parametrize(
    "word", ["fetch(", "XMLHttpRequest", "localStorage", "sessionStorage", "indexedDB", "cookie", "innerHTML", "eval("]
)
def test_the_script_has_no_means_to_send_to_store_or_to_make_markup_of_texts(word: str) -> None:
    script = re.findall(r"<script>(.*?)</script>", shipped_page(), re.DOTALL)[0]
    assert word not in script


def test_the_file_is_small_and_always_the_same() -> None:
    assert len(shipped_page().encode()) < LARGEST
    assert page(shipped()) == shipped_page()


def test_texts_that_try_to_break_out_stay_data(tmp_path: Path) -> None:
    from simexit.api import load

    made = page(load(hostile_library(tmp_path), second_opinion="off").rules)
    assert made.count("<script") == 2
    data = re.findall(r'<script type="application/json" id="data">(.*?)</script>', made, re.DOTALL)[0]
    assert "<" not in data
    assert json.loads(data)["program"]["facts"]


def test_rules_that_a_script_cannot_compute_exactly_are_refused() -> None:
    rules = shipped()
    fact = next(name for name, one in rules.vocabulary.facts.items() if type(one.type).__name__ == "Money")
    huge = Compare(">", Arithmetic("*", Constant(1000), FactValue(fact)), Constant(1))
    first = next(conclusion for conclusion in rules.conditions if conclusion.kind == "action")
    changed: dict[Conclusion, object] = {**rules.conditions, first: huge}
    with pytest.raises(NotExactError, match="as large as"):
        program(replace(rules, conditions=changed))  # type: ignore[arg-type]  # the values are conditions


def test_the_command_writes_the_file_and_says_how_large_it_is(tmp_path: Path) -> None:
    target = tmp_path / "advice.html"
    done = CliRunner().invoke(cli, ["docs", "--offline", str(target)])
    assert done.exit_code == 0
    assert target.read_text(encoding="utf-8") == shipped_page()
    assert f"{len(shipped_page().encode()):,} bytes" in done.output


def test_a_file_that_cannot_be_written_is_an_error_without_a_traceback(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["docs", "--offline", str(tmp_path / "no" / "advice.html")])
    assert done.exit_code == Exit.COULD_NOT_FINISH
    assert "cannot write" in done.output
