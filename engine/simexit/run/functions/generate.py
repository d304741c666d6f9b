"""A rule set to the source of one Python function that gives the Kleene value of every conclusion.

Each condition is written twice, "is it true" and "may it still be true", so that three values cost two plain expressions.
"""

from __future__ import annotations

from typing import assert_never

from simexit.model.expressions import All, Always, Compare, Condition, Holds, Not, Some, facts_compared, parameters_of
from simexit.run.functions.source import FunctionSource

FUNCTION = "conclude"
_DEEPEST = 8


class Generator(FunctionSource):
    """Writes the function, line by line."""

    def source(self) -> str:
        """Return the source: facts, then comparisons, then conclusions, each as plain local variables.

        The function returns two tuples, what is true and what may be: first the conclusions, then the comparisons.
        """
        self.lines = [f"f{self.facts[name]} = get({name!r})" for name in self.used]
        for needed, atoms in self._by_need().items():
            self._atoms(needed, atoms)
        for conclusion, condition in self.rules.conditions.items():
            number = self.conclusions[conclusion]
            is_true, may_be = self._condition(condition, 0)
            self.lines += [f"t{number} = {is_true}", f"m{number} = {may_be}"]
        trues = "".join((*(f"t{number}," for number in self.conclusions.values()), *(f"a{number}," for number in self.atoms.values())))
        mays = "".join((*(f"m{number}," for number in self.conclusions.values()), *(f"b{number}," for number in self.atoms.values())))
        self.lines.append(f"return ({trues}), ({mays})")
        return f"def {FUNCTION}(get, parameters):\n" + "".join(f"    {line}\n" for line in self.lines)

    def _by_need(self) -> dict[tuple[str, ...], list[Compare]]:
        """Return the comparisons grouped by the facts and parameters that must be known for them."""
        groups: dict[tuple[str, ...], list[Compare]] = {}
        for atom in self.atoms:
            parameters = dict.fromkeys((*parameters_of(atom.left), *parameters_of(atom.right)))
            needed = (
                *(f"f{self.facts[name]}" for name in facts_compared(atom)),
                *(f"parameters[{self.parameters[name]}]" for name in parameters),
            )
            groups.setdefault(needed, []).append(atom)
        return groups

    def _atoms(self, needed: tuple[str, ...], atoms: list[Compare]) -> None:
        known = [f"    a{self.atoms[atom]} = b{self.atoms[atom]} = {self._compare(atom)}" for atom in atoms]
        if not needed:
            self.lines += [line.strip() for line in known]
            return
        unknown = [f"    a{self.atoms[atom]} = False; b{self.atoms[atom]} = True" for atom in atoms]
        self.lines += [f"if {' or '.join(f'{name} is None' for name in needed)}:", *unknown, "else:", *known]

    def _condition(self, condition: Condition, depth: int) -> tuple[str, str]:
        """Return two expressions: whether the condition is true, and whether it may be."""
        match condition:
            case Always(value):
                return repr(value), repr(value)
            case Holds(conclusion):
                return f"t{self.conclusions[conclusion]}", f"m{self.conclusions[conclusion]}"
            case Compare():
                number = self.atoms[condition]
                applying = [self.conclusions[c] for c in self._guards(condition)]
                trues = [*(f"t{guard}" for guard in applying), f"a{number}"]
                mays = [*(f"m{guard}" for guard in applying), f"b{number}"]
                return f"({' and '.join(trues)})", f"({' and '.join(mays)})"
            case Not(part):
                is_true, may_be = self._condition(part, depth + 1)
                return self._named(f"(not {may_be})", f"(not {is_true})", depth)
            case All(parts):
                return self._joined(parts, " and ", depth)
            case Some(parts):
                return self._joined(parts, " or ", depth)
            case _:
                assert_never(condition)

    def _joined(self, parts: tuple[Condition, ...], word: str, depth: int) -> tuple[str, str]:
        pairs = [self._condition(part, depth + 1) for part in parts]
        trues, mays = zip(*pairs, strict=True)
        return self._named(f"({word.join(trues)})", f"({word.join(mays)})", depth)

    def _named(self, is_true: str, may_be: str, depth: int) -> tuple[str, str]:
        """Put a deeply nested part into variables of its own, because Python limits nested parentheses."""
        if depth < _DEEPEST:
            return is_true, may_be
        number = len(self.lines)
        self.lines += [f"u{number} = {is_true}", f"v{number} = {may_be}"]
        return f"u{number}", f"v{number}"
