"""The plan that people and programs get: steps, days, last safe days, and the words around them."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

import simexit
from document.examples import LANGUAGES, NAMES, advice_of, advisor, plan_of
from simexit.document.plan import Lead, Plan
from simexit.text import forms
from simexit.text.width import width
from small_library import small_library

DAY = date(2026, 11, 20)
READY: dict[str, object] = {
    "card.form": "physical",
    "card.issuer": "operator",
    "card.local_number": True,
    "card.registered_to": "me",
    "operator": "kcell",
    "need.duration": "permanent",
    "plan.billing": "prepaid",
    "plan.status": "active",
    "contract.months_left": 0,
    "contract.instalments_owed": 0,
    "balance.owed": 0,
    "balance.credit": 0,
    "person.in_kazakhstan": True,
    "person.leaving": True,
    "person.login": "none",
    "person.documents_ready": True,
    "person.other_contact": True,
    "online_closing": False,
    "data.backed_up": True,
    "number.accounts_bound": False,
    "services.addons_active": False,
    "payment.card_linked": False,
    "application.status": "none",
}
AFTER: dict[str, object] = {
    "records.saved": False,
    "service.stopped": False,
    "refund.status": "not_asked",
    "card.disposed": False,
    "bank.checked": False,
    "bank.unexpected_charge": False,
}


def leads(plan: Plan) -> list[Lead]:
    return [plan.start, *(branch.lead for step in plan.steps for branch in step.branches)]


@pytest.mark.parametrize("name", NAMES)
def test_a_plan_begins_with_what_the_advice_says_is_next(name: str) -> None:
    plan, advice = plan_of(name), advice_of(name)
    if advice.next is None:
        assert (plan.steps, plan.start.kind) == ((), "question")
        assert plan.start.question == advice.question
        assert plan.start.possible_next == advice.possible_next
    else:
        first = plan.steps[0]
        assert (plan.start.step, first.action, first.day) == (1, advice.next, DAY)
        assert first.kind == ("act" if advice.status == "act" else "wait")
        assert advice.how is not None
        assert (first.title, first.bring, first.takes, first.waits_for) == (
            advice.how.title,
            advice.how.bring,
            advice.how.takes,
            advice.how.waits_for,
        )
        assert first.asks == (() if advice.question is None else (advice.question,))


@pytest.mark.parametrize("name", NAMES)
def test_a_plan_is_plain_json_and_the_languages_differ_in_words_only(name: str) -> None:
    plans = [plan_of(name, language) for language in LANGUAGES]
    for plan in plans:
        assert json.loads(json.dumps(plan.to_dict())) == plan.to_dict()
    assert len({ids_in(plan) for plan in plans}) == 1
    assert len({plan.to_text() for plan in plans}) == len(LANGUAGES)


def ids_in(plan: Plan) -> tuple[object, ...]:
    return (
        tuple((step.number, step.action, step.day, step.until and step.until.by) for step in plan.steps),
        tuple((branch.outcome, branch.day) for step in plan.steps for branch in step.branches),
        tuple((lead.kind, lead.step, lead.possible_next) for lead in leads(plan)),
        tuple((last.due.id, last.due.by, last.missed, last.event, last.first) for last in plan.deadlines),
        plan.main_line,
        plan.key,
    )


@pytest.mark.parametrize("name", NAMES)
def test_days_never_go_back_along_a_plan(name: str) -> None:
    plan = plan_of(name)
    for step in plan.steps:
        assert step.until is None or (step.day is not None and step.day < step.until.by)
        for branch in step.branches:
            expected = step.until.by if step.until is not None else step.day if step.kind == "act" else None
            assert branch.day == expected


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_the_text_names_every_step_and_every_end_within_its_width(name: str, language: str) -> None:
    plan = plan_of(name, language)
    text = plan.to_text(80)
    flat = "".join(text.split())
    for step in plan.steps:
        assert f"{step.number}.{squeezed(step.title)}(" in flat
        assert step.bring is None or squeezed(step.bring) in flat
        assert squeezed(step.takes) in flat
    for lead in leads(plan):
        assert lead.kind in {"step", "again"} or squeezed(lead.text) in flat
    for last in plan.deadlines:
        assert f"{squeezed(forms.day(last.due.by, language))}:{squeezed(last.due.purpose)}" in flat
    # a sign that may not begin a line may stand two columns beyond the width
    assert max(width(line) for line in text.splitlines()) <= 82
    assert "{" not in text


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_with_everything_known_the_plan_goes_to_the_end_with_its_branches_and_days() -> None:
    plan = advisor().plan({**READY, **AFTER, "person.leaving": False}, today=DAY, lang="en")
    assert [plan.steps[number - 1].action for number in plan.main_line] == [
        "apply_at_office",
        "wait_for_confirmation",
        "check_service_stopped",
        "save_records",
        "destroy_sim",
    ]
    # more than 7 working days since Friday 20 November have passed once Tuesday 1 December is over
    assert [plan.steps[number - 1].day for number in plan.main_line] == [DAY, DAY, *[date(2026, 12, 2)] * 3]
    assert (plan.end.kind, plan.end_day) == ("finished", date(2026, 12, 2))
    wait = plan.steps[1]
    assert [(branch.outcome, branch.day) for branch in wait.branches] == [
        ("confirmed", date(2026, 12, 2)),
        ("rejected", date(2026, 12, 2)),
        (None, date(2026, 12, 2)),
    ]
    no_answer = wait.branches[2].lead
    assert no_answer.step is not None
    assert plan.steps[no_answer.step - 1].action == "chase_operator"
    assert wait.branches[2].title == "No result by 2\u00a0December\u00a02026"
    assert wait.until is not None
    assert wait.until.id == "ask_again"
    assert "again" in {lead.kind for lead in leads(plan)}


class TestLastSafeDay:
    """The deadlines of a plan, and what to do first where it is too late."""

    # 2 December 2026 is a Wednesday; the last day from which 7 working days remain before it is Monday 23 November
    LEAVES = date(2026, 12, 2)
    LAST = date(2026, 11, 23)

    def plan(self, today: date, **more: object) -> Plan:
        return advisor().plan({**READY, "person.leaves_on": self.LEAVES, **more}, today=today, lang="en")

    @pytest.mark.parametrize("before", [0, 1, 5, 40])
    def test_up_to_the_last_safe_day_the_plan_is_in_time(self, before: int) -> None:
        plan = self.plan(self.LAST - timedelta(before))
        assert [(last.due.id, last.due.by, last.missed, last.first) for last in plan.deadlines] == [
            ("before_departure", self.LAST, False, ())
        ]
        assert "23\u00a0November\u00a02026" in plan.deadlines[0].due.why
        assert "Last safe day 23\u00a0November\u00a02026" in plan.to_text()

    @pytest.mark.parametrize("after", [1, 4, 9])
    def test_after_it_the_plan_says_that_it_is_too_late_and_what_to_do_first(self, after: int) -> None:
        plan = self.plan(self.LAST + timedelta(after), **{"balance.owed": 500, "data.backed_up": False})
        [last] = plan.deadlines
        assert (last.due.by, last.missed, last.event) == (self.LAST, True, self.LEAVES)
        assert [plan.steps[number - 1].action for number in last.first] == ["pay_debt", "back_up_data", "apply_at_office"]
        text = plan.to_text().replace("\u00a0", " ")
        assert "Too late; the last safe day was 23 November 2026" in text
        assert text.index("Do first, until 2 December 2026:") < text.index("If all goes well")

    def test_what_comes_after_the_departure_is_not_among_what_to_do_first(self) -> None:
        plan = self.plan(self.LAST + timedelta(1), **AFTER)
        later = [number for number in plan.main_line if (plan.steps[number - 1].day or DAY) > self.LEAVES]
        assert later
        assert plan.deadlines[0].first == (1,)

    def test_who_does_not_leave_has_no_last_day(self) -> None:
        assert self.plan(DAY, **{"person.leaving": False, "person.leaves_on": None}).deadlines == ()

    def test_a_deadline_that_passes_while_the_plan_waits_is_not_one_when_its_reason_has_gone(self) -> None:
        plan = self.plan(self.LAST, **AFTER)
        assert plan.steps[1].until is not None
        assert plan.steps[1].until.by > self.LAST
        assert [last.missed for last in plan.deadlines] == [False]

    def test_what_was_said_of_a_day_that_has_passed_is_unknown_afterwards(self) -> None:
        plan = self.plan(self.LAST + timedelta(1), **AFTER)
        assert plan.end.kind == "finished"
        assert not [lead for lead in leads(plan) if lead.kind == "question" and lead.question is None]


FILES = {
    "kb/actions/do.yaml": """
