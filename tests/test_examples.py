"""The examples under examples/: realistic situations, each answered in the form that the contract promises, in every language."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from simexit.api import Advice, Advisor, load
from simexit.check.situations import from_node, situation
from simexit.model.rules import Situation
from simexit.parse.nodes import parse, read_file
from simexit.text.diagnostics import Findings
from simexit.text.render import render

FOLDER = Path(__file__).parents[1] / "examples"
LANGUAGES = ("zh", "en", "ru")

EXPECTED: dict[str, tuple[str, str | None]] = {
    "travel-esim-in-country": ("act", "ask_seller_to_close"),
    "travel-esim-debt": ("act", "pay_debt"),
    "travel-esim-abroad": ("ask", None),
    "esim-in-country": ("act", "apply_at_office"),
    "esim-debt": ("act", "pay_debt"),
    "esim-abroad": ("act", "recover_login"),
    "data-card-in-country": ("act", "gather_documents"),
    "data-card-contract": ("act", "settle_exit_fee"),
    "data-card-abroad": ("act", "prepare_power_of_attorney"),
    "internet-card-in-country": ("wait", "wait_for_confirmation"),
    "internet-card-debt": ("act", "pay_debt"),
    "internet-card-abroad": ("ask", None),
    "three-day-card-in-country": ("ask", None),
    "three-day-card-debt": ("wait", "ask_registered_owner"),
    "three-day-card-abroad": ("act", "let_it_lapse"),
}
"""What each example leads to: status and next action."""

ASKED = {
    "travel-esim-abroad": (("let_it_lapse", "stop_auto_debit"), "payment.auto_debit"),
    "internet-card-abroad": (("apply_online", "write_to_operator"), "online_closing"),
    "three-day-card-in-country": (("move_accounts", "apply_at_office"), "number.accounts_bound"),
}
"""What may be next and what is asked where the next action is open."""

WARNED = {
    "travel-esim-debt": {"deleting_is_not_closing"},
    "travel-esim-abroad": {"expired_sim_scam", "roaming_charges"},
    "esim-in-country": {"fee_unverified"},
    "esim-debt": {"move_accounts_before_closing", "departure_too_soon", "leave_without_closing"},
    "data-card-contract": {"contract_still_runs"},
    "internet-card-in-country": {"keep_card_until_confirmed", "data_kept_after_closing"},
    "internet-card-debt": {"no_agents", "do_not_sell_card"},
    "three-day-card-in-country": {"departure_too_soon"},
    "three-day-card-abroad": {"expired_sim_scam"},
}
"""Warnings that must be certain in an example, others may be as well."""

FITTING = {
    "travel_esim": ("esim", {"reseller"}),
    "esim": ("esim", {"operator"}),
    "data_card": ("physical", {"operator"}),
    "internet_card": ("physical", {"operator"}),
    "three_day_card": ("physical", {"operator", "reseller"}),
}
"""The form and the possible issuers of what each guide is about."""


@cache
def advisor() -> Advisor:
    return load()


def path_of(name: str) -> Path:
    return FOLDER / f"{name}.yaml"


@cache
def facts_of(name: str) -> Situation:
    """Return the facts of an example as a person wrote them."""
    findings = Findings()
    source = read_file(path_of(name), f"examples/{name}.yaml", findings)
    node = parse(source, findings) if source else None
    told = from_node(node, advisor().rules, findings) if node else []
    known = situation(told, findings)
    assert not len(findings), render(findings.in_order())
    return known


@cache
def advice_for(name: str, language: str = "en") -> Advice:
    return advisor().advise(facts_of(name), lang=language)


def names_of(product: str) -> list[str]:
    return [name for name in EXPECTED if facts_of(name)["card.product"] == product]


def test_the_table_names_exactly_the_examples_that_there_are() -> None:
    assert sorted(EXPECTED) == sorted(path.stem for path in FOLDER.glob("*.yaml"))


@pytest.mark.parametrize("product", FITTING)
def test_each_guide_has_an_example_in_the_country_one_with_money_matters_and_one_abroad(product: str) -> None:
    stem = product.replace("_", "-")
    money = [f"{stem}-{what}" for what in ("debt", "contract") if f"{stem}-{what}" in EXPECTED]
    assert money
    assert set(names_of(product)) >= {f"{stem}-in-country", *money, f"{stem}-abroad"}
    assert facts_of(f"{stem}-in-country")["person.in_kazakhstan"] is True
    assert facts_of(f"{stem}-abroad")["person.in_kazakhstan"] is False
    for name in money:
        assert any(facts_of(name).get(fact) for fact in ("balance.owed", "contract.instalments_owed", "contract.months_left"))


@pytest.mark.parametrize("name", EXPECTED)
def test_an_example_leads_to_the_status_and_the_next_action_in_the_table(name: str) -> None:
    advice = advice_for(name)
    assert (advice.status, advice.next) == EXPECTED[name]
    assert {warned.id for warned in advice.warnings.certain} >= WARNED.get(name, set())


@pytest.mark.parametrize("name", [name for name, (status, _) in EXPECTED.items() if status == "ask"])
def test_an_example_that_lacks_a_fact_leads_to_the_question_for_it(name: str) -> None:
    advice = advice_for(name)
    assert advice.question is not None
    assert (advice.possible_next, advice.question.fact) == ASKED[name]


@pytest.mark.parametrize("name", EXPECTED)
def test_no_example_contradicts_itself_or_tells_a_fact_that_does_not_apply(name: str) -> None:
    assert advice_for(name).possible_next
    assert advice_for(name).ignored == ()


@pytest.mark.parametrize("name", EXPECTED)
def test_the_card_of_an_example_has_the_form_and_the_issuer_of_its_guide(name: str) -> None:
    facts = facts_of(name)
    form, issuers = FITTING[str(facts["card.product"])]
    assert facts["card.form"] == form
    assert facts["card.issuer"] in issuers


@pytest.mark.parametrize("name", EXPECTED)
def test_an_example_begins_with_one_sentence_about_the_person_and_says_the_day(name: str) -> None:
    first, second, *_ = path_of(name).read_text("utf-8").split("\n")
    sentence = first.removeprefix("# ")
    assert sentence != first
    assert sentence.startswith(("A ", "An "))
    assert sentence.endswith(".")
    assert ". " not in sentence
    assert second == "today: 2026-11-20"


@pytest.mark.parametrize("name", EXPECTED)
def test_an_example_is_written_as_a_person_would_with_facts_in_groups(name: str) -> None:
    lines = path_of(name).read_text("utf-8").split("\n")
    assert [line for line in lines if "." in line.partition(":")[0] and not line.startswith("#")] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", EXPECTED)
def test_the_advice_has_the_keys_and_types_of_the_contract_in_every_language(name: str, language: str) -> None:
    plain = advice_for(name, language).to_dict()
    assert json.loads(json.dumps(plain)) == plain
    assert list(breaches(plain, CONTRACT)) == []


@pytest.mark.parametrize("name", EXPECTED)
def test_the_languages_differ_in_words_only(name: str) -> None:
    same = {tuple(ids_in(advice_for(name, language))) for language in LANGUAGES}
    assert len(same) == 1
    texts = {json.dumps([plain["because"], plain["question"]]) for plain in (advice_for(name, one).to_dict() for one in LANGUAGES)}
    assert len(texts) == len(LANGUAGES)


@pytest.mark.parametrize("name", EXPECTED)
def test_the_parts_of_an_advice_fit_together(name: str) -> None:
    advice = advice_for(name)
    if advice.status == "ask":
        assert advice.next is None
        assert advice.question is not None
        assert len(advice.possible_next) > 1
        assert advice.because == ()
    else:
        assert advice.next is not None
        assert advice.possible_next == (advice.next,)
        assert advice.agenda[0] == advice.next
        assert advice.because
    assert not {warned.id for warned in advice.warnings.certain} & set(advice.warnings.possible)


def ids_in(advice: Advice) -> list[object]:
    """Return what programs read: everything but the texts."""
    return [
        advice.status,
        advice.next,
        advice.possible_next,
        advice.agenda,
        advice.question and advice.question.fact,
        tuple(warned.id for warned in advice.warnings.certain),
        advice.warnings.possible,
        advice.deadline and advice.deadline.by,
        tuple((reason.rule, reason.sources) for reason in advice.because),
        advice.ruleset,
    ]


class Optional:
    """A form that may be null instead."""

    def __init__(self, form: object) -> None:
        self.form = form


class DateText:
    """A date as 2026-12-01."""


CONTRACT: Mapping[str, object] = {
    "status": {"act", "wait", "ask", "finished"},
    "next": Optional(str),
    "possible_next": [str],
    "question": Optional({"fact": str, "text": str, "answers": [object], "find_out": str}),
    "agenda": [str],
    "warnings": {"certain": [{"id": str, "severity": {"critical", "high", "medium", "low"}, "text": str}], "possible": [str]},
    "deadline": Optional({"by": DateText(), "for": str, "why": str}),
    "because": [{"rule": str, "text": str, "sources": [str], "checked": DateText(), "old": bool}],
    "sources": [{"work": str, "title": str, "confidence": str, "standing": str, "read": DateText(), "old": bool}],
    "ruleset": str,
}
"""The answer of `next --json`: a mapping has at least these keys, a list only such items, a set is the allowed words; no text is empty."""


def breaches(value: object, form: object, at: str = "advice") -> list[str]:
    """Return in words where a value does not have a form."""
    match form:
        case Optional():
            return [] if value is None else breaches(value, form.form, at)
        case Mapping():
            if not isinstance(value, dict):
                return [f"{at} is no mapping"]
            missing = [f"{at} has no {key}" for key in form if key not in value]
            return missing + [found for key in form if key in value for found in breaches(value[key], form[key], f"{at}.{key}")]
        case [item]:
            if not isinstance(value, list):
                return [f"{at} is no list"]
            return [found for place, one in enumerate(value) for found in breaches(one, item, f"{at}[{place}]")]
        case set():
            return [] if value in form else [f"{at} is {value!r}"]
        case DateText():
            return [] if isinstance(value, str) and date.fromisoformat(value).isoformat() == value else [f"{at} is no date"]
        case _:
            assert isinstance(form, type)
            return [] if isinstance(value, form) and value != "" else [f"{at} is {value!r}"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": "done"},
        {"next": 1},
        {"possible_next": "pay_debt"},
        {"question": {"fact": "today"}},
        {"agenda": [None]},
        {"warnings": {"certain": [{"id": "no_agents", "severity": "grave", "text": "…"}], "possible": []}},
        {"deadline": {"by": "20261201", "for": "…", "why": "…"}},
        {"because": [{"rule": "settle/pay-debt", "text": "", "sources": []}]},
        {"ruleset": None},
    ],
)
def test_a_breach_of_the_contract_is_found(wrong: dict[str, object]) -> None:
    plain = advice_for("esim-debt").to_dict()
    assert breaches({**plain, **wrong}, CONTRACT)
    assert breaches({key: value for key, value in plain.items() if key not in wrong}, CONTRACT)
