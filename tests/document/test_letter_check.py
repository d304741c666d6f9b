"""Mistakes in letters and their fields are found, each at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

import simexit
from simexit.api import LibraryError, load
from simexit.libraries import library
from small_library import small_library

FIELDS = "name: {label: {en: your name}}\n"
LETTER = """
hello:
  title: {en: Hello}
  purpose: {en: says hello}
  for: [act]
  to: []
  from:
    - {en: "From {name}"}
  body:
    - {en: "There are {x|piece|pieces}."}
    - {when: x > 5, text: {en: Many.}, otherwise: {en: Few.}}
    - {when: x > 9, text: {en: Too many.}}
  note: {en: take care}
  confidence: inference
  sources: [s]
"""


def with_letter(folder: Path, letter: str = LETTER, fields: str = FIELDS) -> Path:
    small_library(folder)
    for name, text in {"fields": fields, "letters": letter}.items():
        (folder / "kb" / name).mkdir()
        (folder / "kb" / name / "all.yaml").write_text(text, encoding="utf-8")
    return folder


def found(folder: Path, letter: str = LETTER, fields: str = FIELDS) -> str:
    with pytest.raises(LibraryError) as raised:
        load(with_letter(folder, letter, fields))
    return str(raised.value)


def test_a_library_that_speaks_one_language_has_letters_of_one_column(tmp_path: Path) -> None:
    advisor = simexit.load(with_letter(tmp_path), second_opinion="off")
    letter = advisor.letter("hello", {"x": 6}, {"name": "Ann"})
    assert letter.to_text() == "From Ann\n\nHello\n\nThere are 6\u00a0pieces.\n\nMany.\n"
    assert '<td class="read"' not in letter.to_html()
    assert advisor.letter("hello", {}).to_text().endswith("Few.\n")


def test_a_letter_that_names_nothing_known_is_found_where_it_stands(tmp_path: Path) -> None:
    shown = found(tmp_path, LETTER.replace("{name}", "{nane}"))
    assert "kb/letters/all.yaml:8:18: error[K206]: `{nane}` is not a field, a fact, a parameter or a derived value" in shown
    assert "did you mean `name`?" in shown
    assert shown.count("error[") == 1


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("for: [act]", "for: [akt]", "error[K301]: unknown action `akt`"),
        ("sources: [s]", "sources: [t]", "error[K301]: unknown source `t`"),
        ("confidence: inference", "confidence: sure", "error[K204]: confidence of letter `hello` must be one of"),
        ("  note: {en: take care}\n", "", "error[K202]: letter `hello` needs `note`"),
        ("to: []", "to: everybody", "error[K203]: `to` of letter `hello` must be a list"),
        ("when: x > 5", "when: y > 5", "error[K301]: unknown name `y`"),
        ("when: x > 9, ", "", "needs `when`"),
        ("{en: Hello}", "{de: Hallo}", "error[K205]: title of letter `hello` has no wording in `en`"),
        ("{x|piece|pieces}", "{x|piece}", "error[K206]"),
        ("{name}", "{name|one|two}", "error[K206]: the field `name` is no whole number, so nothing is counted by it"),
        ("hello:", "Hello:", "error[K207]"),
    ],
)
def test_a_mistake_in_a_letter_is_found(right: str, wrong: str, message: str, tmp_path: Path) -> None:
    assert right in LETTER
    assert message in found(tmp_path, LETTER.replace(right, wrong))


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ("x: {label: {en: a fact}}\nname: {label: {en: n}}\n", "error[K302]: `x` is already the name of"),
        ("name: {label: {en: n}, secret: yes}\n", "error[K201]: field `name` has no key `secret`"),
        ("name: {}\n", "error[K202]: field `name` needs `label`"),
        ("Name: {label: {en: n}}\nname: {label: {en: n}}\n", "error[K207]"),
    ],
)
def test_a_mistake_in_a_field_is_found(fields: str, message: str, tmp_path: Path) -> None:
    assert message in found(tmp_path, fields=fields)


def test_a_fact_that_only_a_letter_uses_is_used(tmp_path: Path) -> None:
    folder = with_letter(tmp_path, LETTER.replace("x > 9", "z"))
    asked = "question: {en: q}, find_out: {en: f}, effort: 1, sensitivity: low"
    (folder / "kb" / "facts" / "z.yaml").write_text(f"z: {{type: boolean, label: {{en: z}}, {asked}}}\n", encoding="utf-8")
    assert "z" in load(library(folder).kb.parent).rules.vocabulary.facts
