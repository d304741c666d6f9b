"""Letters: what is known stands in them, the rest is a marked blank, and nothing that was filled in is anywhere else."""

from __future__ import annotations

import re
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from document.examples import FOLDER, LANGUAGES, NAMES, advisor, told
from document.letters import DAY, LETTERS, all_fields, filled
from simexit.api import FactError
from simexit.document.letter import LINE as BLANK_LINE
from simexit.document.letter_compose import LONGEST, FieldError, UnknownLetterError
from simexit.model.types import Text
from simexit.model.vocabulary import Letter
from simexit.text.diagnostics import Findings

VOCABULARY = advisor().rules.vocabulary


class Page(HTMLParser):
    """The elements and the text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def texts_of(letter: Letter) -> list[Text]:
    paragraphs = [*letter.to, *letter.sender, *letter.body]
    return [letter.title, *(one.text for one in paragraphs), *(one.otherwise for one in paragraphs if one.otherwise is not None)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("example", NAMES)
def test_every_letter_is_whole_for_every_example_in_every_language(example: str, language: str) -> None:
    findings = Findings()
    known, _ = advisor().facts_told(told(example, findings), findings)
    for name in LETTERS:
        letter = advisor().letter(name, known, lang=language)
        for written in (letter.to_text(), letter.to_html().partition("<body>")[2]):
            assert not set("{}") & set(written)
        assert letter.to_text().count(VOCABULARY.letters[name].title["ru"]) >= 1
        assert all(pair.read is None for pair in letter.pairs()) == (language == "ru")


def test_the_letter_is_in_the_language_of_the_other_side_and_the_readers_beside_it() -> None:
    lines = filled("refund_request", None, "en").to_text().splitlines()
    assert "Заявление о возврате денег" in lines
    assert lines[lines.index("Заявление о возврате денег") + 1] == "  | Request for a refund"


def test_facts_stand_in_the_form_of_each_language() -> None:
    text = filled("refund_request", {"balance.credit": 4500, "operator": "beeline"}).to_text(300).replace("\u00a0", " ")
    assert "эта сумма составляет 4 500 тенге." in text
    assert "金额为 4,500 坚戈。" in text
    assert "Дата: 20 ноября 2026 г." in text
    assert "日期：2026年11月20日" in text


def test_a_day_that_ends_in_a_full_stop_is_followed_by_no_second_one() -> None:
    facts: dict[str, object] = {"application.status": "submitted", "application.submitted_on": "2026-11-02"}
    text = filled("refund_request", facts, "ru").to_text(300).replace("\u00a0", " ")
    assert "подано: 2 ноября 2026 г.\n" in text


def test_an_unknown_fact_is_a_blank_with_its_label_and_never_a_guess() -> None:
    letter = filled("application_to_close", {"operator": "kcell", "application.status": "submitted"}, "en")
    complaint = filled("complaint", {"operator": "kcell", "application.status": "submitted"}, "en")
    assert BLANK_LINE in letter.to_text()
    assert f"this day: {BLANK_LINE} (the day your request was handed in)." in complaint.to_text(300)
    assert ("application.submitted_on", "the day your request was handed in") in [(blank.name, blank.label) for blank in complaint.blanks]


@pytest.mark.parametrize("name", LETTERS)
def test_without_fields_every_field_of_the_letter_is_a_blank_and_with_all_of_them_none_is(name: str) -> None:
    facts: dict[str, object] = {
        "application.status": "rejected",
        "application.rejections": 2,
        "balance.credit": 5,
        "refund.status": "refused",
    }
    facts |= {"application.submitted_on": "2026-11-02"}
    empty = {blank.name for blank in filled(name, facts).blanks}
    assert empty <= set(VOCABULARY.letters[name].fields)
    assert empty
    assert filled(name, facts, **all_fields(name, "Иванов")).blanks == ()


def test_an_empty_value_leaves_the_blank() -> None:
    assert filled("complaint", name="  ").blanks == filled("complaint").blanks


@pytest.mark.parametrize(("credit", "says"), [(None, False), (0, False), (Decimal("0.01"), True)])
def test_a_paragraph_stands_only_where_it_is_certain(credit: object, says: bool) -> None:
    text = filled("application_to_close", {"balance.credit": credit}, "ru").to_text(300)
    assert ("По моим данным, на счёте остаётся" in text) == says
    assert ("Если на счёте есть остаток" in text) != says


def test_a_letter_to_a_seller_is_not_addressed_to_an_operator() -> None:
    text = filled("refund_request", {"operator": "reseller", "card.issuer": "reseller"}, "ru", company="Example").to_text(300)
    assert "Кому: Example" in text
    assert "Оператору связи" not in text
    assert "по заказу" in text


def test_numbers_are_not_broken_over_lines() -> None:
    assert "+7\u00a0701\u00a0000\u00a000\u00a000" in filled("complaint", phone_number="+7 701 000 00 00").to_text()
    assert "Zhang Wei" in filled("complaint", name="Zhang Wei").to_text()


@pytest.mark.parametrize("value", ["two\nlines", "bell\a", "\u202eright to left", "lone \ud800", "x" * (LONGEST + 1)])
def test_what_is_no_line_of_text_is_refused_without_being_repeated(value: str) -> None:
    with pytest.raises(FieldError, match="field `name`") as raised:
        filled("complaint", name=value)
    assert value not in str(raised.value)


def test_a_wrong_name_of_a_letter_or_field_is_answered_with_the_right_one() -> None:
    with pytest.raises(UnknownLetterError, match="did you mean `complaint`"):
        filled("complain")
    with pytest.raises(FieldError, match="did you mean `email`"):
        filled("complaint", emial="a@b.example")
    with pytest.raises(FieldError, match="it has name, document"):
        filled("complaint", zzzzzzzz="secret")


def test_wrong_facts_are_refused_as_everywhere() -> None:
    with pytest.raises(FactError):
        filled("complaint", {"balance.owed": -1})


def test_no_representation_of_a_letter_shows_what_was_filled_in() -> None:
    letter = filled("complaint", name="Zhang Wei")
    assert "Zhang Wei" in letter.to_text()
    assert "Zhang" not in f"{letter!r} {[*letter.pairs()]!r} {letter.blanks!r}"


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")), min_size=1, max_size=60))
def test_no_value_changes_the_page_it_stands_on(value: str) -> None:
    plain = Page(filled("complaint", name="x").to_html())
    page = Page(filled("complaint", name=value).to_html())
    assert page.elements == plain.elements
    if value.strip():
        shown = value.strip() if any(map(str.isalpha, value)) else value.strip().replace(" ", "\u00a0")
        assert shown in page.text


@pytest.mark.parametrize("value", ["<script>alert(1)</script>", '"><img src=x onerror=1>', "</td></tr></table>", "{{today}}", "{name}"])
def test_markup_and_placeholders_are_only_text(value: str) -> None:
    page = filled("complaint", name=value).to_html()
    assert value in Page(page).text
    assert "<script" not in page
    assert "<img" not in page


def test_the_page_needs_nothing_from_elsewhere() -> None:
    page = filled("complaint").to_html()
    assert not re.search(r"https?:|//|url\(|@import|src=|href=", page)


def test_no_letter_names_a_figure_a_phone_a_law_or_an_address_of_its_own() -> None:
    for letter in VOCABULARY.letters.values():
        for text in texts_of(letter):
            for wording in text.values():
                said = re.sub(r"\{[^}]*\}|[1-4][)）]", "", wording)
                assert not re.search(r"\d|@|www|ст\.|стать|№|Article|第.条", said), said


def test_every_letter_says_what_is_not_verified_and_asks_for_no_code() -> None:
    for letter in VOCABULARY.letters.values():
        assert letter.confidence in {"inference", "unverified"}
        assert letter.sources
        assert re.search("не проверили|не прикладывайте", letter.note["ru"])
        assert not {"код", "пароль"} & {label for text in letter.fields.values() for label in text["ru"].split()}


def test_every_field_is_used_and_every_kind_of_letter_is_there() -> None:
    used = {field for letter in VOCABULARY.letters.values() for field in letter.fields}
    assert used == set(
        re.findall(r"^(\w+):", (FOLDER.parent / "kb" / "fields" / "personal.yaml").read_text(encoding="utf-8"), re.MULTILINE)
    )
    helped = {action for letter in VOCABULARY.letters.values() for action in letter.actions}
    assert helped >= {
        "apply_at_office",
        "write_to_operator",
        "ask_refund",
        "prepare_power_of_attorney",
        "escalate_complaint",
        "dispute_charge",
    }


def test_without_a_day_the_date_is_a_blank() -> None:
    letter = advisor().letter("complaint", {}, lang="en")
    assert letter.day is None
    assert "today" in {blank.name for blank in letter.blanks}
    assert filled("complaint", None, "en").day == DAY
