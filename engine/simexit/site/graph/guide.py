"""The graph of one guide: the steps from one situation to every end, with the outcomes that lead there."""

from __future__ import annotations

from collections.abc import Iterator

from simexit.document.plan import Lead, Plan, Step
from simexit.site.addresses import Thing
from simexit.site.graph.layout import drawn
from simexit.site.graph.shapes import Arrow, Box, Drawing, Look, in_lines

_LOOKS: dict[str, Look] = {"finished": "end", "question": "question", "wait": "wait", "cut": "question"}


def drawing(plan: Plan) -> Drawing:
    """Return the drawing; the ends that are the same are one box."""
    boxes: list[Box] = []
    arrows: list[Arrow] = []
    if not plan.steps:
        boxes.append(_end(plan.start))
    for step in plan.steps:
        boxes.append(_box(step)._replace(main=step.number in plan.main_line))
        for place, branch in enumerate(step.branches):
            target = _target(branch.lead)
            if branch.title and len(step.branches) > 1:
                label = f"{step.number}-{place}"
                boxes.append(Box(label, 0, "label", in_lines(branch.title, 20), main=place == 0 and step.number in plan.main_line))
                arrows += [Arrow(_name(step.number), label, branch.title, head=False), Arrow(label, target, branch.title)]
            else:
                arrows.append(Arrow(_name(step.number), target))
    ends = {_target(lead): _end(lead)._replace(main=lead == plan.end) for lead in _ends(plan)}
    return drawn([*boxes, *ends.values()], arrows)


def _ends(plan: Plan) -> Iterator[Lead]:
    yield from (branch.lead for step in plan.steps for branch in step.branches if branch.lead.step is None)


def _target(lead: Lead) -> str:
    return f"{lead.kind} {lead.text}" if lead.step is None else _name(lead.step)


def _name(step: int) -> str:
    return f"step {step}"


def _box(step: Step) -> Box:
    look: Look = "act" if step.kind == "act" else "wait"
    return Box(_name(step.number), 0, look, in_lines(f"{step.number} · {step.title}"), Thing("action", step.action).address)


def _end(lead: Lead) -> Box:
    address = None if lead.question is None else Thing("fact", lead.question.fact).address
    return Box(_target(lead), 0, _LOOKS[lead.kind], in_lines(lead.text or "…"), address)
