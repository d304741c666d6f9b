"""The steps of a case: what was done, how it ended, what was told then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simexit.author.cases.case import Done, Step, Telling
from simexit.check.situations import from_node, situation
from simexit.model.expressions import TODAY
from simexit.parse.nodes import Mapping, Scalar
from simexit.parse.shapes import day, items, kind_of, scalar, start_of
from simexit.text.codes import Code
from simexit.text.diagnostics import did_you_mean, shortened

if TYPE_CHECKING:
    from simexit.model.rules import RuleSet
    from simexit.parse.nodes import Node
    from simexit.text.diagnostics import Findings

_FORMS = "an action, `action: outcome`, `tell: {fact: value}` or `today: day`"


def steps(node: Node, rules: RuleSet, findings: Findings) -> tuple[Step, ...]:
    """Read the list of steps; what cannot be read is a finding."""
    nodes = items(node, "`did`", findings)
    return tuple(step for one in nodes if (step := _step(one, rules, findings)) is not None)


def _step(node: Node, rules: RuleSet, findings: Findings) -> Step | None:
    match node:
        case Scalar() if not node.is_null:
            return _done(node, None, rules, findings)
        case Mapping(entries=((Scalar(text="tell"), facts),)):
            told = from_node(facts, rules, findings)
            return Telling({**{one.fact: None for one in told}, **situation(told, findings)}, start_of(node))
        case Mapping(entries=((Scalar(text="today"), written),)):
            today = day(written, "`today`", findings)
            return None if today is None else Telling({TODAY: today}, start_of(node))
        case Mapping(entries=((key, ended),)):
            outcome = scalar(ended, f"how `{shortened(key.text)}` ended", findings)
            return None if outcome is None else _done(key, outcome, rules, findings)
        case _:
            findings.add(Code.WRONG_SHAPE, node.span, f"a step is {_FORMS}, but this is {kind_of(node)}")
            return None


def _done(action: Scalar, outcome: Scalar | None, rules: RuleSet, findings: Findings) -> Done | None:
    known = rules.vocabulary.actions
    if action.text not in known:
        hint = did_you_mean(action.text, (*known, "tell", "today"))
        findings.add(Code.UNKNOWN_NAME, action.span, f"unknown action `{shortened(action.text)}`", hint=hint)
        return None
    outcomes = [one.name for one in known[action.text].outcomes]
    if outcome is None and len(outcomes) == 1:
        return Done(action.text, outcomes[0], action.span)
    if outcome is None:
        message = f"`{action.text}` can end in several ways: {', '.join(outcomes)}"
        findings.add(Code.MISSING_KEY, action.span, message, hint=f"say how it ended, such as `{action.text}: {outcomes[0]}`")
    elif outcome.text in outcomes:
        return Done(action.text, outcome.text, action.span)
    else:
        hint = did_you_mean(outcome.text, outcomes) or f"it ends in {', '.join(outcomes)}"
        findings.add(Code.UNKNOWN_NAME, outcome.span, f"`{action.text}` has no outcome `{shortened(outcome.text)}`", hint=hint)
    return None
