"""Facts as people give them, wrong in every way: each problem is a finding with a place, and nothing else is ever raised."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import simexit
from generators.shipped import shipped
from simexit.check.situations import Told, from_node, from_option, from_python, situation
from simexit.model.rules import Situation
from simexit.model.types import FIRST_DAY, LARGEST_NUMBER, LAST_DAY, Boolean, Choice, Day, Integer, Money, SetOf, Type
from simexit.parse.nodes import LARGEST_FILE, decode, parse, read_file
from simexit.text.codes import Code
from simexit.text.diagnostics import Diagnostic, Findings
from simexit.text.render import render

TODAY = date(2026, 11, 20)
Facts = dict[str, object]


@dataclass(frozen=True)
class Given:
    """What came of facts that were given: the problems, and the situation without the facts that have one."""

    found: tuple[Diagnostic, ...]
    known: Situation

    @property
    def codes(self) -> list[str]:
        return [finding.code.code for finding in self.found]

    @property
    def only(self) -> Diagnostic:
        assert len(self.found) == 1, render(self.found)
        return self.found[0]


def in_file(content: str | bytes) -> Given:
    """Give facts in a file; JSON is a kind of YAML."""
    findings = Findings()
    source = decode(content.encode() if isinstance(content, str) else content, "facts.yaml", findings)
    node = None if source is None else parse(source, findings)
    return _given([] if node is None else from_node(node, shipped(), findings), findings)


def as_options(*options: str) -> Given:
    """Give facts as `-f`."""
    findings = Findings()
    read = [from_option(option, shipped(), findings) for option in options]
    return _given([told for told in read if told is not None], findings)


def from_values(facts: dict[Any, object]) -> Given:
    """Give facts as Python values."""
    findings = Findings()
    return _given(from_python(facts, shipped(), findings), findings)


def _given(told: list[Told], findings: Findings) -> Given:
    known = situation(told, findings)
    return Given(findings.in_order(), known)


@cache
def advisor() -> simexit.Advisor:
    return simexit.load(lang="en", second_opinion="off")


def refused(facts: Facts, today: date | None = TODAY) -> tuple[Diagnostic, ...]:
    with pytest.raises(simexit.FactError) as caught:
        advisor().advise(facts, today=today)
    return caught.value.findings


def facts_of(kind: type[Type]) -> list[str]:
    return [name for name, fact in shipped().vocabulary.facts.items() if isinstance(fact.type, kind)]


# what is valid: without this, a program that refuses everything would pass


GOOD: list[tuple[str, str, object]] = [
    ("data.backed_up", "yes", True),
    ("data.backed_up", "NO", False),
    ("data.backed_up", "true", True),
    ("data.backed_up", "off", False),
    ("card.issuer", "operator", "operator"),
    ("person.considers", "agent, transfer", frozenset({"agent", "transfer"})),
    ("application.rejections", "0", 0),
    ("application.rejections", str(LARGEST_NUMBER), LARGEST_NUMBER),
    ("balance.owed", "0", 0),
    ("balance.owed", "3500.5", Decimal("3500.5")),
    ("balance.owed", "0.01", Decimal("0.01")),
    ("balance.owed", "999999999999.99", Decimal("999999999999.99")),
    ("person.leaves_on", FIRST_DAY.isoformat(), FIRST_DAY),
    ("person.leaves_on", LAST_DAY.isoformat(), LAST_DAY),
    ("person.leaves_on", "2028-02-29", date(2028, 2, 29)),
]


@pytest.mark.parametrize(("fact", "text", "value"), GOOD)
def test_a_value_of_the_right_kind_is_the_same_from_file_option_and_python(fact: str, text: str, value: object) -> None:
    for given in (in_file(f"{fact}: {text}\n"), as_options(f"{fact}={text}"), from_values({fact: value})):
        assert given.found == ()
        assert given.known == {fact: value}
        assert type(given.known[fact]) is type(value)


@pytest.mark.parametrize("text", ["[]", "[agent]", "[agent, transfer]", '["transfer", agent]', "\n- agent\n- transfer"])
def test_a_set_may_be_a_list_in_a_file(text: str) -> None:
    members = {word for word in ("agent", "transfer") if word in text}
    assert in_file(f"person.considers: {text}\n") == Given((), {"person.considers": frozenset(members)})


# unknown facts


@pytest.mark.parametrize(
    "give",
    [
        lambda: in_file("balanse.owed: 5\n"),
        lambda: in_file('{"balanse.owed": 5}'),
        lambda: as_options("balanse.owed=5"),
        lambda: from_values({"balanse.owed": 5}),
    ],
    ids=["yaml", "json", "option", "python"],
)
def test_an_unknown_fact_is_refused_with_the_nearest_name(give: Callable[[], Given]) -> None:
    given = give()
    assert given.only.code is Code.UNKNOWN_FACT
    assert given.only.message == "unknown fact `balanse.owed`"
    assert given.only.hint == "did you mean `balance.owed`?"
    assert given.known == {}


def test_an_unknown_fact_in_a_group_is_named_with_its_group_and_its_place() -> None:
    finding = in_file("balance:\n  credit: 0\n  owned: 5\n").only
    assert finding.message == "unknown fact `balance.owned`"
    assert finding.hint == "did you mean `balance.owed`?"
    assert finding.span is not None
    assert finding.span.place == "facts.yaml:3:3"


def test_an_unknown_group_is_one_finding_and_not_one_for_each_fact_in_it() -> None:
    finding = in_file("balanse:\n  owed: 5\n  credit: 0\n").only
    assert finding.message == "unknown fact `balanse`"
    assert finding.span is not None
    assert finding.span.place == "facts.yaml:1:1"


@pytest.mark.parametrize("name", ["weather", "", "书", "card", "balance", "owed", "x" * 500, "CARD.ISSUER", "card.issuer.name", "balance."])
def test_a_name_that_no_fact_has_is_one_finding(name: str) -> None:
    for given in (in_file(json.dumps({name: 5}, ensure_ascii=False)), as_options(f"{name}=5"), from_values({name: 5})):
        assert given.only.code is Code.UNKNOWN_FACT
        assert given.only.hint is not None
        assert len(given.only.message) < 100, "what is shown of a name is short"


@pytest.mark.parametrize("name", [1, None, True, ("a",), 1.5, b"balance.owed"])
def test_a_name_that_is_no_text_is_an_unknown_fact(name: object) -> None:
    assert from_values({name: 5}).only.code is Code.UNKNOWN_FACT


# wrong kinds


WRONG_TEXTS: dict[str, tuple[str, ...]] = {
    "data.backed_up": ("maybe", "1", "0", "y", '"yes"', "'no'", "[yes]", "{a: yes}", "да", "是"),
    "card.issuer": ("Operator", "kcell", "1", "yes", "[operator]", "{operator: yes}", "operator reseller", '""'),
    "person.considers": ("agents", "agent transfer", '"agent, x"', "agent;transfer", "[agent, x]", "[[agent]]", "[~]", "{agent: yes}", "1"),
    "application.rejections": ("lots", '"2"', "1.5", "1e3", "0x10", "1_000", "1,000", "yes", "[1]", "２", "1 2", "--1", ".nan"),
    "balance.owed": (
        *("lots", '"3500"', "'3500'", "3,500", "3 500", "3500 KZT", "3500₸", "yes", "true", "1e3", "0x10", "1_000", "2026-12-01"),
        *(".5", "5.", "+-5", ".inf", ".nan", "NaN", "[3500]", "{amount: 3500}", "３５００", "9" * 5000, "1/2"),
    ),
    "person.leaves_on": (
        *("2026-02-30", "2026-13-01", "2026-00-01", "2026-12-00", "2027-02-29", "31.12.2026", "12/31/2026", "2026年12月1日"),
        *("2026-1-1", "20261231", "2026-W50-1", "2026-12-01T10:00:00", "tomorrow", "0000-01-01", "yes", "2026", "99999-01-01"),
        *("２０２６-12-01", "2026−12−01", "[2026-12-01]", "2026-12-01 2026-12-02"),
    ),
}
WRONG = [(fact, text) for fact, texts in WRONG_TEXTS.items() for text in texts]


@pytest.mark.parametrize(("fact", "text"), WRONG, ids=[f"{fact}: {text[:20]}" for fact, text in WRONG])
def test_a_value_of_the_wrong_kind_is_refused_where_it_stands(fact: str, text: str) -> None:
    given = in_file(f"today: 2026-11-20\n{fact}: {text}\n")
    assert given.only.code is Code.WRONG_TYPE
    assert given.known == {"today": TODAY}
    assert given.only.message.startswith(f"`{fact}` is ")
    assert given.only.span is not None
    assert given.only.span.place == f"facts.yaml:2:{len(fact) + 3}"
    assert given.only.span.text() == text


@pytest.mark.parametrize(("fact", "text"), WRONG, ids=[f"{fact}: {text[:20]}" for fact, text in WRONG])
def test_a_value_of_the_wrong_kind_is_refused_as_an_option(fact: str, text: str) -> None:
    finding = as_options(f"{fact}={text}").only
    assert finding.code is Code.WRONG_TYPE
    assert finding.span is not None
    assert finding.span.place == f"-f:1:{len(fact) + 2}"
    assert finding.span.text() == text


def test_every_fact_refuses_values_of_every_other_kind() -> None:
    samples: dict[type[Type], str] = {Boolean: "yes", Choice: "operator", SetOf: "[agent]", Integer: "7", Money: "12.34", Day: "2026-12-01"}
    fits = {(Money, Integer)}  # a whole number is also an amount
    checked = set()
    for wanted in samples:
        for fact in facts_of(wanted):
            for of, text in samples.items():
                if of is not wanted and (wanted, of) not in fits:
                    assert in_file(f"{fact}: {text}\n").codes == ["K602"], f"{fact}: {text}"
                    checked.add((wanted, of))
    assert len(checked) == len(samples) * (len(samples) - 1) - len(fits)


@pytest.mark.parametrize(
    "text", ['"3500"', "true", "false", "[]", "{}", '"lots"', "1e3", "3.5e2", "[3500]", '{"amount": 1}', "Infinity", "NaN", '"null"', '""']
)
def test_json_that_is_no_amount_is_refused_where_it_stands(text: str) -> None:
    given = in_file('{"balance": {"owed": ' + text + "}}")
    assert given.only.code is Code.WRONG_TYPE
    assert given.known == {}
    assert given.only.span is not None
    assert given.only.span.place == "facts.yaml:1:22"
    assert given.only.span.text() == text


VALUES: dict[str, tuple[object, ...]] = {
    "data.backed_up": (1, 0, 1.0, "yes", "", "True", [True], Decimal(1)),
    "card.issuer": ("Operator", "", 1, True, ["operator"], b"operator", {"operator": 1}),
    "person.considers": ("agent", "agent, transfer", "", ["agents"], ["agent", 1], [None], {"agent": True}, 1, b"agent"),
    "application.rejections": (True, False, 1.0, "1", Decimal(1), [1], float("nan"), float("inf"), 1j),
    "balance.owed": (
        *(3500.5, 3500.0, True, "3500", "lots", [3500], float("nan"), 1j, b"1", object, {"amount": 1}),
        *(Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"), Decimal("-Infinity")),
    ),
    "person.leaves_on": (
        *(datetime(2026, 12, 1), datetime(2026, 12, 1, 10, 30), [date(2026, 12, 1)], (2026, 12, 1), 20261201, 1764547200.0, True),
        *("2026-02-30", "2026-13-01", "31.12.2026", "tomorrow", "2026-12-01T00:00:00"),
    ),
}
WRONG_VALUES = [(fact, value) for fact, values in VALUES.items() for value in values]


@pytest.mark.parametrize(("fact", "value"), WRONG_VALUES, ids=[f"{fact}: {value!r}" for fact, value in WRONG_VALUES])
def test_a_python_value_of_the_wrong_kind_is_refused(fact: str, value: object) -> None:
    (finding,) = refused({fact: value})
    assert finding.code is Code.WRONG_TYPE
    assert f"`{fact}` is " in finding.message


def test_today_is_checked_like_every_other_date() -> None:
    assert [finding.code for finding in refused({}, today=datetime(2026, 11, 20))] == [Code.WRONG_TYPE]
    assert [finding.code for finding in refused({}, today=date(1900, 1, 1))] == [Code.OUT_OF_RANGE]
    assert [finding.code for finding in refused({"today": "2026-02-30"}, today=None)] == [Code.WRONG_TYPE]


def test_a_value_that_is_nearly_right_has_a_hint() -> None:
    assert in_file("card.issuer: oprator\n").only.hint == "did you mean `operator`?"
    assert as_options("person.considers=agents").only.hint == "did you mean `agent`?"
    hint = in_file("person.leaves_on: 31.12.2026\n").only.hint
    assert hint is not None
    assert "2026-12-01" in hint


# out of range


BEYOND: list[tuple[str, str, object]] = [
    ("balance.owed", "-1", -1),
    ("balance.owed", "-0.01", Decimal("-0.01")),
    ("balance.owed", "3500.505", Decimal("3500.505")),
    ("balance.owed", "0.001", Decimal("0.001")),
    ("balance.owed", "1000000000000.01", Decimal("1000000000000.01")),
    ("balance.owed", "10000000000000", 10**13),
    ("balance.owed", "9" * 30, int("9" * 30)),
    ("balance.owed", "0." + "1" * 30, Decimal("0." + "1" * 30)),
    ("application.rejections", "-1", -1),
    ("application.rejections", "10000000000000", 10**13),
    ("person.leaves_on", "1900-01-01", date(1900, 1, 1)),
    ("person.leaves_on", "1991-12-31", date(1991, 12, 31)),
    ("person.leaves_on", "2100-01-01", date(2100, 1, 1)),
    ("person.leaves_on", "9999-12-31", date(9999, 12, 31)),
    ("person.leaves_on", "0001-01-01", date(1, 1, 1)),
]


@pytest.mark.parametrize(("fact", "text", "value"), BEYOND)
def test_a_value_outside_the_range_says_which_bound_it_breaks(fact: str, text: str, value: object) -> None:
    for given in (in_file(f"{fact}: {text}\n"), as_options(f"{fact}={text}"), from_values({fact: value})):
        assert given.only.code is Code.OUT_OF_RANGE
        assert f"`{fact}` is {value}, but it must be " in given.only.message
        assert given.known == {}
    place = in_file(f"{fact}: {text}\n").only.span
    assert place is not None
    assert place.text() == text


def test_every_number_of_the_library_has_a_lower_and_an_upper_bound() -> None:
    numbers = facts_of(Integer) + facts_of(Money)
    assert numbers
    for fact in numbers:
        assert from_values({fact: -1}).codes == ["K603"]
        assert from_values({fact: 10**13}).codes == ["K603"]


# contradictions, null, names


def test_a_fact_with_two_values_is_a_contradiction_that_shows_both_places() -> None:
    finding = in_file("balance.owed: 5\nbalance:\n  owed: 6\n").only
    assert finding.code is Code.CONTRADICTION
    assert finding.message == "`balance.owed` is given as 6 and as 5"
    assert finding.span is not None
    assert finding.span.place == "facts.yaml:3:9"
    assert [related.span.place for related in finding.related] == ["facts.yaml:1:15"]


def test_contradicting_options_and_python_values_are_found_too() -> None:
    assert as_options("balance.owed=5", "balance.owed=6").codes == ["K605"]
    assert as_options("data.backed_up=yes", "data.backed_up=no").codes == ["K605"]
    assert [finding.code for finding in refused({"today": date(2026, 1, 1)})] == [Code.CONTRADICTION]


def test_a_fact_that_was_noted_as_not_known_can_be_told_beside_it() -> None:
    """An interview saves what a person did not know as null; told later, it is known, whatever comes first."""
    assert in_file("balance.owed:\nbalance: {owed: 5}\n") == Given((), {"balance.owed": 5})
    assert in_file("balance: {owed: 5}\nbalance.owed:\n") == Given((), {"balance.owed": 5})


def test_the_same_value_twice_is_no_contradiction() -> None:
    assert in_file("balance.owed: 5\nbalance: {owed: 5.00}\n") == Given((), {"balance.owed": 5})
    assert as_options("data.backed_up=yes", "data.backed_up=true") == Given((), {"data.backed_up": True})
    assert as_options("person.considers=agent,transfer", "person.considers=transfer,agent").found == ()
    assert advisor().advise({"today": TODAY}, today=TODAY).to_dict() == advisor().advise({}, today=TODAY).to_dict()


@pytest.mark.parametrize("null", ["null", "~", "", "Null", "NULL", "# not known"])
def test_null_in_a_file_means_unknown_for_every_fact(null: str) -> None:
    for fact in shipped().vocabulary.facts:
        assert in_file(f"{fact}: {null}\n") == Given((), {})
    assert in_file('{"balance": {"owed": null}}') == Given((), {})


def test_none_in_python_means_unknown() -> None:
    everything: dict[Any, object] = dict.fromkeys(shipped().vocabulary.facts)
    assert from_values(everything) == Given((), {})
    del everything["today"]
    assert advisor().advise(everything, today=TODAY).to_dict() == advisor().advise({}, today=TODAY).to_dict()


@pytest.mark.parametrize("text", ["no", "0", "[]"])
def test_no_zero_and_the_empty_set_are_known_and_not_null(text: str) -> None:
    fact = {"no": "data.backed_up", "0": "balance.owed", "[]": "person.considers"}[text]
    assert set(in_file(f"{fact}: {text}\n").known) == {fact}


def test_nested_and_dotted_names_say_the_same() -> None:
    dotted = in_file("balance.owed: 5\nbalance.credit: 0\ncard.issuer: operator\noperator: kcell\n")
    nested = in_file("operator: kcell\ncard: {issuer: operator}\nbalance:\n  credit: 0\n  owed: 5\n")
    as_json = in_file('{"card": {"issuer": "operator"}, "balance.owed": 5, "balance": {"credit": 0}, "operator": "kcell"}')
    assert dotted.found == nested.found == as_json.found == ()
    assert dotted.known == nested.known == as_json.known
    assert len(dotted.known) == 4


# facts that cannot all be true


HERE: Facts = {"person.in_kazakhstan": True, "person.leaving": True}
LINKED: Facts = {"payment.card_linked": True}
OPERATORS = ("kcell", "activ", "beeline", "tele2", "altel", "izi")
ASKED = ("submitted", "rejected", "confirmed")
# what clashes, and what is so besides, so that the facts apply
CLASHES: list[tuple[Facts, Facts]] = [({"operator": "reseller", "card.issuer": "operator"}, {})]
CLASHES += [({"operator": operator, "card.issuer": "reseller"}, {}) for operator in OPERATORS]
CLASHES += [({"application.status": "rejected", "application.rejections": 0}, {})]
CLASHES += [({"application.status": status, "need.duration": "temporary"}, {}) for status in ASKED]
CLASHES += [({"application.status": status, "card.registered_to": "other_person"}, {}) for status in ASKED]
CLASHES += [({"application.status": status, "card.registered_to": "company"}, {}) for status in ASKED]
CLASHES += [({"bank.unexpected_charge": True, "bank.checked": False}, LINKED)]
CLASHES += [({"person.leaves_on": date(2026, 11, 19), "today": TODAY}, HERE)]
CLASHES += [({"application.submitted_on": date(2026, 11, 21), "today": TODAY}, {"application.status": "submitted"})]


def _named(clash: Facts) -> str:
    return ", ".join(f"{fact} {value}" for fact, value in clash.items())


@pytest.mark.parametrize(("clash", "besides"), CLASHES, ids=[_named(clash) for clash, _ in CLASHES])
def test_an_impossible_combination_is_refused_and_names_its_facts(clash: Facts, besides: Facts) -> None:
    (finding,) = refused({**clash, **besides, "balance.owed": 5, "plan.billing": "prepaid"})
    assert finding.code is Code.IMPOSSIBLE
    for fact in clash:
        assert f"`{fact}`" in finding.message
    assert "`balance.owed`" not in finding.message, "only facts that take part are named"
    assert "`plan.billing`" not in finding.message


@pytest.mark.parametrize(("clash", "besides"), CLASHES, ids=[_named(clash) for clash, _ in CLASHES])
def test_each_fact_of_an_impossible_combination_is_needed_for_it(clash: Facts, besides: Facts) -> None:
    for fact in clash:
        fewer = {name: value for name, value in {**besides, **clash}.items() if name != fact}
        assert advisor().advise(fewer).status in {"act", "ask", "wait", "finished"}


def test_every_constraint_of_the_library_has_a_case_here() -> None:
    said = [refused({**clash, **besides})[0].message for clash, besides in CLASHES]
    for name, constraint in shipped().vocabulary.constraints.items():
        assert any(constraint.why["en"] in message for message in said), name


def test_today_itself_is_neither_past_nor_future() -> None:
    advisor().advise({"person.leaves_on": TODAY, **HERE}, today=TODAY)
    advisor().advise({"application.submitted_on": TODAY, "application.status": "submitted"}, today=TODAY)


def test_a_fact_that_does_not_apply_clashes_with_nothing() -> None:
    no_card: Facts = {"payment.card_linked": False, "bank.unexpected_charge": True, "bank.checked": False}
    advice = advisor().advise({"application.status": "none", "application.rejections": 0, **no_card}, today=TODAY).to_dict()
    assert advice["ignored"] == ["bank.checked", "bank.unexpected_charge", "application.rejections"]


def test_every_impossible_combination_is_shown_and_not_the_first_only() -> None:
    clashing: Facts = {"operator": "reseller", "card.issuer": "operator"}
    clashing |= {"application.status": "rejected", "application.rejections": 0, "need.duration": "temporary"}
    assert [finding.code for finding in refused(clashing)] == [Code.IMPOSSIBLE] * 3


def test_facts_that_leave_no_day_for_today_are_impossible_together() -> None:
    (finding,) = refused(
        {
            "person.leaves_on": date(2026, 1, 1),
            **HERE,
            "application.status": "submitted",
            "application.submitted_on": date(2026, 6, 1),
            "balance.owed": 5,
        },
        today=None,
    )
    assert finding.code is Code.IMPOSSIBLE
    assert "`person.leaves_on`" in finding.message
    assert "`application.submitted_on`" in finding.message
    assert "`balance.owed`" not in finding.message


def test_an_impossible_combination_in_a_file_shows_every_place() -> None:
    findings = Findings()
    source = decode(b"today: 2026-11-20\ncard:\n  issuer: operator\noperator: reseller\n", "facts.yaml", findings)
    assert source is not None
    node = parse(source, findings)
    assert node is not None
    with pytest.raises(simexit.FactError) as caught:
        advisor().advise_told(from_node(node, shipped(), findings), findings)
    (finding,) = caught.value.findings
    assert finding.span is not None
    places = {finding.span.place, *(related.span.place for related in finding.related)}
    assert places == {"facts.yaml:3:11", "facts.yaml:4:11"}


# all at once


MANY = """\
today: 2026-11-20
balance:
  owed: lots
  credit: -1
