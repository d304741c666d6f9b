"""docs/language.md is what the tables of the checker say today; `python tests/test_language_reference.py --record` writes it."""

from __future__ import annotations

import ast
import sys
from itertools import pairwise
from pathlib import Path

from simexit.author.schema.documents import file_kinds
from simexit.author.schema.expressions_reference import PRECEDENCE
from simexit.author.schema.reference import reference
from simexit.check.language import LANGUAGE_VERSION, MIGRATION

PAGE = Path(__file__).parents[1] / "docs" / "language.md"


def test_the_reference_of_the_language_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference(), "write it anew: python tests/test_language_reference.py --record"


def test_the_reference_names_every_kind_of_file() -> None:
    page = reference()
    assert all(f"`{kind.where[0]}`" in page for kind in file_kinds(("<profiles>",)))


def test_operators_bind_in_the_order_in_which_the_reference_lists_them() -> None:
    for tighter, looser in pairwise(level.split()[0] for level in PRECEDENCE):
        text = f"not a {looser} b" if tighter == "not" else f"{looser} a {tighter} b" if looser == "not" else f"a {looser} b {tighter} c"
        tree = ast.parse(text, mode="eval").body
        outer = {ast.BinOp: "+", ast.Compare: "==", ast.UnaryOp: "not"}.get(type(tree)) or ("and" if looser == "and" else "or")
        assert outer == looser, text


def test_every_version_of_the_language_says_what_an_author_changes() -> None:
    assert sorted(MIGRATION) == list(range(1, LANGUAGE_VERSION + 1))


if __name__ == "__main__":
    if sys.argv[1:] != ["--record"]:
        sys.exit(f"usage: {sys.argv[0]} --record")
    PAGE.write_text(reference(), encoding="utf-8")
