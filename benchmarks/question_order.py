"""How good is the order of questions? Its expected effort against the optimum, on situations small enough to solve exactly.

    python benchmarks/question_order.py            print the table
    python benchmarks/question_order.py --write    write it to docs/question-order.md

A problem is an example situation in which a few facts are unknown. Every completion that the constraints allow is equally
likely. A strategy asks until the next action is certain; what counts is the effort and privacy of its questions, on average
over all completions. The optimum comes from dynamic programming over everything a person can have answered.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import product
from pathlib import Path
from statistics import mean

from simexit.ask.question import cost, next_question
from simexit.check.ruleset import check
from simexit.check.situations import from_node, situation
from simexit.libraries import library
from simexit.meaning.conditions import applies
from simexit.meaning.representatives import beside
from simexit.model.judgement import FINISHED, Judgement
from simexit.model.rules import RuleSet, Situation
from simexit.model.types import Value
from simexit.parse.nodes import parse, read_file
from simexit.run.decider import Decider
from simexit.text.diagnostics import Findings

ROOT = Path(__file__).parents[1]
GUIDES = ("travel-esim", "esim", "data-card", "internet-card", "three-day-card")
PROBLEMS_PER_GUIDE = 40
UNKNOWN = 6
MOST_COMPLETIONS = 1_500
SEED = 20_261_120


@dataclass
class Problem:
    """Unknown facts with their values, and the next action in each completion."""

    rules: RuleSet
    decider: Decider
    base: Situation
    values: dict[str, tuple[Value, ...]]
    ends: dict[tuple[Value, ...], str] = field(init=False)

    def __post_init__(self) -> None:
        """Decide every completion; those that the constraints forbid have no entry."""
        self.ends = {}
        for chosen in product(*self.values.values()):
            possible = self.decider.possible_next({**self.base, **dict(zip(self.values, chosen, strict=True))})
            if len(possible) == 1:
                self.ends[chosen] = possible[0]

    def remaining(self, known: dict[str, Value]) -> list[tuple[Value, ...]]:
        """Return the completions that agree with the answers so far."""
        fixed = [(place, known[name]) for place, name in enumerate(self.values) if name in known]
        return [chosen for chosen in self.ends if all(chosen[place] == value for place, value in fixed)]

    def expected(self, choose: Callable[[dict[str, Value]], str], known: dict[str, Value]) -> float:
        """Return the expected effort of a strategy from here on."""
        completions = self.remaining(known)
        if len({self.ends[chosen] for chosen in completions}) <= 1:
            return 0.0
        return self.after_asking(choose(known), known, completions, partial(self.expected, choose))

    def after_asking(
        self, fact: str, known: dict[str, Value], completions: list[tuple[Value, ...]], then: Callable[[dict[str, Value]], float]
    ) -> float:
        """Return the cost of one question and, on average over its answers, of what follows."""
        place = list(self.values).index(fact)
        total = cost(self.rules.vocabulary.facts[fact])
        for value in self.values[fact]:
            share = sum(chosen[place] == value for chosen in completions) / len(completions)
            if share:
                total += share * then({**known, fact: value})
        return total

    def optimum(self, known: dict[str, Value]) -> float:
        """Return the least expected effort of any strategy, by dynamic programming over the answers so far."""
        key = frozenset(known.items())
        if key not in self._solved:
            completions = self.remaining(known)
            if len({self.ends[chosen] for chosen in completions}) <= 1:
                self._solved[key] = 0.0
            else:
                open_facts = [fact for fact in self.values if fact not in known]
                self._solved[key] = min(self.after_asking(fact, known, completions, self.optimum) for fact in open_facts)
        return self._solved[key]

    _solved: dict[frozenset[tuple[str, Value]], float] = field(default_factory=dict)


def ours(problem: Problem, known: dict[str, Value]) -> str:
    """Ask what simexit asks; another unknown fact never arises, because all others are known."""
    here = {**problem.base, **known}
    judgement = Judgement((), problem.decider.possible_next(here), (), (), ())
    fact = next_question(problem.rules, problem.decider, here, judgement)
    assert fact is not None
    return fact


def in_rule_order(problem: Problem, known: dict[str, Value]) -> str:
    """Ask for the first fact that keeps the first possible action open, as a rule engine with backward chaining does."""
    here = {**problem.base, **known}
    first = next(name for name in problem.decider.possible_next(here) if name != FINISHED)
    return problem.decider.facts_open("action", first, here)[0]


def everything(problem: Problem) -> float:
    """Return the effort of asking for every unknown fact that applies, whatever the answers are."""
    facts = problem.rules.vocabulary.facts
    costs = []
    for chosen in problem.ends:
        complete = {**problem.base, **dict(zip(problem.values, chosen, strict=True))}
        costs.append(sum(cost(facts[name]) for name in problem.values if applies(name, complete, problem.rules)))
    return mean(costs)


def problems(rules: RuleSet, decider: Decider, guide: str, generator: random.Random) -> Iterator[Problem]:
    """Yield situations of a guide with some facts taken away, in which the next action is not certain."""
    bases = [read(rules, path) for path in sorted((ROOT / "examples").glob(f"{guide}-*.yaml"))]
    found = 0
    while found < PROBLEMS_PER_GUIDE:
        base = dict(generator.choice(bases))
        completed = complete(rules, decider, base, generator)
        names = [name for name in completed if name not in {"today", "card.product"}]
        unknown = generator.sample(names, UNKNOWN)
        rest = {name: value for name, value in completed.items() if name not in unknown}
        values = {name: decider.representatives(name, rest) for name in unknown}
        size = 1
        for one in values.values():
            size *= len(one)
        if size > MOST_COMPLETIONS or any(beside(name, rest, rules) for name in unknown) or len(decider.possible_next(rest)) < 2:
            continue
        found += 1
        yield Problem(rules, decider, rest, values)


def complete(rules: RuleSet, decider: Decider, base: Situation, generator: random.Random) -> Situation:
    """Give every unknown fact a value that the constraints allow."""
    known = dict(base)
    for name in rules.vocabulary.facts:
        if name not in known:
            values = [value for value in decider.representatives(name, known) if decider.possible_next({**known, name: value})]
            known[name] = generator.choice(values)
    return known


def read(rules: RuleSet, path: Path) -> Situation:
    """Read an example."""
    findings = Findings()
    source = read_file(path, path.name, findings)
    node = None if source is None else parse(source, findings)
    assert node is not None
    return situation(from_node(node, rules, findings), findings)


def measured(guide: str, rules: RuleSet, decider: Decider) -> tuple[str, ...]:
    """Return a row of the table."""
    generator = random.Random(f"{SEED} {guide}")
    regrets, order, asked_all, largest, efforts = [], [], [], 0.0, []
    for problem in problems(rules, decider, guide, generator):
        best = problem.optimum({})
        mine = problem.expected(partial(ours, problem), {})
        efforts.append(best)
        regrets.append(mine / best - 1)
        order.append(problem.expected(partial(in_rule_order, problem), {}) / best - 1)
        asked_all.append(everything(problem) / best - 1)
        largest = max(largest, regrets[-1])
    optimal = sum(regret < 1e-9 for regret in regrets)
    return (
        guide,
        f"{mean(efforts):.2f}",
        f"{mean(regrets):.1%}",
        f"{largest:.1%}",
        f"{optimal} of {len(regrets)}",
        f"{mean(order):.1%}",
        f"{mean(asked_all):.1%}",
    )


def table() -> str:
    """Return the table for all guides as Markdown."""
    rules, findings = check(library())
    assert rules is not None, findings.in_order()
    decider = Decider(rules, "off")
    rows = [measured(guide, rules, decider) for guide in GUIDES]
    head = ("guide", "optimum (effort)", "mean regret", "largest", "optimal", "in rule order", "asking everything")
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def main() -> None:
    """Print the table, or write it into the documents."""
    found = table()
    print(found)
    if "--write" in sys.argv[1:]:
        path = ROOT / "docs" / "question-order.md"
        text = path.read_text(encoding="utf-8")
        start, end = "<!-- table -->\n", "<!-- end of table -->"
        before, _, rest = text.partition(start)
        path.write_text(before + start + found + "\n" + end + rest.partition(end)[2], encoding="utf-8")


if __name__ == "__main__":
    main()
