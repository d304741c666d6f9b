"""rules/: one rule a file, its path its name; overrides and dates in force become part of its condition."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from simexit.check.conditions import condition
from simexit.check.file_kinds import INVARIANTS
from simexit.check.rule_forms import CONCLUSIONS, IN_FORCE, RULE
from simexit.check.texts import sources, text
from simexit.model.assembly import dated, with_overrides
from simexit.model.expressions import Conclusion
from simexit.model.rules import Rule
from simexit.parse.nodes import Mapping, Node, Scalar
from simexit.parse.shapes import Fields, day, fields, one_of, scalar, start_of, words
from simexit.text.codes import Code

if TYPE_CHECKING:
    from simexit.check.context import Context
    from simexit.check.files import File, Files
    from simexit.model.types import Text


def rules(files: Files, known: dict[str, set[str]], context: Context) -> tuple[Rule, ...]:
    """Read every rule; `known` has the names of each kind of conclusion."""
    written = [file for file in files.rules if file.folder != INVARIANTS]
    names = [file.path for file in written]
    read = [rule for file in written if (rule := _rule(file, names, known, context)) is not None]
    return with_overrides(read)


def _rule(file: File, names: list[str], known: dict[str, set[str]], context: Context) -> Rule | None:
    what = f"rule `{file.path}`"
    entry = fields(file.node, what, context.findings, needs=RULE.needs, may=RULE.may)
    if entry is None:
        return None
    first = len(context.leaves)
    when, leaves = condition(entry["when"], context), tuple(context.leaves[first:])
    then = _then(entry["then"], what, known, context)
    why: Text = text(entry["why"], f"why of {what}", context)
    checked = day(entry["checked"], f"checked of {what}", context.findings)
    in_force = _in_force(entry.get("in_force"), what, context)
    cited = sources(entry, what, context)
    overrides = words(entry["overrides"], f"overrides of {what}", context.findings) if "overrides" in entry else ()
    for word in overrides:
        if word.text not in names:
            context.unknown("rule", word.text, word.span, names)
    if then is not None:
        context.concluded.add(then)
    context.places["rule", file.path] = start_of(file.node)
    if when is None or then is None or checked is None:
        return None
    return Rule(
        name=file.path,
        when=when,
        condition=dated(when, in_force),
        then=then,
        why=why,
        sources=cited,
        checked=checked,
        in_force=in_force,
        overrides=tuple(word.text for word in overrides),
        span=start_of(file.node),
        when_text=_written(entry["when"]),
        leaves=leaves,
    )


def _then(node: Node, what: str, known: dict[str, set[str]], context: Context) -> Conclusion | None:
    entry: Fields | None = fields(node, f"then of {what}", context.findings, needs=(), may=CONCLUSIONS)
    if entry is None:
        return None
    if len(entry) != 1:
        message = f"a rule concludes one thing: {', '.join(CONCLUSIONS)}"
        context.findings.add(Code.WRONG_SHAPE, start_of(node), message, hint="write one rule for each conclusion")
        return None
    ((key, value),) = entry.items()
    kind = one_of(Scalar(key, value.span), "then", CONCLUSIONS, context.findings)
    word = scalar(value, f"then of {what}", context.findings)
    if word is None or kind is None:
        return None
    if word.text not in known[kind]:
        context.unknown("derived fact" if kind == "derived" else kind, word.text, word.span, known[kind])
        return None
    return Conclusion(key, word.text)  # type: ignore[arg-type]  # `fields` lets only kinds through


def _in_force(node: Node | None, what: str, context: Context) -> tuple[date | None, date | None]:
    if node is None:
        return None, None
    entry = fields(node, f"in_force of {what}", context.findings, needs=IN_FORCE.needs, may=IN_FORCE.may)
    bounds = {key: day(value, f"{key} of {what}", context.findings) for key, value in (entry or {}).items()}
    start, end = bounds.get("from"), bounds.get("until")
    if start is not None and end is not None and start > end:
        context.findings.add(Code.BAD_VALUE, node.span, f"{what} ends before it begins")
    return start, end


def _written(node: Node) -> str:
    """Return a condition as its author wrote it, on one line."""
    match node:
        case Scalar(text=text):
            return " ".join(text.split())
        case Mapping(entries=entries):
            return "; ".join(f"{key.text}: {_written(value)}" for key, value in entries)
        case _:
            return "[" + ", ".join(_written(item) for item in node.items) + "]"
