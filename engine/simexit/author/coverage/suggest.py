"""Cases that would cover what no case covers, as YAML to be checked and pasted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import assert_never

from simexit.author.cases.text import case_text
from simexit.author.coverage.gaps import Coverable, goals
from simexit.author.coverage.measure import RuleCoverage, Side
from simexit.author.coverage.report import Coverage
from simexit.check.reading import CASES
from simexit.explain.compose import status
from simexit.meaning.conditions import truth, value
from simexit.model.expressions import Conclusion, Condition
from simexit.model.judgement import FINISHED, Judgement
from simexit.model.rules import RuleSet, Situation
from simexit.run.decider import Decider

NOTE = "the advice as it is now: is it right?"


def suggestions(coverage: Coverage, rules: RuleSet) -> Iterator[str]:
    """Yield the cases that each file lacks, with the advice as it is now for what they expect.

    A side that a case suggested before covers gets no case of its own.
    """
    decider = Decider(rules, "off")
    suggested: list[Situation] = []
    for covered in coverage.rules:
        wanted, cases = goals(covered.rule), []
        for side, gap in coverage.missing(covered):
            if isinstance(gap, Coverable) and not _among(suggested, wanted[side], rules):
                suggested.append(gap.situation)
                expected = _expected(covered.rule.then, gap.situation, rules, decider)
                cases.append(case_text(_name(covered, side), gap.situation, expected, note=NOTE))
        if cases:
            yield "\n".join([f"# {covered.rule.span.source.name.removesuffix('.yaml')}{CASES}", *cases])


def _among(situations: list[Situation], goal: Condition, rules: RuleSet) -> bool:
    return any(truth(goal, situation, rules) for situation in situations)


def _name(covered: RuleCoverage, side: Side) -> str:
    span = covered.leaves[side.place].span
    return f"`{span.text()}` at {span.line}:{span.column} decides as {'true' if side.value else 'false'}"


def _expected(then: Conclusion, situation: Situation, rules: RuleSet, decider: Decider) -> list[str]:
    judgement = decider.decide(situation).judgement
    settled = judgement.certain_next
    following = [] if settled in {None, FINISHED} else [f"next: {settled}"]
    return [f"status: {status(rules, settled)}", *following, *_concluded(then, situation, rules, judgement)]


def _concluded(then: Conclusion, situation: Situation, rules: RuleSet, judgement: Judgement) -> list[str]:
    """Return what is so of the conclusion of a rule."""
    match then.kind:
        case "action":
            return [f"{'due' if then.name in judgement.agenda else 'not_due'}: [{then.name}]"]
        case "warning":
            certain, maybe = then.name in judgement.certain_warnings, then.name in judgement.possible_warnings
            return [f"{'warned' if certain else 'maybe_warned' if maybe else 'not_warned'}: [{then.name}]"]
        case "deadline":
            days = (value(rules.vocabulary.deadlines[name].by, situation, rules) for name in judgement.certain_deadlines)
            return [f"deadline: {min((day for day in days if isinstance(day, date)), default='null')}"]
        case "derived":
            so = truth(rules.conditions[then], situation, rules)
            return [] if so is None else [f"{'holds' if so else 'never'}: {then.name}"]
        case "applies" | "impossible" | "rule":
            raise AssertionError(f"no rule concludes {then}")
        case _:
            assert_never(then.kind)
