"""What an answer costs: certainty, question, explanation, with all facts known, half of them, and none.

    python benchmarks/costs.py            print the table
    python benchmarks/costs.py --write    write it to docs/costs.md

The situations are the examples, completed at random; half or all of their facts but the day are then taken away. Each figure is
the median over the situations of the best of three calls, in milliseconds, without a second opinion except in its own row.
"""

from __future__ import annotations

import os
import platform
import random
import sys
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

from question_order import GUIDES, complete, read

import simexit
from simexit.ask.question import next_question
from simexit.meaning.decide import verdicts
from simexit.model.judgement import FINISHED
from simexit.model.rules import Situation
from simexit.run.certainty.judging import Certainty
from simexit.run.decider import Decider
from simexit.run.functions.compiled import Compiled
from simexit.run.rete.network import Rete

ROOT = Path(__file__).parents[1]
CALLS = 3
SEED = 20_261_120


def milliseconds(call: Callable[[], object]) -> float:
    """Return how long the fastest of a few calls takes."""
    times = []
    for _ in range(CALLS):
        start = perf_counter()
        call()
        times.append(perf_counter() - start)
    return min(times) * 1000


def situations(share: float) -> list[Situation]:
    """Return a situation of each example in which a share of the facts, the day apart, is known."""
    advisor = simexit.load(second_opinion="off")
    decider, generator = Decider(advisor.rules, "off"), random.Random(SEED)
    found = []
    for guide in GUIDES:
        for path in sorted((ROOT / "examples").glob(f"{guide}-*.yaml")):
            whole = complete(advisor.rules, decider, read(advisor.rules, path), generator)
            names = sorted(set(whole) - {"today"})
            known = {"today", *generator.sample(names, round(share * len(names)))}
            found.append({name: value for name, value in whole.items() if name in known})
    return found


def rows() -> list[tuple[str, Callable[[Situation], object]]]:
    """Return what is measured."""
    advisor, checked = simexit.load(second_opinion="off", lang="en"), simexit.load(lang="en")
    rules = advisor.rules
    compiled, rete = Compiled(rules), Rete(rules)
    certainty, decider = Certainty(rules, compiled), Decider(rules, "off")

    def ask(situation: Situation) -> object:
        return next_question(rules, decider, situation, certainty.judge(situation)[0])

    def nearest(situation: Situation) -> object:
        possible = advisor.advise(situation).possible_next
        name = next(action for action in rules.vocabulary.actions if action not in possible[:1])
        return advisor.why_not(situation, name)

    def why(situation: Situation) -> object:
        possible = advisor.advise(situation).possible_next
        return advisor.why(situation, None if len(possible) == 1 and possible[0] != FINISHED else "open")

    return [
        ("Kleene values, the definition", lambda situation: verdicts(situation, rules)),
        ("Kleene values, compiled", compiled.conclude),
        ("Kleene values, Rete", rete.verdicts),
        ("exact certainty", certainty.judge),
        ("certainty and question", ask),
        ("advice", advisor.advise),
        ("advice with its texts", lambda situation: advisor.advise(situation).to_dict()),
        ("advice, second opinion always", checked.advise),
        ("advice and why", why),
        ("advice and why not", nearest),
    ]


def table() -> str:
    """Return the table as Markdown."""
    columns = [situations(share) for share in (1.0, 0.5, 0.0)]
    lines = ["| milliseconds | all facts known | half known | none known |", "| --- | --- | --- | --- |"]
    for label, call in rows():
        figures = [median(milliseconds(partial(call, situation)) for situation in column) for column in columns]
        lines.append(f"| {label} | " + " | ".join(f"{figure:.3f}" for figure in figures) + " |")
    machine = f"{os.cpu_count()} processors, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
    return "\n".join([*lines, "", f"Measured {datetime.now().date()} on {machine}; absolute figures depend on the machine, ratios less."])


def main() -> None:
    """Print the table, or write it into the documents."""
    found = table()
    print(found)
    if "--write" in sys.argv[1:]:
        path = ROOT / "docs" / "costs.md"
        start, end = "<!-- table -->\n", "<!-- end of table -->"
        before, _, rest = path.read_text(encoding="utf-8").partition(start)
        path.write_text(before + start + found + "\n" + end + rest.partition(end)[2], encoding="utf-8")


if __name__ == "__main__":
    main()
