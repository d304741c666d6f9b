"""How long a proof takes: each obligation, a second run after one edit, and with three and ten times as many rules.

    python benchmarks/proof.py            print the tables
    python benchmarks/proof.py --write    write them to docs/proof.md

In the larger rule sets each shipped rule stands once for each of three or ten regions, and one more fact says which region it is.
"""

from __future__ import annotations

import os
import platform
import re
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import get_args

import simexit
from simexit.model.expressions import All, Compare, Conclusion, Condition, Constant, FactValue, Some
from simexit.model.rules import RuleSet
from simexit.model.types import Choice
from simexit.prove.cache import Cache
from simexit.prove.proof import Proof, prove
from simexit.prove.questions import Obligation, Succession, Ways

ROOT = Path(__file__).parents[1]
TIMES = (1, 3, 10)


def timed(rules: RuleSet, folder: Path | None = None) -> tuple[Proof, float]:
    """Return a proof and how many seconds it took as a whole."""
    start = perf_counter()
    proof = prove(rules, cache=None if folder is None else Cache(folder))
    return proof, perf_counter() - start


def by_region(rules: RuleSet, count: int) -> RuleSet:
    """Return a rule set with so many regions, in each of which the same rules hold."""
    if count == 1:
        return rules
    regions = tuple(f"r{number}" for number in range(count))
    words = rules.vocabulary
    region = replace(next(iter(words.facts.values())), name="region", type=Choice(regions), applies=None)
    found = []
    for rule in rules.rules:
        for name in regions:
            here = Compare("==", FactValue("region"), Constant(name))
            found.append(replace(rule, name=f"{rule.name}/{name}", when=All((here, rule.when)), condition=All((here, rule.condition))))
    concluded: dict[Conclusion, list[Condition]] = {}
    for rule in found:
        concluded.setdefault(rule.then, []).append(rule.condition)
    conditions = {one: Some(tuple(concluded[one])) if one in concluded else condition for one, condition in rules.conditions.items()}
    vocabulary = replace(words, facts={**words.facts, "region": region})
    return RuleSet(vocabulary, tuple(found), conditions, "regions", rules.finished, rules.invariants)


def with_edit(rules: RuleSet, conclusion_kind: str) -> RuleSet:
    """Return the rule set with one more comparison in the last action or warning."""
    conclusion = [one for one, _ in rules.of_kind(conclusion_kind)][-1]
    more = Compare("==", FactValue("data.backed_up"), Constant(True))
    condition = All((rules.conditions[conclusion], more))
    edited = tuple(replace(rule, condition=All((rule.condition, more))) if rule.then == conclusion else rule for rule in rules.rules)
    return RuleSet(rules.vocabulary, edited, {**rules.conditions, conclusion: condition}, "edited", rules.finished, rules.invariants)


def growth(rules: RuleSet) -> list[str]:
    """Return a table of how long each obligation takes, in seconds of all processes, and the whole."""
    proofs = [timed(by_region(rules, times)) for times in TIMES]
    head = "| obligation | " + " | ".join(f"{times} × ({len(rules.rules) * times} rules)" for times in TIMES) + " |"
    lines = [head, "| --- |" + " --- |" * len(TIMES)]
    for obligation in get_args(Obligation):
        cells = []
        for proof, _ in proofs:
            answered = [one for one in proof.answered if one.question.obligation == obligation]
            cells.append(f"{len(answered)} questions, {sum(one.seconds for one in answered):.1f} s" if answered else "–")
        lines.append(f"| {obligation} | {' | '.join(cells)} |")
    ways = [next(one for one in proof.answered if isinstance(one.question, Ways)).seconds for proof, _ in proofs]
    steps = [sum(one.seconds for one in proof.answered if isinstance(one.question, Succession)) for proof, _ in proofs]
    lines.append(f"| of *ends*: the longest way | {' | '.join(f'{one:.1f} s' for one in ways)} |")
    lines.append(f"| of *ends*: what follows on each outcome | {' | '.join(f'{one:.1f} s' for one in steps)} |")
    lines.append(f"| not verified | {' | '.join(str(len(proof.not_verified)) for proof, _ in proofs)} |")
    lines.append(f"| **the whole run** | {' | '.join(f'**{whole:.1f} s**' for _, whole in proofs)} |")
    return lines


def again(rules: RuleSet) -> list[str]:
    """Return a table of how long a run takes when most of it was proved before."""
    lines = ["| run | questions asked | the whole run |", "| --- | --- | --- |"]
    with TemporaryDirectory() as folder:
        for label, other in (
            ("the first", rules),
            ("nothing edited", rules),
            ("a warning edited", with_edit(rules, "warning")),
            ("the last action edited", with_edit(rules, "action")),
        ):
            proof, whole = timed(other, Path(folder))
            lines.append(f"| {label} | {sum(one.seconds > 0 for one in proof.answered)} of {len(proof.answered)} | {whole:.1f} s |")
    return lines


def main() -> None:
    """Measure, and print or write."""
    rules = simexit.load(second_opinion="off").rules
    machine = f"{os.cpu_count()} processors, {platform.system()} {platform.machine()}, Python {platform.python_version()}"
    measured = f"Measured {datetime.now():%Y-%m-%d} on {machine}; seconds depend on the machine and on what else it does."
    text = "\n".join([*again(rules), "", *growth(rules), "", measured])
    print(text)
    if "--write" in sys.argv:
        path = ROOT / "docs/proof.md"
        found = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"(?s)(<!-- table -->\n).*(<!-- end of table -->)", rf"\1{text}\n\2", found), encoding="utf-8")


if __name__ == "__main__":
    main()
