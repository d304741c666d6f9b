"""The benchmark measures what it says: everybody gets the same rules, and gives the answers of the definition or says why not."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from math import inf
from pathlib import Path
from typing import Protocol
from xml.etree import ElementTree

import pytest
from benchmarks import advice, cold, decisions, memory, throughput
from benchmarks.contenders import ADVISE, FLOOR, PEERS, Contender, answer_of, contenders, defined
from benchmarks.generator import TODAY, Generated, with_gaps
from benchmarks.measure import Task, cut_off_after, in_turns
from benchmarks.peers import c_floor, durable, python_floor
from benchmarks.peers.program import OPEN, program, pushed
from benchmarks.plot import Bar, Chart
from benchmarks.report import DOCUMENT, Section, Table
from benchmarks.scale import FULL, QUICK, Scale
from benchmarks.shipped import endless

import simexit
from simexit.meaning.decide import decide

ROOT = Path(__file__).parents[1]


class Part(Protocol):
    def measure(self, scale: Scale) -> Section: ...


@pytest.fixture(scope="module")
def setting(tmp_path_factory: pytest.TempPathFactory) -> decisions.Setting:
    return decisions.setting(24, tmp_path_factory.mktemp("library"))


def test_everybody_who_can_take_the_rules_gives_the_answer_of_the_definition(setting: decisions.Setting) -> None:
    able = {each.name for each in setting.everybody if each.answer is not None}
    assert {FLOOR, ADVISE} <= able
    assert {name: count for name, count in decisions.agreement(setting, 60).items() if name in able} == dict.fromkeys(able, 60)


def test_a_contender_that_answers_wrongly_is_counted(setting: decisions.Setting) -> None:
    liar = Contender("liar", lambda _: ("act0", ("act0",), ()))
    found = decisions.agreement(decisions.Setting(setting.generated, setting.advisor, [liar]), 60)
    assert found["liar"] < 60


def test_the_situations_have_many_different_answers(setting: decisions.Setting) -> None:
    answers = {defined({**one, "today": TODAY}, setting.rules) for one in setting.generated.situations(100)}
    assert len(answers) > 20


@pytest.mark.parametrize("size", [24, 150])
def test_a_generated_library_is_accepted_and_has_as_many_rules_as_were_asked_for(size: int, tmp_path: Path) -> None:
    generated = Generated(size)
    rules = simexit.load(generated.write(tmp_path), second_opinion="off").rules
    kinds = [rule.then.kind for rule in rules.rules]
    assert len(kinds) == size
    assert kinds.count("warning") == size // 3
    assert 10 <= len(rules.vocabulary.actions) <= 40
    lowered = program(rules, TODAY)
    assert max(lowered.levels.values()) == generated.sizes.strata
    assert len([name for name in rules.vocabulary.facts if name != "today"]) == 39


def test_the_same_size_gives_the_same_rules_and_situations_every_time() -> None:
    assert Generated(24).rules == Generated(24).rules
    assert Generated(24).situations(5) == Generated(24).situations(5)
    assert Generated(24).rules != Generated(24, seed=2).rules


def test_of_the_facts_exactly_the_share_asked_for_is_taken_away() -> None:
    whole = Generated(24).situations(20)
    for full, rest in zip(whole, with_gaps(whole, 1 / 3), strict=True):
        assert len(rest) == len(full) - round(len(full) / 3)
        assert rest.items() <= full.items()


def test_what_is_defined_for_known_facts_is_what_the_definition_decides(setting: decisions.Setting) -> None:
    for situation in setting.generated.situations(5):
        known = {**situation, "today": TODAY}
        judgement = decide(known, setting.rules)
        assert defined(known, setting.rules) == (judgement.certain_next, judgement.agenda, judgement.certain_warnings)


def test_with_gaps_who_knows_three_values_is_never_wrong_and_the_floor_is_sometimes(setting: decisions.Setting) -> None:
    found = decisions.gaps(setting, replace(QUICK, gaps=20, limit=600.0))
    assert found[ADVISE]["wrong"] == 0
    assert found[ADVISE][OPEN] > 0
    assert found[FLOOR]["wrong"] > 0


def test_the_floor_answers_the_shipped_rules_as_the_definition_does() -> None:
    advisor = simexit.load(second_opinion="off", lang="en")
    floor = python_floor.decide(advisor.rules, TODAY)
    supply = endless(advisor)
    for known in [next(supply) for _ in range(15)]:
        following, agenda, warned = floor(known)
        advised = answer_of(advisor.advise(known))
        assert (following, agenda, sorted(warned)) == (advised[0], advised[1], sorted(advised[2]))
        assert (following, agenda, warned) == defined(known, advisor.rules)


def test_a_peer_that_is_not_there_or_cannot_stands_in_the_table_with_the_reason(
    setting: decisions.Setting, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(PEERS[0], "PACKAGE", "no-such-package")
    monkeypatch.setattr(c_floor, "decide", _no_compiler)
    everybody = contenders(setting.advisor, tmp_path)
    reasons = {each.name: each.why for each in everybody if each.answer is None}
    assert reasons[PEERS[0].NAME] == "no-such-package is not installed"
    assert "no C compiler" in reasons[c_floor.NAME]
    assert {PEERS[0].NAME, c_floor.NAME, durable.NAME} <= {each.name for each in everybody}


def _no_compiler(*_: object) -> None:
    raise FileNotFoundError("cc")


def test_rules_that_have_no_plain_form_are_refused_with_a_reason_not_translated_wrongly(tmp_path: Path) -> None:
    advisor = simexit.load(second_opinion="off")
    everybody = [each for each in contenders(advisor, tmp_path) if each.name in {module.NAME for module in PEERS}]
    assert all(each.answer is None and each.why for each in everybody)


def test_negation_pushed_inwards_changes_no_value(setting: decisions.Setting) -> None:
    rules = setting.rules
    conditions = {conclusion: pushed(condition) for conclusion, condition in rules.conditions.items()}
    other = type(rules)(rules.vocabulary, rules.rules, conditions, rules.identity)
    for situation in setting.generated.situations(20):
        known = {**situation, "today": TODAY}
        assert defined(known, other) == defined(known, rules)


def test_in_turns_gives_each_round_values_of_its_own_and_everybody_the_same() -> None:
    seen: dict[str, list[int]] = {"one": [], "other": []}
    tasks = {name: Task(values.append, range(40)) for name, values in seen.items()}
    times = in_turns(tasks, 4, 1.0)
    assert seen["one"][3:] == seen["other"][3:] == list(range(40))
    assert len(times["one"].microseconds) == 40


def test_a_call_that_takes_too_long_is_cut_off_and_counted() -> None:
    def forever(_: object) -> None:
        while True:
            pass

    found = in_turns({"slow": Task(forever, [1, 2, 3])}, 1, 0.1, limit=0.02)["slow"]
    assert found.cut_off == len(found.microseconds) == 3
    with pytest.raises(TimeoutError), cut_off_after(0.02):
        forever(None)


@pytest.mark.parametrize("part", [decisions, advice, cold, throughput], ids=lambda part: part.__name__)
def test_each_part_gives_tables_whose_rows_are_as_long_as_their_heads(part: Part) -> None:
    section = part.measure(QUICK)
    for table in section.tables:
        assert table.rows
        assert all(len(row) == len(table.head) for row in table.rows)
    for chart in section.charts.values():
        ElementTree.fromstring(chart.svg())


@pytest.mark.skipif(not memory.STATM.exists(), reason="the platform has no /proc")
def test_memory_is_measured_with_and_without_second_opinion_at_every_step() -> None:
    (table,) = memory.measure(QUICK).tables
    for opinion in memory.OPINIONS:
        steps = [after for advisor, after, _ in table.rows if advisor == f"second opinion {opinion}"]
        assert steps == ["0 decisions", "50 decisions", "20 cases opened, 20 of them live at once", "20 cases closed"]


def test_the_document_has_a_place_for_each_part_and_shows_each_chart() -> None:
    from benchmarks.__main__ import SECTIONS

    text = DOCUMENT.read_text(encoding="utf-8")
    for name in SECTIONS:
        assert text.count(f"<!-- {name} -->\n") == text.count(f"<!-- end of {name} -->\n") == 1


def test_a_section_is_written_between_its_marks_and_nothing_else_changes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from benchmarks import report

    document = tmp_path / "benchmarks.md"
    document.write_text("before\n<!-- x -->\nold\n<!-- end of x -->\nafter\n", encoding="utf-8")
    monkeypatch.setattr(report, "DOCUMENT", document)
    chart = Chart("A & B", "ms", [Bar("a <b>", 1.0, "1 ms", "ours"), Bar("c", 1000.0, "1 s", "peer")])
    report.write("x", Section((Table("T", ("a", "b"), [("1", "2")]),), {"chart": chart}), "machine")
    text = document.read_text(encoding="utf-8")
    assert text.startswith("before\n<!-- x -->\n![A & B](benchmarks/chart.svg)")
    assert "| 1 | 2 |\n\nmachine\n<!-- end of x -->\nafter\n" in text
    assert "old" not in text
    ElementTree.parse(tmp_path / "benchmarks" / "chart.svg")
    with pytest.raises(SystemExit, match="no place for y"):
        report.write("y", Section(()), "machine")


def test_the_command_refuses_an_unknown_part_and_to_write_figures_that_mean_nothing() -> None:
    for arguments, message in ((["--only", "speed"], "no part speed"), (["--quick", "--write"], "mean nothing")):
        run = subprocess.run([sys.executable, "-m", "benchmarks", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
        assert run.returncode == 2
        assert message in run.stderr


def test_a_number_of_decisions_can_be_asked_for_where_memory_is_measured_and_then_no_time_cuts_them_off() -> None:
    assert FULL.up_to(150_000).decisions == (0, 100_000, 150_000)
    assert FULL.up_to(150_000).memory_seconds == inf
    assert FULL.up_to(10).cases == 10
    (table,) = memory.measure(QUICK.up_to(5)).tables
    assert [after for _, after, _ in table.rows][:2] == ["0 decisions", "5 decisions"]
    assert not table.note