act: {title: {en: Act}, do: [{en: do}], takes: {en: long}, outcomes: {done: {set: {x: 0}}}}
stay:
  title: {en: Stay}
  do: [{en: do}]
  takes: {en: long}
  waits_for: {en: You wait for them.}
  outcomes: {done: {set: {x: 5}}}
""",
    "rules/do/stay.yaml": "when: x == 1\nthen: {action: stay}\nwhy: {en: because}\nsources: [s]\nchecked: 2026-01-01\n",
}


class TestWaits:
    """A wait that no deadline ends has no known end; what depends on the day cannot be planned beyond it."""

    def with_rule(self, folder: Path, condition: str) -> simexit.Advisor:
        small_library(folder, condition)
        for name, text in FILES.items():
            (folder / name).write_text(text, encoding="utf-8")
        return simexit.load(folder)

    def test_a_plan_ends_in_the_wait_where_what_comes_then_depends_on_the_day(self, tmp_path: Path) -> None:
        plan = self.with_rule(tmp_path, "x == 5 and today > '2026-11-01'").plan({"x": 1}, today=DAY)
        assert [(step.action, step.kind, step.until) for step in plan.steps] == [("stay", "wait", None)]
        assert (plan.end.kind, plan.end.text, plan.end_day) == ("wait", "You wait for them.", None)
        assert "You wait for them." in plan.to_text()

    def test_a_plan_goes_on_without_days_where_the_day_does_not_matter(self, tmp_path: Path) -> None:
        plan = self.with_rule(tmp_path, "x == 5").plan({"x": 1}, today=DAY)
        assert [(step.action, step.day) for step in plan.steps] == [("stay", DAY), ("act", None)]
        assert plan.end.kind == "finished"
        assert "2. Act (day not known)" in plan.to_text()

    @pytest.mark.parametrize(("by", "until"), [("today", None), ("today + 1", DAY + timedelta(1)), ("today - 1", None)])
    def test_only_a_day_that_is_still_ahead_ends_a_wait(self, tmp_path: Path, by: str, until: date | None) -> None:
        library = tmp_path / "with-a-deadline"
        rule = "when: x == 1\nthen: {deadline: d}\nwhy: {en: because}\nsources: [s]\nchecked: 2026-01-01\n"
        for name, text in (("kb/deadlines/d.yaml", f"d: {{by: {by}, label: {{en: d}}}}\n"), ("rules/deadlines/d.yaml", rule)):
            (library / name).parent.mkdir(parents=True)
            (library / name).write_text(text, encoding="utf-8")
        plan = self.with_rule(library, "x == 5").plan({"x": 1}, today=DAY)
        assert (None if plan.steps[0].until is None else plan.steps[0].until.by) == until
        assert [branch.day for branch in plan.steps[0].branches] == ([None] if until is None else [until, until])

    def test_without_a_day_the_plan_has_none(self, tmp_path: Path) -> None:
        plan = self.with_rule(tmp_path, "x == 5").plan({"x": 5})
        assert [(step.action, step.day) for step in plan.steps] == [("act", None)]
        with pytest.raises(ValueError, match="day"):
            plan.to_ics()


def test_bad_facts_are_refused_as_in_advice() -> None:
    with pytest.raises(simexit.FactError):
        advisor().plan({"balance.owed": -1}, today=DAY)
    with pytest.raises(ValueError, match="'fr'"):
        advisor().plan({}, lang="fr")
