"""A plan as a Mermaid flowchart: a box for an action, a rounded one for a wait, a hexagon for a question, a circle at the end."""

from __future__ import annotations

from collections.abc import Iterator

from simexit.document.plan import Lead, Plan, Step
from simexit.text.forms import day as day_form

_PLAIN = frozenset(" -,.:()/%'?!")


def to_mermaid(plan: Plan) -> str:
    """Return the flowchart; ends have names of their own, and dotted arrows lead back to steps met before."""
    return "\n".join(["flowchart TD", *(f"    {line}" for line in _lines(plan))]) + "\n"


def _lines(plan: Plan) -> Iterator[str]:
    if not plan.steps:
        yield _end("e0_1", plan.start)
    for step in plan.steps:
        yield _box(step, plan.language)
        for place, branch in enumerate(step.branches, 1):
            title = escaped(branch.title or "")
            named = f'|"{title}"| ' if title else ""
            end = f"e{step.number}_{place}"
            match branch.lead.kind:
                case "step":
                    yield f"s{step.number} --> {named}s{branch.lead.step}"
                case "again":
                    yield f"s{step.number} -.-> {named}s{branch.lead.step}"
                case _:
                    yield _end(end, branch.lead)
                    yield f"s{step.number} --> {named}{end}"


def _box(step: Step, language: str) -> str:
    days = " – ".join(day_form(day, language) for day in (step.day, step.until.by if step.until else None) if day is not None)
    text = escaped(f"{step.number} – {step.title}") + (f"<br/>{days}" if days else "")
    return f's{step.number}["{text}"]' if step.kind == "act" else f's{step.number}("{text}")'


def _end(name: str, lead: Lead) -> str:
    text = escaped(lead.text) or "…"
    match lead.kind:
        case "finished":
            return f'{name}((("{text}")))'
        case "question":
            return f'{name}{{{{"{text}"}}}}'
        case _:
            return f'{name}(["{text}"])'


def escaped(text: str) -> str:
    """Return a text on one line in which no character means anything to Mermaid: such characters stand as their numbers."""
    line = " ".join(text.split())
    return "".join(one if _is_plain(one) else f"#{ord(one)};" for one in line)


def _is_plain(one: str) -> bool:
    return one in _PLAIN or one.isalnum() or (one.isprintable() and not one.isascii())
