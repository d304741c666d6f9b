"""Conditions: an expression, or a list of conditions under `all`, `any`, `none`."""

from __future__ import annotations

import ast
from collections import Counter
from typing import TYPE_CHECKING

from simexit.check.terms import Plain, TermReader, TermType, Typed, dotted, same_kind, words_for
from simexit.model.expressions import All, Always, Compare, Comparison, Conclusion, Condition, Constant, Holds, Not, Some, fact_occurrences
from simexit.model.types import Boolean, Choice, Integer, SetOf
from simexit.parse.expressions import parse_expression
from simexit.parse.nodes import Mapping, Node, Scalar
from simexit.parse.shapes import items, kind_of
from simexit.text.codes import Code
from simexit.text.diagnostics import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from simexit.check.context import Context

_COMPARISONS: dict[type[ast.cmpop], Comparison] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.In: "in",
    ast.NotIn: "not in",
}
_LISTS = ("all", "any", "none")


def condition(node: Node, context: Context, reader: type[ConditionReader] | None = None) -> Condition | None:
    """Read a condition, or None with a finding; `reader` knows the words it may use, those of rules if not given."""
    match node:
        case Scalar() if not node.is_null:
            expression = parse_expression(node, context.findings)
            return None if expression is None else (reader or ConditionReader)(expression, context).condition(expression.tree)
        case Mapping(entries=((key, _), *_)) if key.text in _LISTS:
            parts = [_list(key, value, context, reader) for key, value in node.entries]
            read = tuple(part for part in parts if part is not None)
            if len(read) < len(parts):
                return None
            return read[0] if len(read) == 1 else All(read)
        case Mapping(entries=((key, _), *_)):
            hint = did_you_mean(key.text, _LISTS) or "a condition is an expression, or a list under `all`, `any` or `none`"
            context.findings.add(Code.UNKNOWN_KEY, key.span, f"a condition has no key `{key.text}`", hint=hint)
        case _:
            message = f"a condition is an expression, or a list under `all`, `any` or `none`, but this is {kind_of(node)}"
            context.findings.add(Code.WRONG_SHAPE, node.span, message)
    return None


def _list(key: Scalar, value: Node, context: Context, reader: type[ConditionReader] | None) -> Condition | None:
    if key.text not in _LISTS:
        context.findings.add(Code.UNKNOWN_KEY, key.span, f"a condition has no key `{key.text}`", hint=did_you_mean(key.text, _LISTS))
        return None
    nodes = items(value, f"`{key.text}`", context.findings)
    parts = [condition(item, context, reader) for item in nodes]
    read = tuple(part for part in parts if part is not None)
    if not nodes or len(read) < len(parts):
        if not nodes:
            context.findings.add(Code.WRONG_SHAPE, value.span, f"`{key.text}` needs at least one condition")
        return None
    return All(read) if key.text == "all" else Some(read) if key.text == "any" else Not(Some(read))


