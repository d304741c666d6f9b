"""What simexit's own answers cost: reasons, why, why not, the second opinion; with half of the facts unknown; on both kinds of rules."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import simexit
from benchmarks.contenders import answer_of
from benchmarks.generator import TODAY, Generated, with_gaps
from benchmarks.measure import Task, Times, in_turns
from benchmarks.peers import python_floor
from benchmarks.report import Section, Table, figure
from benchmarks.scale import Scale
from benchmarks.shipped import endless
from simexit import Advice, Advisor

FLOOR, ADVICE, WORDS, WHOLE, WHY, WHY_NOT, SECOND = (
    python_floor.NAME,
    "advice: ids of next, agenda, warnings",
    "and warnings and reasons in words",
    "the whole advice in words, as JSON",
    "advice, and why",
    "advice, why, and why not",
    "advice, second opinion always",
)
UNKNOWN = {"a sixth": 1 / 6, "a third": 1 / 3, "half": 1 / 2}


def measure(scale: Scale) -> Section:
    """Measure what an advisor can be asked for."""
    generated = Generated(scale.main)
    with TemporaryDirectory() as folder:
        root = generated.write(Path(folder))
        off, always = simexit.load(root, second_opinion="off"), simexit.load(root)
        situations = [{**one, "today": TODAY} for one in generated.situations(scale.timed * scale.rounds)]
        generated_rules = _table(f"What else can be asked: {scale.main} generated rules", timed(off, always, situations, scale))
    off, always = (simexit.load(lang="en", second_opinion=opinion) for opinion in ("off", "always"))
    times = timed(off, always, [*islice(endless(off), scale.timed * scale.rounds)], scale)
    return Section((generated_rules, _table(f"The same: the {len(off.rules.rules)} shipped rules", times)))


def timed(off: Advisor, always: Advisor, situations: list[dict[str, Any]], scale: Scale) -> dict[str, Times]:
    """Return how long each kind of answer takes, the floor beside them."""
    last = _last(off)
    kinds: dict[str, Callable[[Any], object]] = {
        FLOOR: python_floor.decide(off.rules, TODAY),
        ADVICE: lambda facts: answer_of(off.advise(facts)),
        WORDS: lambda facts: _in_words(off.advise(facts)),
        WHOLE: lambda facts: off.advise(facts).to_dict(),
        WHY: lambda facts: off.advise(facts).why(),
        WHY_NOT: lambda facts: _explained(off.advise(facts), last),
        SECOND: lambda facts: answer_of(always.advise(facts)),
    }
    times = in_turns({name: Task(call, situations) for name, call in kinds.items()}, scale.rounds, scale.seconds)
    return times | _with_gaps(off, situations[: scale.limited], scale)


def _with_gaps(advisor: Advisor, situations: list[dict[str, Any]], scale: Scale) -> dict[str, Times]:
    """Return how long exact certainty and the question take where facts are unknown, the day apart; each call is cut off at the limit."""
    tasks = {}
    for words, share in UNKNOWN.items():
        known = with_gaps([{name: value for name, value in one.items() if name != "today"} for one in situations], share)
        given = [{**one, "today": TODAY} for one in known]
        tasks[f"advice, {words} of the facts unknown"] = Task(lambda facts: answer_of(advisor.advise(facts)), given)
        tasks[f"and its question, {words} unknown"] = Task(lambda facts: advisor.advise(facts).question, given)
    return in_turns(tasks, 1, scale.limited * scale.limit, scale.limit)


def _in_words(advice: Advice) -> object:
    return answer_of(advice), advice.warnings, advice.because


def _explained(advice: Advice, name: str) -> object:
    return advice.why(), advice.why_not(name)


def _last(advisor: Advisor) -> str:
    """Return the last action, which is seldom next: what a person would ask about."""
    return list(advisor.rules.vocabulary.actions)[-1]


def _table(title: str, times: dict[str, Times]) -> Table:
    rows = []
    for kind, one in times.items():
        cut_off = f" ({one.cut_off} of {len(one.microseconds)} cut off)" if one.cut_off else ""
        rows.append((kind, figure(one.median) + cut_off, figure(one.p99), figure(one.median / times[FLOOR].median)))
    return Table(title, ("simexit", "median µs", "p99 µs", "× floor"), rows)
