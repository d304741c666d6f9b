"""`simexit diff`: ten edits of the shipped library, their regions checked against brute force on a reduced domain."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from math import prod
from pathlib import Path
from random import Random
from tempfile import mkdtemp

import pytest

from generators.shipped import shipped
from simexit.author.difference.report import DiffReport
from simexit.check.ruleset import check
from simexit.libraries import library
from simexit.meaning.conditions import truth
from simexit.meaning.representatives import representatives
from simexit.model.expressions import Compare, Conclusion, Constant, FactValue, Holds
from simexit.model.rules import RuleSet, Situation
from simexit.model.types import Value
from simexit.prove.difference import Change, Comparison
from simexit.prove.solver import Shown, Solver
from simexit.run.functions.compiled import Compiled
from simexit.text.render import render

MOST = 3_000


@dataclass(frozen=True)
class Edit:
    """One change of one file by hand, and the changes of advice that a reader of the domain expects."""

    name: str
    file: str
    was: str
    now: str
    expected: frozenset[tuple[str, tuple[str, ...], tuple[str, ...]]]


def edit(name: str, file: str, was: str, now: str, *expected: tuple[str, str, str]) -> Edit:
    changes = ((subject, tuple(before.split()), tuple(after.split())) for subject, before, after in expected)
    return Edit(name, file, was, now, frozenset(changes))


EDITS = [
    edit("small debts are forgiven", "rules/settle/pay-debt.yaml", "balance.owed > 0", "balance.owed > 100", ("due", "pay_debt", "")),
    edit(
        "asking a day earlier",
        "rules/confirm/chase-operator.yaml",
        "> parameter.answer_days",
        ">= parameter.answer_days",
        ("due", "", "chase_operator"),
    ),
    edit("another figure", "kb/parameters/law.yaml", "value: 4325", "value: 4300", ("warning", "", "exit_restriction_risk")),
    edit(
        "a year without its figure",
        "kb/parameters/law.yaml",
        "until: 2026-12-31",
        "until: 2026-06-30",
        ("warning", "exit_restriction_risk", "exit_restriction_risk?"),
        ("warning", "", "exit_restriction_risk?"),
    ),
    edit(
        "one more way by proxy",
        "rules/submit/apply-by-proxy.yaml",
        "not online_closing",
        "not online_closing or person.login == none",
        ("due", "", "apply_by_proxy"),
    ),
    edit(
        "no warning for plastic cards",
        "rules/warnings/keep-card-until-confirmed.yaml",
        "physical",
        "esim",
        ("warning", "keep_card_until_confirmed", ""),
        ("warning", "", "keep_card_until_confirmed"),
    ),
    edit(
        "a rule from a day on",
        "rules/warnings/roaming-charges.yaml",
        "checked:",
        "in_force: {from: 2026-07-01}\nchecked:",
        ("warning", "roaming_charges", ""),
    ),
    edit(
        "only in the country",
        "rules/aftercare/check-bank.yaml",
        "    - mine\n",
        "    - mine\n    - person.in_kazakhstan\n",
        ("due", "check_bank", ""),
    ),
    edit(
        "a constraint less",
        "kb/constraints/impossible.yaml",
        "application.status == rejected and application.rejections == 0",
        "application.status == rejected and application.rejections == 0 and balance.owed > 0",
        ("possible", "", "possible"),
    ),
    edit("words only", "rules/settle/pay-debt.yaml", "You owe", "You still owe"),
]


@cache
def edited(one: Edit) -> RuleSet:
    folder, shown = Path(mkdtemp(prefix="edited-")), library()
    shutil.copytree(shown.kb, folder / "kb")
    shutil.copytree(shown.rules, folder / "rules")
    path = folder / one.file
    text = path.read_text(encoding="utf-8")
    assert one.was in text, f"{one.file} does not hold {one.was!r}"
    path.write_text(text.replace(one.was, one.now, 1), encoding="utf-8")
    rules, findings = check(library(folder))
    shutil.rmtree(folder)
    assert rules is not None, render(findings.in_order())
    return rules


@cache
def changes(one: Edit) -> tuple[Change, ...]:
    return tuple(Comparison(shipped(), edited(one)).changes())


def inside(change: Change, situation: Situation, new: RuleSet) -> bool:
    """Whether a situation lies in one of the regions of a change, by the definition."""
    rules = {"old": shipped(), "new": new}
    return any(all(truth(one.part, situation, rules[one.side]) is one.holds for one in region.where) for region in change.regions)


def reduced_domain(change: Change, new: RuleSet) -> Iterator[Situation]:
    """Every combination of the values that matter to a change, at most some thousands; the other facts as in its example."""
    kind = {"due": "action", "possible": "impossible"}.get(change.subject, change.subject)
    names = {name.rstrip("?") for name in (*change.before, *change.after)}
    about = [one for one in new.conditions if one.kind == kind and (one.name in names or kind == "impossible")]
    facts = sorted(frozenset[str]().union(*(rules.facts_behind[one] for rules in (shipped(), new) for one in about)) | {"today"})
    base = complete(change.regions[0].situation, new)
    values = {fact: tuple(dict.fromkeys(near(fact, base))) for fact in facts}
    if prod(map(len, values.values())) <= MOST:
        yield from ({**base, **dict(zip(facts, chosen, strict=True))} for chosen in product(*values.values()))
        return
    chance = Random(0)
    for _ in range(MOST):
        # half of them near the example, where the change happens
        some = chance.sample(facts, chance.choice([1, 2, 3, len(facts)]) if len(facts) > 3 else len(facts))
        yield {**base, **{fact: chance.choice(values[fact]) for fact in some}}


def near(fact: str, base: Situation) -> Iterator[Value]:
    """Values that stand for all values of a fact, with the others as in the example, in the old rules and in every edit of them."""
    rest = {name: value for name, value in base.items() if name != fact}
    for rules in (shipped(), *map(edited, EDITS)):
        yield from representatives(fact, rest, rules)


def complete(situation: Situation, rules: RuleSet) -> dict[str, Value]:
    """A situation with every fact, those that do not apply too."""
    solver = Solver()
    world = solver.world(rules)
    known = [
        (world, Compare("==", FactValue(name), Constant(value))) for name, value in situation.items() if not isinstance(value, frozenset)
    ]
    shown = solver.ask(known)
    assert isinstance(shown, Shown)
    rest = {name: next(iter(representatives(name, dict(situation), rules))) for name in rules.vocabulary.facts if name not in situation}
    return {**rest, **shown.situations[0], **situation}


def verdict(compiled: Compiled, conclusion: Conclusion, situation: Situation) -> str:
    trues, mays = compiled.conclude(situation)
    place = compiled.place[conclusion]
    return "so" if trues[place] else "open" if mays[place] else "out"


def forbidden(rules: RuleSet, situation: Situation) -> bool:
    return any(truth(Holds(one), situation, rules) for one, _ in rules.of_kind("impossible"))


@pytest.mark.parametrize("one", EDITS, ids=lambda one: one.name)
def test_an_edit_changes_what_a_reader_of_the_domain_expects_and_nothing_else(one: Edit) -> None:
    assert {(change.subject, change.before, change.after) for change in changes(one)} == one.expected
    assert not any(change.open for change in changes(one))


@pytest.mark.parametrize("one", [one for one in EDITS if one.expected], ids=lambda one: one.name)
def test_a_situation_lies_in_the_regions_exactly_where_brute_force_finds_other_advice(one: Edit) -> None:
    old, new = shipped(), edited(one)
    before, after = Compiled(old), Compiled(new)
    for change in changes(one):
        found = set()
        for situation in reduced_domain(change, new):
            if change.subject == "possible":
                if forbidden(new, situation):
                    continue
                otherwise = forbidden(old, situation)
            elif forbidden(old, situation) or forbidden(new, situation):
                continue
            else:
                (name,) = {name.rstrip("?") for name in (*change.before, *change.after)}
                conclusion = Conclusion("action" if change.subject == "due" else "warning", name)
                pair = verdict(before, conclusion, situation), verdict(after, conclusion, situation)
                wanted = tuple("out" if not side else "open" if side[0].endswith("?") else "so" for side in (change.before, change.after))
                otherwise = pair == wanted
            assert inside(change, situation, new) == otherwise, situation
            found.add(otherwise)
        assert found == {True, False}, "the reduced domain does not reach both sides"


def test_each_region_names_what_brings_it_about_and_the_days_on_which_it_can_be() -> None:
    by_name = {one.name: one for one in EDITS}
    report = DiffReport(shipped(), edited(by_name["another figure"]), "en")
    (told,) = map(report.told, changes(by_name["another figure"]))
    assert told.because == ("figure mci changed",)
    assert [part.days for part in told.parts] == ["2026-01-01 to 2026-12-31"]
    report = DiffReport(shipped(), edited(by_name["a rule from a day on"]), "en")
    (told,) = map(report.told, changes(by_name["a rule from a day on"]))
    assert told.because == ("rule warnings/roaming-charges changed",)
    assert {part.days for part in told.parts} == {"until 2026-06-30"}


def test_what_comes_next_is_told_for_every_turn_of_the_next_action() -> None:
    (change,) = changes(EDITS[0])
    befores = {turn.before for turn in change.turns}
    assert befores == {("pay_debt",)}
    assert {"finished", "ask_refund", "wait_for_confirmation", "destroy_sim"} <= {name for turn in change.turns for name in turn.after}


def test_a_rule_set_is_proved_to_give_the_same_advice_as_itself() -> None:
    assert Comparison(shipped(), shipped()).first() is None
    assert tuple(Comparison(shipped(), shipped()).changes()) == ()
