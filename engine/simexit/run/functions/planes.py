"""A rule set to one Python function over planes: a plane has a bit for each of many situations, and logic is `&`, `|` and `^`.

The same function takes NumPy arrays of words and Python's whole numbers. Each condition is written twice, "is it true" and "may
it still be true"; where these are one object for all that a condition is made of, nothing in it is open and it is computed once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import count
from typing import Any, assert_never

from simexit.model.expressions import All, Always, Compare, Conclusion, Condition, Holds, Not, Some, facts_compared
from simexit.model.rules import RuleSet
from simexit.run.functions.source import atoms

FUNCTION = "conclude"
_DEEPEST = 8
Pair = tuple[str, str]
"""The source of two expressions, or the names of two planes: what is true, and what may be."""


class PlaneSource:
    """Collects the lines of the function; comparison 3 is the planes `a3` and `b3`, conclusion 3 is `t3` and `m3`."""

    def __init__(self, rules: RuleSet) -> None:
        self.conclusions = {conclusion: number for number, conclusion in enumerate(rules.conditions)}
        self.atoms = {atom: number for number, atom in enumerate(atoms(rules))}
        self.lines: list[str] = []
        self._numbers = count()
        self._guarded: dict[Compare, Pair] = {}
        self._rules = rules

    def source(self) -> str:
        """Return the source of the function: comparisons in, conclusions out, each as what is true and what may be."""
        self.lines = self._given()
        for conclusion, condition in self._rules.conditions.items():
            self._define(f"t{self.conclusions[conclusion]}", f"m{self.conclusions[conclusion]}", condition, 0)
        numbers = self.conclusions.values()
        self.lines.append(f"return [{', '.join(f't{n}' for n in numbers)}], [{', '.join(f'm{n}' for n in numbers)}]")
        return f"def {FUNCTION}(trues, mays, none, ones):\n" + "".join(f"    {line}\n" for line in self.lines)

    def _given(self) -> list[str]:
        """Return the lines that give the planes of the comparisons their names."""
        names = [(letter, "".join(f"{letter}{number}, " for number in self.atoms.values())) for letter, _ in _GIVEN]
        return [f"{planes}= {given}" for (_, planes), (_, given) in zip(names, _GIVEN, strict=True) if planes]

    def _define(self, true: str, may: str, condition: Condition, depth: int) -> None:
        is_true, may_be = self._condition(condition, depth)
        self._assign((true, may), (is_true, may_be), self._made_of(condition))

    def _assign(self, names: Pair, expressions: Pair, made_of: Iterable[Pair]) -> None:
        """Give both planes their names; they are one where those that they are made of are."""
        same = " and ".join(f"{true} is {may}" for true, may in dict.fromkeys(made_of))
        self.lines.append(f"{names[0]} = {expressions[0]}")
        self.lines.append(f"{names[1]} = {names[0]} if {same} else {expressions[1]}" if same else f"{names[1]} = {names[0]}")

    def _made_of(self, condition: Condition) -> list[Pair]:
        match condition:
            case Always():
                return []
            case Holds(conclusion):
                return [self._planes(conclusion)]
            case Compare():
                return [self._comparison(condition)]
            case Not(part):
                return self._made_of(part)
            case All(parts) | Some(parts):
                return [pair for part in parts for pair in self._made_of(part)]
            case _:
                assert_never(condition)

    def _condition(self, condition: Condition, depth: int) -> Pair:
        match condition:
            case Always(value):
                return ("ones", "ones") if value else ("none", "none")
            case Holds(conclusion):
                return self._planes(conclusion)
            case Compare():
                return self._comparison(condition)
            case Not(part):
                is_true, may_be = self._part(part, depth)
                return f"ones ^ {may_be}", f"ones ^ {is_true}"
            case All(parts):
                return self._joined(parts, "&", "ones", depth)
            case Some(parts):
                return self._joined(parts, "|", "none", depth)
            case _:
                assert_never(condition)

    def _joined(self, parts: Sequence[Condition], word: str, empty: str, depth: int) -> Pair:
        pairs = [self._part(part, depth) for part in parts] or [(empty, empty)]
        trues, mays = zip(*pairs, strict=True)
        return f" {word} ".join(trues), f" {word} ".join(mays)

    def _part(self, part: Condition, depth: int) -> Pair:
        """Return a part for use in a larger expression; one that is deeply nested has names, because Python limits parentheses."""
        if isinstance(part, All | Some | Not) and depth >= _DEEPEST:
            number = next(self._numbers)
            self._define(f"u{number}", f"v{number}", part, 0)
            return f"u{number}", f"v{number}"
        is_true, may_be = self._condition(part, depth + 1)
        return (is_true, may_be) if isinstance(part, Always | Holds | Compare) else (f"({is_true})", f"({may_be})")

    def _comparison(self, atom: Compare) -> Pair:
        """Return the planes of a comparison that is false where one of its facts does not apply."""
        number = self.atoms[atom]
        guards = [self._planes(conclusion) for conclusion in guards_of(atom, self.conclusions)]
        if not guards:
            return f"a{number}", f"b{number}"
        if atom not in self._guarded:
            trues, mays = zip(*guards, (f"a{number}", f"b{number}"), strict=True)
            self._guarded[atom] = (f"g{number}", f"h{number}")
            self._assign(self._guarded[atom], (" & ".join(trues), " & ".join(mays)), zip(trues, mays, strict=True))
        return self._guarded[atom]

    def _planes(self, conclusion: Conclusion) -> Pair:
        number = self.conclusions[conclusion]
        return f"t{number}", f"m{number}"


_GIVEN = (("a", "trues"), ("b", "mays"))


class Planes:
    """A rule set as a function from planes of its comparisons to planes of its conclusions."""

    def __init__(self, rules: RuleSet) -> None:
        generator = PlaneSource(rules)
        self.source = generator.source()
        self.atoms: tuple[Compare, ...] = tuple(generator.atoms)
        self.place = generator.conclusions
        namespace: dict[str, Any] = {}
        exec(compile(self.source, "<planes>", "exec"), namespace)
        self._conclude = namespace[FUNCTION]

    def conclude(self, trues: Sequence[Any], mays: Sequence[Any], none: Any, ones: Any) -> tuple[list[Any], list[Any]]:
        """Return for each conclusion, in the order of the rule set, the plane of where it is true, and of where it may be.

        The planes of the comparisons come in the order of `atoms`, without regard to whether their facts apply: where one is
        unknown it may be true but is not. `none` and `ones` are the planes of no and of every situation. All planes are either
        whole numbers, or arrays of words of one length.
        """
        conclusions: tuple[list[Any], list[Any]] = self._conclude(trues, mays, none, ones)
        return conclusions


def guards_of(atom: Compare, conclusions: Iterable[Conclusion]) -> list[Conclusion]:
    """Return the conclusions without which a comparison is false: that its facts apply, where they do not always."""
    return [conclusion for name in facts_compared(atom) if (conclusion := Conclusion("applies", name)) in conclusions]
