"""rules/invariants and what must be so at the end: conditions that may also speak of the next action and of warnings."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from simexit.check.conditions import ConditionReader, condition
from simexit.check.file_kinds import INVARIANTS
from simexit.check.rule_forms import INVARIANT
from simexit.check.texts import sources, text
from simexit.model.expressions import Conclusion, Condition, Holds, Not
from simexit.model.judgement import FINISHED, next_is
from simexit.model.vocabulary import Invariant
from simexit.parse.nodes import Scalar
from simexit.parse.shapes import fields, start_of
from simexit.text.codes import Code

if TYPE_CHECKING:
    from simexit.check.context import Context
    from simexit.check.files import File, Files
    from simexit.parse.nodes import Node


class InvariantReader(ConditionReader):
    """Reads a condition about situations and advice together."""

    words = ("due", "next", "warned")

    def about(self, word: str, node: ast.expr) -> Condition | None:
        """Read what one of `words` says of the conclusion that is named."""
        match word:
            case "next":
                actions = self.context.names.actions
                name = self.named(word, "action", node, (*actions, FINISHED))
                return None if name is None else next_is(name, actions)
            case "warned":
                name = self.named(word, "warning", node, [name for kind, name in self.context.places if kind == "warning"])
                return None if name is None else Holds(Conclusion("warning", name))
            case _:
                return super().about(word, node)


def about_advice(node: Node, context: Context) -> Condition | None:
    """Read a condition that may speak of the next action and of warnings."""
    return condition(node, context, InvariantReader)


def invariants(files: Files, context: Context) -> tuple[Invariant, ...]:
    """Read every invariant."""
    read = [_invariant(file, context) for file in files.rules if file.folder == INVARIANTS]
    return tuple(invariant for invariant in read if invariant is not None)


def _invariant(file: File, context: Context) -> Invariant | None:
    what = f"invariant `{file.stem}`"
    entry = fields(file.node, what, context.findings, needs=INVARIANT.needs, may=INVARIANT.may)
    if entry is None:
        return None
    forms = [form for form in INVARIANT.exactly_one_of if form in entry]
    if len(forms) != 1:
        message = f"{what} says either what is `never` so or what is `always` so"
        context.findings.add(Code.WRONG_SHAPE, start_of(file.node), message)
        return None
    stated = about_advice(entry[forms[0]], context)
    why, cited = text(entry["why"], f"why of {what}", context), sources(entry, what, context)
    if stated is None:
        return None
    node = entry[forms[0]]
    return Invariant(
        name=file.stem,
        forbidden=stated if forms[0] == "never" else Not(stated),
        why=why,
        sources=cited,
        span=start_of(file.node),
        written=f"{forms[0]}: {' '.join(node.text.split())}" if isinstance(node, Scalar) else None,
    )
