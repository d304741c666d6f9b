"""One decision: simexit beside its peers and the floors, with all facts known and with gaps, and how it grows with the rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import simexit
from benchmarks.contenders import ADVISE, CHECKED, FLOOR, Contender, contenders, defined, prepared, versions
from benchmarks.generator import TODAY, Generated, with_gaps
from benchmarks.measure import Task, Times, cut_off_after, in_turns
from benchmarks.peers import c_floor
from benchmarks.peers.program import OPEN, Answer
from benchmarks.plot import Bar, Chart
from benchmarks.report import Section, Table, figure
from benchmarks.scale import Scale
from simexit import Advisor
from simexit.model.rules import RuleSet

THIRD = 1 / 3


@dataclass(frozen=True)
class Setting:
    """A generated library with everybody who answers for it."""

    generated: Generated
    advisor: Advisor
    everybody: list[Contender]

    @property
    def rules(self) -> RuleSet:
        """The rules of all of them."""
        return self.advisor.rules


def measure(scale: Scale) -> Section:
    """Measure one decision."""
    with TemporaryDirectory() as folder:
        settings = {size: setting(size, Path(folder) / str(size)) for size in scale.sizes}
        times = {size: timed(one, scale) for size, one in settings.items()}
        asked = {size: scale.agreeing if size == scale.main else scale.agreeing_elsewhere for size in settings}
        agreed = {size: agreement(one, asked[size]) for size, one in settings.items()}
        main = settings[scale.main]
        beside = _beside(main, times[scale.main], agreed[scale.main], gaps(main, scale))
    largest = max(scale.sizes)
    charts = {
        "decision": _chart(f"One decision, {scale.main} rules, every fact known", times[scale.main]),
        "decision-largest": _chart(f"One decision, {largest:,} rules, every fact known", times[largest]),
    }
    title = f"One decision with {scale.main} rules, every fact known; then what becomes of it with a third of them unknown"
    head = (
        "engine",
        "median µs",
        "p99 µs",
        "× floor",
        f"agree with the definition, of {scale.agreeing:,}",
        f"a third unknown, of {scale.gaps}",
    )
    return Section(
        (Table(title, head, beside, f"Peers: {versions()}."), _growth(settings, times, agreed, asked)),
        charts,
    )


def setting(size: int, folder: Path) -> Setting:
    """Return a generated library of so many rules, loaded everywhere."""
    generated = Generated(size)
    advisor = simexit.load(generated.write(folder), second_opinion="off")
    return Setting(generated, advisor, contenders(advisor, folder))


def timed(one: Setting, scale: Scale) -> dict[str, Times]:
    """Return how long everybody takes for the same situations."""
    seconds = scale.seconds if len(one.rules.rules) == scale.main else scale.seconds_elsewhere
    facts = prepared([*one.generated.situations(scale.timed * scale.rounds)], one.rules)
    tasks = {each.name: Task(each.answer, facts[each.plain]) for each in one.everybody if each.answer is not None}
    return in_turns(tasks, scale.rounds, seconds)


def agreement(one: Setting, count: int) -> dict[str, int]:
    """Return for how many of so many situations everybody gives the answer of the definition."""
    facts = prepared([*one.generated.situations(count)], one.rules)
    right = [defined(known, one.rules) for known in facts[False]]
    return {each.name: _same(each, facts[each.plain], right) for each in one.everybody}


def _same(each: Contender, facts: list[Any], right: list[Answer]) -> int:
    if each.answer is None:
        return 0
    return sum(each.answer(known) == answer for known, answer in zip(facts, right, strict=True))


def gaps(one: Setting, scale: Scale) -> dict[str, Counter[str]]:
    """Return what everybody says of the next action with a third of the facts unknown, beside what it is once all are known."""
    whole = one.generated.situations(scale.gaps, seed=2)
    right = [defined({**situation, "today": TODAY}, one.rules)[0] for situation in whole]
    facts = prepared([*with_gaps(whole, THIRD)], one.rules)
    return {
        each.name: Counter(
            _kind(each.answer, known, following, scale.limit) for known, following in zip(facts[each.plain], right, strict=True)
        )
        for each in one.everybody
        if each.answer is not None
    }


def _kind(answer: Callable[[Any], Answer], facts: Any, right: str, limit: float) -> str:
    try:
        with cut_off_after(limit):
            said = answer(facts)[0]
    except TimeoutError:
        return "late"
    except Exception:  # every peer has errors of its own
        return "error"
    return OPEN if said == OPEN else "right" if said == right else "wrong"


def _beside(one: Setting, times: dict[str, Times], agreed: dict[str, int], unknown: dict[str, Counter[str]]) -> list[tuple[str, ...]]:
    """Return the rows of the table, the fastest first; who cannot take the rules stands last with the reason."""
    rows = []
    for name, each in sorted(times.items(), key=lambda item: item[1].median):
        ratio = each.median / times[FLOOR].median
        said = ", ".join(f"{kind} {number}" for kind, number in sorted(unknown[name].items()))
        rows.append((name, figure(each.median), figure(each.p99), figure(ratio), f"{agreed[name]:,}", said))
    return [*rows, *((each.name, f"cannot: {each.why}", "–", "–", "–", "–") for each in one.everybody if each.answer is None)]


def _growth(
    settings: dict[int, Setting], times: dict[int, dict[str, Times]], agreed: dict[int, dict[str, int]], asked: dict[int, int]
) -> Table:
    """Return how the median grows with the rules, and how often an answer was wrong."""
    names = [each.name for each in next(iter(settings.values())).everybody]
    rows = []
    for name in names:
        cells = [figure(times[size][name].median) if name in times[size] else "cannot" for size in settings]
        wrong = sum(asked[size] - agreed[size][name] for size in settings if name in times[size])
        rows.append((name, *cells, str(wrong)))
    reasons = {f"{each.name}, {size} rules: {each.why}." for size, one in settings.items() for each in one.everybody if each.answer is None}
    head = ("median µs", *(f"{size:,} rules" for size in settings), "wrong answers")
    return Table("The same with more rules", head, rows, " ".join(sorted(reasons)))


def _chart(title: str, times: dict[str, Times]) -> Chart:
    kinds = {ADVISE: "ours", CHECKED: "ours", FLOOR: "floor", c_floor.NAME: "floor"}
    ordered = sorted(times.items(), key=lambda item: item[1].median)
    bars = [Bar(name, one.median, f"{figure(one.median)} µs", kinds.get(name, "peer")) for name, one in ordered]
    return Chart(title, "median in microseconds", bars)
