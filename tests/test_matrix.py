"""For each operator, form of the card and place the advice is what it should be, and reads as it was read when it was recorded.

`tests/matrix/cells.yaml` states what is expected; `tests/matrix/recorded/` holds the advice in full, a file for each operator and
language. Run as a program, `python tests/test_matrix.py --record` writes the advice of today there: read the difference.
"""

from __future__ import annotations

import io
import re
import sys
from contextlib import redirect_stdout
from itertools import groupby, product
from pathlib import Path

import pytest
import yaml

from cli.program import run
from matrix.cells import CELLS, NOT_KNOWN, OPERATORS, TABLE, Cell, advice_in, advisor
from simexit.api import FactError
from simexit.cli.show_advice import show

RECORDED = Path(__file__).parent / "matrix" / "recorded"
LANGUAGES = ("zh", "en", "ru")
CELL = re.compile(r"(?P<status>\w+) (?P<next>\w+)(?: … (?P<last>\w+))?(?: asks (?P<asked>[\w.]+))?")
RUSSIAN_QUESTION = re.compile(r"«[^»]*[а-яё][^»]*\?[^»]*»")
OFFICE = re.compile(r"\boffice|营业厅|\bофис", re.IGNORECASE)
WHERE = [pytest.param(cell, id=f"{cell.stage}-{cell.operator}-{cell.form}-{cell.place}") for cell in CELLS]


def shown(cell: Cell, language: str) -> str:
    """What `simexit next` prints for the facts of a cell."""
    with redirect_stdout(io.StringIO()) as written:
        show(advice_in(cell, language), advisor().rules)
    return written.getvalue()


def page(operator: str, language: str) -> str:
    """The advice for all cells of an operator under their headings; what neighbours have in common stands there once."""
    of_operator = [cell for cell in CELLS if cell.operator == operator]
    alike = groupby(of_operator, lambda cell: shown(cell, language))
    return "\n".join("\n".join([*(cell.heading for cell in group), "", text]) for text, group in alike)


def path_of(operator: str, language: str) -> Path:
    return RECORDED / f"{operator.replace(' ', '-')}.{language}.txt"


def test_the_matrix_has_every_operator_form_and_place_there_is() -> None:
    facts = advisor().rules.vocabulary.facts
    assert {*OPERATORS} == {*facts["operator"].answers, NOT_KNOWN}
    assert {*TABLE["forms"]} == {*facts["card.form"].answers}
    assert {*TABLE["issuers"]} == {*facts["card.issuer"].answers}
    assert [told["person.in_kazakhstan"] for told in TABLE["places"].values()] == [True, False]
    assert {(cell.form, cell.place) for cell in CELLS} == {*product(TABLE["forms"], TABLE["places"])}


@pytest.mark.parametrize("cell", WHERE)
def test_the_advice_in_a_cell_is_what_the_table_expects(cell: Cell) -> None:
    expected = CELL.fullmatch(cell.expected)
    assert expected, cell.expected
    advice = advice_in(cell, "en")
    assert (advice.status, advice.next) == expected.group("status", "next")
    assert advice.agenda[-1] == (expected["last"] or expected["next"])
    assert (advice.question and advice.question.fact) == expected["asked"]
    assert {warned.id for warned in advice.warnings.certain} == cell.warnings
    assert advice.ignored == ()


@pytest.mark.parametrize("cell", [where for where, cell in zip(WHERE, CELLS, strict=True) if cell.operator != NOT_KNOWN])
def test_an_operator_that_the_issuer_of_the_card_rules_out_is_refused(cell: Cell) -> None:
    (other,) = {*TABLE["issuers"]} - {cell.issuer}
    with pytest.raises(FactError) as refusal:
        advisor().advise({**cell.facts, "card.issuer": other})
    assert all(fact in str(refusal.value) for fact in ("operator", "card.issuer"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("operator", OPERATORS)
def test_the_advice_for_an_operator_reads_as_recorded(operator: str, language: str) -> None:
    assert page(operator, language) == path_of(operator, language).read_text("utf-8")


def test_nothing_is_recorded_that_is_not_in_the_matrix() -> None:
    assert {*RECORDED.iterdir()} == {path_of(operator, language) for operator, language in product(OPERATORS, LANGUAGES)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_compared_is_what_the_command_prints(language: str) -> None:
    cell = CELLS[0]
    told = yaml.safe_dump(cell.facts)
    assert run("next", "-", given=told, language=language).stdout == shown(cell, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("cell", WHERE)
def test_the_grave_warnings_stand_before_the_steps_and_every_place_in_a_text_is_filled(cell: Cell, language: str) -> None:
    advice, text = advice_in(cell, language), re.sub(r"\s+", "", shown(cell, language))
    assert advice.how is not None
    first_step = text.index("1." + re.sub(r"\s+", "", advice.how.steps[0]))
    grave = [warned.text for warned in advice.warnings.certain if warned.severity in {"critical", "high"}]
    assert all(text.index(re.sub(r"\s+", "", one)) < first_step for one in grave)
    assert not re.search(r"[{}]", text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "cell", [where for where, cell in zip(WHERE, CELLS, strict=True) if (cell.stage, cell.place) == ("ready", "abroad")]
)
def test_nobody_abroad_is_sent_to_an_office(cell: Cell, language: str) -> None:
    how = advice_in(cell, language).how
    assert how is not None
    told = [*how.steps, how.where or "", *(item.text for item in how.known)]
    assert [text for text in told if OFFICE.search(text)] == []


def test_what_is_not_known_of_an_operator_comes_with_the_question_to_ask_in_russian() -> None:
    profiles = advisor().rules.vocabulary.profiles
    open_items = [
        (value, item)
        for (_, value), profile in profiles.items()
        for item in profile.items
        if item.confidence == "unverified" and value in TABLE["issuers"]["operator"]["runs"]
    ]
    assert len(open_items) > 40
    assert [(value, item.name) for value, item in open_items if not all(map(RUSSIAN_QUESTION.search, item.text.values()))] == []


def test_what_is_known_of_an_operator_is_told_at_some_action() -> None:
    profiles = advisor().rules.vocabulary.profiles
    assert [(value, item.name) for (_, value), profile in profiles.items() for item in profile.items if not item.actions] == []


def main() -> None:
    """Record the advice of today."""
    if sys.argv[1:] != ["--record"]:
        sys.exit(f"usage: python {Path(__file__).name} --record; to compare only, run it with pytest")
    RECORDED.mkdir(exist_ok=True)
    for operator, language in product(OPERATORS, LANGUAGES):
        path, now = path_of(operator, language), page(operator, language)
        if not path.exists() or path.read_text("utf-8") != now:
            path.write_text(now, "utf-8")
            print(f"{path.name}: recorded anew; read the difference before you commit it")


if __name__ == "__main__":
    main()
