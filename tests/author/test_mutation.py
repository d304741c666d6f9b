"""Mutants: which mistakes are made, and that each is what `check` would read from files with this mistake."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from author.mutated import GYM, loaded, made
from simexit.author.mutation.comparisons import other_comparisons
from simexit.author.mutation.kinds import KINDS, Mutant
from simexit.author.mutation.mutants import mutants, subjects
from simexit.author.mutation.rulesets import with_words
from simexit.check.ruleset import check
from simexit.libraries import library
from simexit.model.expressions import Compare, Constant, FactValue
from simexit.model.rules import RuleSet

TEXTUAL = [
    ("rules/settle/pay-fees.yaml", "> 0", ">= 0", "settle/pay-fees", "`fees.owed > 0` becomes `fees.owed >= 0`"),
    ("rules/settle/pay-fees.yaml", "> 0", "> 0.01", "settle/pay-fees", "`fees.owed > 0` becomes `fees.owed > 0.01`"),
    ("rules/settle/pay-fees.yaml", "fees.owed > 0", "True", "settle/pay-fees", "this rule is always true"),
    ("rules/decide/pause-membership.yaml", "== pause", "== stay", "decide/pause-membership", "`wish == pause` becomes `wish == stay`"),
    ("rules/derived/leaving.yaml", " and notice.status == none", "", "derived/leaving", "`notice.status == none` is left out"),
    (
        "rules/notice/chase-gym.yaml",
        " and ",
        " or ",
        "notice/chase-gym",
        "`late and notice.reminders < parameter.most_reminders` becomes `late or notice.reminders < parameter.most_reminders`",
    ),
    (
        "rules/derived/late.yaml",
        "parameter.answer_days",
        "parameter.answer_days + 1",
        "derived/late",
        "`working_days_since(notice.sent_on) > parameter.answer_days` becomes "
        "`working_days_since(notice.sent_on) > (parameter.answer_days + 1)`",
    ),
    ("rules/notice/wait-for-answer.yaml", "not late", "late", "notice/wait-for-answer", "`not late` becomes `late`"),
    ("rules/notice/give-special-notice.yaml", "overrides: [notice/give-notice]\n", "", "notice/give-special-notice", "not overridden"),
    ("rules/warnings/letter-only.yaml", "2026-06-30", "2026-07-01", "warnings/letter-only", "`until: 2026-06-30` is a day later"),
    ("kb/constraints/impossible.yaml", "wish != leave", "wish == leave", "only_who_leaves_gives_notice", "becomes `wish == leave`"),
    ("kb/facts/member.yaml", "  applies_when: wish == leave\n", "", "leaving.reason", "it always applies"),
    ("kb/parameters/figures.yaml", "value: 30,", "value: 31,", "notice_days", "its value 30 becomes 31"),
    ("kb/parameters/figures.yaml", "until: 2026-06-30", "until: 2026-06-29", "notice_days", "`until: 2026-06-30` is a day earlier"),
    ("kb/actions/settle.yaml", "set: {fees.owed: 0}", "set: {}", "pay_fees", "outcome `paid`: `fees.owed == 0` is left out"),
    (
        "kb/actions/after.yaml",
        "set: {locker.key: no}",
        "set: {locker.key: yes}",
        "return_key",
        "`locker.key == false` becomes `locker.key`",
    ),
    (
        "kb/actions/notice.yaml",
        "needs: [branch]\n  requires: leaving.proof",
        "requires: leaving.proof",
        "give_special_notice",
        "`branch` is",
    ),
]


def _one(name: str, sentence: str) -> Mutant:
    (found,) = [mutant for mutant in made(GYM) if mutant.name == name and sentence in mutant.sentence]
    return found


def _same(mutant: RuleSet, checked: RuleSet) -> bool:
    mine, theirs = mutant.vocabulary, checked.vocabulary
    return (
        list(mutant.conditions.items()) == list(checked.conditions.items())
        and mutant.rules == checked.rules
        and list(mine.actions.items()) == list(theirs.actions.items())
        and (mine.facts, mine.parameters, mine.deadlines) == (theirs.facts, theirs.parameters, theirs.deadlines)
    )


@pytest.mark.parametrize(("file", "old", "new", "name", "sentence"), TEXTUAL)
def test_a_mutant_is_what_check_reads_from_files_with_this_mistake(
    tmp_path: Path, file: str, old: str, new: str, name: str, sentence: str
) -> None:
    folder = shutil.copytree(GYM, tmp_path / "gym")
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    checked, findings = check(library(folder))
    assert checked is not None, findings.in_order()
    assert not _same(loaded(GYM)[0], checked)
    assert _same(_one(name, sentence).rules, checked)


@pytest.mark.parametrize("root", [GYM, None])
def test_a_rule_set_that_is_put_together_again_is_the_same(root: Path | None) -> None:
    rules, _ = loaded(root)
    assert _same(with_words(rules, rules.vocabulary), rules)


def test_every_kind_of_mistake_is_made_in_the_second_library() -> None:
    assert {mutant.kind for mutant in made(GYM)} == set(KINDS)


def test_every_mutant_differs_from_the_rule_set_and_has_a_place_and_a_name_of_the_library() -> None:
    rules, _ = loaded(GYM)
    for mutant in made(GYM):
        assert not _same(mutant.rules, rules), mutant.sentence
        assert mutant.name in subjects(rules)
        assert mutant.span.line <= len(mutant.span.source.lines())


def test_neighbouring_actions_and_stages_change_places() -> None:
    orders = {mutant.sentence: list(mutant.rules.vocabulary.actions) for mutant in made(GYM) if mutant.kind == "order"}
    before = list(loaded(GYM)[0].vocabulary.actions)
    assert orders["it comes after `get_proof`"][:2] == [before[1], before[0]]
    assert orders["its stage `decide` comes after the stage `settle`"][:3] == ["pay_fees", before[0], before[1]]
    for mutant in made(GYM):
        assert [conclusion.name for conclusion, _ in mutant.rules.of_kind("action")] == list(mutant.rules.vocabulary.actions)


def test_no_period_is_moved_onto_another_one() -> None:
    periods = {mutant.sentence for mutant in made(GYM) if mutant.kind == "period"}
    assert periods == {
        "in the period of 90, `until: 2026-06-30` is a day earlier",
        "in the period of 30, `from: 2026-07-01` is a day later",
    }


def test_an_operator_becomes_those_that_differ_below_at_and_above_the_bound() -> None:
    vocabulary = loaded(GYM)[0].vocabulary
    owed = Compare(">=", FactValue("fees.owed"), Constant(100))
    others = [other for kind, other in other_comparisons(owed, vocabulary) if kind == "comparison"]
    assert [other.comparison for other in others] == [">", "=="]


def test_what_is_named_alone_is_mutated() -> None:
    rules, _ = loaded(GYM)
    assert {mutant.name for mutant in mutants(rules, ["settle/pay-fees", "pay_fees"])} == {"settle/pay-fees", "pay_fees"}