class ConditionReader(TermReader):
    """Reads a tree that must be true or false; `words` are the functions of one conclusion that it knows."""

    words: tuple[str, ...] = ("due",)

    def condition(self, node: ast.expr) -> Condition | None:
        """Read a condition; findings are noted, and None is returned where there is one."""
        match node:
            case ast.BoolOp(op=op, values=values):
                parts = [self.condition(value) for value in values]
                read = tuple(part for part in parts if part is not None)
                if len(read) < len(parts):
                    return None
                return All(read) if isinstance(op, ast.And) else Some(read)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                part = self.condition(operand)
                return None if part is None else Not(part)
            case ast.Compare(left=left, ops=ops, comparators=comparators):
                return self._chain([left, *comparators], ops, node)
            case ast.Call(func=ast.Name(id=word), args=[argument], keywords=[]) if word in self.words:
                self._leaf(node)
                return self.about(word, argument)
            case ast.Constant(value=bool() as value):
                self._leaf(node)
                return Always(value)
            case _:
                return self._bare(node)

    def _bare(self, node: ast.expr) -> Condition | None:
        self._leaf(node)
        name = dotted(node)
        if name is not None and name in self.context.names.derived:
            return Holds(Conclusion("derived", name))
        typed = self.term(node)
        if typed is None:
            return None
        if isinstance(typed[1], Boolean):
            return Compare("==", typed[0], Constant(True))
        self.complain(
            Code.NOT_A_CONDITION, node, f"this is {words_for(typed[1])}, which is neither true nor false", "compare it with something"
        )
        return None

    def about(self, word: str, node: ast.expr) -> Condition | None:
        """Read what one of `words` says of the conclusion that is named."""
        name = self.named(word, "action", node, self.context.names.actions)
        return None if name is None else Holds(Conclusion("action", name))

    def named(self, word: str, kind: str, node: ast.expr, known: Sequence[str]) -> str | None:
        """Read the name that one of `words` takes."""
        name = dotted(node)
        if name is None:
            self.complain(Code.TYPE, node, f"`{word}` takes the name of one {kind}")
        elif name in known:
            return name
        else:
            self.complain(Code.UNKNOWN_NAME, node, f"unknown {kind} `{name}`", did_you_mean(name, known))
        return None

    def _leaf(self, first: ast.expr, last: ast.expr | None = None) -> None:
        """Note where a part stands that is true or false as a whole."""
        start, end = self.expression.span(first), self.expression.span(last or first)
        self.context.leaves.append(start._replace(end_line=end.end_line, end_column=end.end_column))

    def _chain(self, sides: list[ast.expr], ops: list[ast.cmpop], node: ast.expr) -> Condition | None:
        parts: list[Condition] = []
        for left, op, right in zip(sides, ops, sides[1:], strict=False):
            self._leaf(left, right)
            comparison = _COMPARISONS.get(type(op))
            if comparison is None:
                self.complain(Code.NOT_IN_LANGUAGE, node, "`is` is not a comparison of this language", "write `==` or `!=`")
                return None
            part = (
                self._membership(comparison, left, right)
                if comparison in {"in", "not in"}
                else self._compare(comparison, left, right, node)
            )
            if part is None or not self._each_fact_once(part, node):
                return None
            parts.append(part)
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _compare(self, comparison: Comparison, left: ast.expr, right: ast.expr, node: ast.expr) -> Compare | None:
        sides = self._both(left, right)
        if sides is None:
            return None
        (first, first_type), (second, second_type) = sides
        if not same_kind(first_type, second_type):
            numbers = (Integer, Plain)
            code = Code.UNIT if isinstance(first_type, numbers) and isinstance(second_type, numbers) else Code.TYPE
            self.complain(code, node, f"{words_for(first_type)} cannot be compared with {words_for(second_type)}")
            return None
        if comparison not in {"==", "!="} and isinstance(first_type, Choice | Boolean):
            self.complain(Code.TYPE, node, f"{words_for(first_type)} has no order: only `==` and `!=` can compare it")
            return None
        return Compare(comparison, first, second)

    def _both(self, left: ast.expr, right: ast.expr) -> tuple[Typed, Typed] | None:
        """Read both sides; a bare word takes its meaning from the other side."""
        if self._is_word(left) and not self._is_word(right):
            second = self.term(right)
            first = None if second is None else self.term(left, second[1])
        else:
            first = self.term(left)
            second = None if first is None else self.term(right, first[1])
        return None if first is None or second is None else (first, second)

    def _is_word(self, node: ast.expr) -> bool:
        return isinstance(node, ast.Constant) or (isinstance(node, ast.Name) and self._known(node.id) is None)

    def _membership(self, comparison: Comparison, left: ast.expr, right: ast.expr) -> Compare | None:
        if isinstance(right, ast.List | ast.Tuple | ast.Set):
            first = self.term(left)
            return None if first is None else self._among(comparison, first, right.elts, right)
        second = self.term(right)
        if second is None:
            return None
        if not isinstance(second[1], SetOf):
            hint = "write a list such as [a, b] after `in`"
            self.complain(Code.TYPE, right, f"this is {words_for(second[1])}, which has no members", hint)
            return None
        first = self.term(left, second[1])
        if first is None:
            return None
        if not isinstance(first[0], Constant):
            self.complain(Code.NOT_IN_LANGUAGE, left, "a value is expected before `in`, not a fact")
            return None
        return Compare(comparison, first[0], second[0])

    def _among(self, comparison: Comparison, first: tuple[object, TermType], members: list[ast.expr], right: ast.expr) -> Compare | None:
        term, of = first
        values = [self.term(member, of) for member in members]
        constants = [value[0].value for value in values if value is not None and isinstance(value[0], Constant) and same_kind(value[1], of)]
        if None in values:
            return None
        if not members or len(constants) < len(members):
            self.complain(Code.TYPE, right, f"the list must hold values like the left side, which is {words_for(of)}")
            return None
        return Compare(comparison, term, Constant(frozenset(constants)))  # type: ignore[arg-type]  # the term comes typed from `term`

    def _each_fact_once(self, atom: Compare, node: ast.expr) -> bool:
        """Refuse a fact on both sides: then a comparison may change more than once along its values."""
        counted = Counter((*fact_occurrences(atom.left), *fact_occurrences(atom.right)))
        for name, times in counted.items():
            if times > 1:
                self.complain(Code.NOT_IN_LANGUAGE, node, f"`{name}` stands twice in one comparison", "write it once")
                return False
        return True