balanse.owed: 5
data.backed_up: "yes"
person.leaves_on: 2026-02-30
card.issuer: operator
card:
  issuer: reseller
  form: physical
"""


def test_every_problem_of_a_file_is_shown_in_its_order() -> None:
    given = in_file(MANY)
    assert given.codes == ["K602", "K603", "K601", "K602", "K602", "K605"]
    assert given.known == {"today": TODAY, "card.issuer": "operator", "card.form": "physical"}
    assert [finding.span.line for finding in given.found if finding.span] == [3, 4, 5, 6, 7, 10]


def test_every_problem_of_options_and_of_python_values_is_shown() -> None:
    options = as_options(
        "balance.owed=lots", "balance.credit=-1", "balanse.owed=5", "today", "card.issuer=operator", "card.issuer=reseller"
    )
    assert sorted(options.codes) == ["K203", "K601", "K602", "K603", "K605"]
    found = refused({"balance.owed": "lots", "balance.credit": -1, "balanse.owed": 5, "data.backed_up": 1, "today": date(2026, 1, 1)})
    assert sorted(finding.code.code for finding in found) == ["K601", "K602", "K602", "K603", "K605"]


def test_every_wrong_fact_of_the_library_is_shown_at_once() -> None:
    names = list(shipped().vocabulary.facts)
    assert in_file("".join(f"{name}: {{wrong: yes}}\n" for name in names)).codes == ["K602"] * len(names)
    assert from_values({name: object() for name in names}).codes == ["K602"] * len(names)


# files that are no facts


def _bomb() -> str:
    letters = "abcdefghi"
    first = "a: &a [x, x, x, x, x, x, x, x, x]\n"
    return first + "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in pairwise(letters))


FILES: dict[str, tuple[str | bytes, Code]] = {
    "nothing": ("", Code.EMPTY_FILE),
    "a comment": ("# nothing yet\n", Code.EMPTY_FILE),
    "null": ("null\n", Code.EMPTY_FILE),
    "only a byte order mark": (b"\xef\xbb\xbf", Code.EMPTY_FILE),
    "a list": ("- balance.owed: 5\n", Code.WRONG_SHAPE),
    "a word": ("balance.owed=5\n", Code.WRONG_SHAPE),
    "an open bracket": ("person.considers: [agent\n", Code.NOT_YAML),
    "an open quote": ('card.issuer: "operator\n', Code.NOT_YAML),
    "an open brace": ('{"balance.owed": 5', Code.NOT_YAML),
    "no comma": ('{"balance.owed": 5\n"balance.credit": 6}', Code.NOT_YAML),
    "a tab": ("balance:\n\towed: 5\n", Code.NOT_YAML),
    "two colons": ("balance.owed: 5: 6\n", Code.NOT_YAML),
    "a percent sign": ("%balance.owed: 5\n", Code.NOT_YAML),
    "too large": (b"# " + b"x" * 3_000_000, Code.TOO_LARGE),
    "one byte too large": (b"#" * (LARGEST_FILE + 1), Code.TOO_LARGE),
    "Latin-1": ("balance.owed: 5 # café".encode("latin-1"), Code.NOT_UTF8),
    "GBK": ("balance.owed: 5 # 欠费".encode("gbk"), Code.NOT_UTF8),
    "UTF-16": ("balance.owed: 5\n".encode("utf-16"), Code.NOT_UTF8),
    "half a character": ("balance.owed: 5 # 欠".encode()[:-1], Code.NOT_UTF8),
    "a surrogate": (b"balance.owed: 5 # \xed\xa0\x80", Code.NOT_UTF8),
    "zero bytes": (b"balance.owed: 5\x00\x00", Code.NOT_YAML),
    "only zero bytes": (b"\x00" * 5000, Code.NOT_YAML),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", Code.NOT_UTF8),
    "an escape of a terminal": (b"balance.owed: \x1b[31m5\n", Code.NOT_YAML),
    "open brackets": ("[" * 10_000, Code.TOO_DEEP),
    "brackets in a fact": ("balance.owed: " + "[" * 10_000 + "]" * 10_000, Code.TOO_DEEP),
    "braces": ('{"a":' * 10_000 + "1" + "}" * 10_000, Code.TOO_DEEP),
    "dashes": ("- " * 10_000, Code.TOO_DEEP),
    "an alias bomb": (_bomb(), Code.ALIAS),
    "an anchor": ("balance.owed: &amount 5\n", Code.ALIAS),
    "a merge key": ("<<: *base\nbalance.owed: 5\n", Code.ALIAS),
    "a tag": ("balance.owed: !!int 5\n", Code.TAG),
    "a Python object": ("balance.owed: !!python/object/apply:os.getcwd []\n", Code.TAG),
    "two documents": ("balance.owed: 5\n---\nbalance.owed: 6\n", Code.MANY_DOCUMENTS),
    "a key twice": ("balance.owed: 5\nbalance.owed: 6\n", Code.DUPLICATE_KEY),
    "a key twice in JSON": ('{"balance.owed": 5, "balance.owed": 6}', Code.DUPLICATE_KEY),
    "a key twice with the same value": ('{"balance.owed": 5, "balance.owed": 5}', Code.DUPLICATE_KEY),
    "a group twice": ("balance: {owed: 5}\nbalance: {credit: 5}\n", Code.DUPLICATE_KEY),
    "a list as a key": ("? [balance.owed]\n: 5\n", Code.WRONG_SHAPE),
}


@pytest.mark.parametrize(("content", "code"), FILES.values(), ids=FILES)
def test_a_file_that_holds_no_facts_is_a_finding_with_a_place(content: str | bytes, code: Code) -> None:
    given = in_file(content)
    assert given.only.code is code
    assert given.known == {}
    span = given.only.span
    assert span is not None
    assert span.source.name == "facts.yaml"
    assert render(given.found).startswith(f"{span.place}: error[{code.code}]: ")


def test_the_place_of_a_broken_file_is_where_it_breaks() -> None:
    places = {
        name: in_file(FILES[name][0]).only.span
        for name in ("no comma", "a tab", "two colons", "Latin-1", "half a character", "two documents")
    }
    lines = {name: (span.line, span.column) for name, span in places.items() if span is not None}
    assert lines == {
        "no comma": (2, 17),
        "a tab": (2, 1),
        "two colons": (1, 16),
        "Latin-1": (1, 22),
        "half a character": (1, 19),
        "two documents": (2, 1),
    }


def test_a_duplicate_key_shows_where_it_was_given_first() -> None:
    finding = in_file('{"balance.owed": 5, "balance.owed": 6}').only
    assert finding.span is not None
    assert finding.span.place == "facts.yaml:1:21"
    assert [related.span.place for related in finding.related] == ["facts.yaml:1:2"]


def test_a_file_of_the_largest_size_is_read() -> None:
    facts = b"balance.owed: 5\n"
    assert in_file(facts + b"#" * (LARGEST_FILE - len(facts))) == Given((), {"balance.owed": 5})


def test_a_byte_order_mark_and_windows_line_ends_change_nothing() -> None:
    plain = in_file(MANY)
    windows = in_file(b"\xef\xbb\xbf" + MANY.replace("\n", "\r\n").encode())
    assert windows.known == plain.known
    assert render(windows.found) == render(plain.found)


def test_places_count_characters_and_not_bytes() -> None:
    finding = in_file("{operator: kcell, 余额: 5, balance.owed: 很多}\n").found[1]
    assert finding.span is not None
    assert finding.span.place == "facts.yaml:1:40"
    assert finding.span.text() == "很多"


def test_a_file_that_cannot_be_opened_is_a_finding(tmp_path: Path) -> None:
    for path in (tmp_path / "missing.yaml", tmp_path):
        findings = Findings()
        assert read_file(path, path.name, findings) is None
        assert [finding.code for finding in findings.in_order()] == [Code.UNREADABLE]


@pytest.mark.parametrize("option", ["", "balance.owed", "balance.owed:5", "  "])
def test_an_option_without_an_equals_sign_is_a_finding(option: str) -> None:
    finding = as_options(option).only
    assert finding.code is Code.WRONG_SHAPE
    assert finding.span is not None


def test_blanks_around_an_option_change_nothing() -> None:
    assert as_options("  balance.owed =  5 ") == Given((), {"balance.owed": 5})
    assert as_options("person.considers= agent , transfer ").known == {"person.considers": frozenset({"agent", "transfer"})}
    assert as_options("person.considers=") == Given((), {"person.considers": frozenset()})


def test_an_option_may_hold_no_zero_bytes() -> None:
    assert as_options("balance.owed=5\x00").codes == ["K602"]
    assert as_options("balance.owed\x00=5").codes == ["K601"]


def test_findings_are_plain_values_for_json() -> None:
    for given in (in_file(MANY), as_options("balance.owed=lots"), from_values({"balance.owed": object()})):
        assert json.loads(json.dumps([finding.to_dict() for finding in given.found]))
