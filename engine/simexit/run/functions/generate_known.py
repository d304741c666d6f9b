"""A rule set to the source of one Python function that decides a situation in which every fact that matters is known.

With nothing unknown two values are enough, and each condition is one plain expression.
"""

from __future__ import annotations

from collections import Counter
from typing import assert_never

from simexit.model.expressions import (
    All,
    Always,
    Compare,
    Conclusion,
    Condition,
    Constant,
    FactValue,
    Holds,
    Not,
    Some,
    comparisons,
    facts_compared,
)
from simexit.run.functions.source import FunctionSource

FUNCTION = "decide"
_DEEPEST = 8
_KINDS = ("action", "warning", "deadline")


class KnownGenerator(FunctionSource):
    """Writes the function, line by line.

    It returns the actions that are due in order, the warnings and the deadlines that hold, as three lists of names; or None where a
    fact that applies is not known or a constraint forbids the situation.
    """

    def source(self) -> str:
        """Return the source: facts, then comparisons, then conclusions, then what holds."""
        self.lines = [f"f{self.facts[name]} = get({name!r})" for name in self.used]
        always = [name for name in self.used if Conclusion("applies", name) not in self.conclusions]
        self._none_where(" or ".join(f"f{self.facts[name]} is None" for name in always))
        uses = Counter(atom for condition in self.rules.conditions.values() for atom in comparisons(condition))
        self._inline = {atom: written for atom in self.atoms if (written := self._as_boolean(atom) or self._once(atom, uses[atom]))}
        for atom in self.atoms:
            if atom not in self._inline:
                self._atom(atom, [name for name in facts_compared(atom) if name not in always])
        for conclusion, condition in self.rules.conditions.items():
            self._conclusion(conclusion, condition)
        for kind in _KINDS:
            self.lines.append(f"{kind}s = []")
            for conclusion in self._holding(kind):
                self.lines.append(f"if t{self.conclusions[conclusion]}: {kind}s.append({conclusion.name!r})")
        self.lines.append(f"return {', '.join(f'{kind}s' for kind in _KINDS)}")
        return f"def {FUNCTION}(get, parameters):\n" + "".join(f"    {line}\n" for line in self.lines)

    def _holding(self, kind: str) -> list[Conclusion]:
        """Return the conclusions of a kind in the order in which they are given, actions as they are due."""
        return [conclusion for conclusion, _ in self.rules.of_kind(kind)]

    def _once(self, atom: Compare, uses: int) -> str | None:
        """Return a comparison that stands in one place only, where what must apply is asked before it."""
        return f"({self._compare(atom)})" if uses == 1 else None

    def _as_boolean(self, atom: Compare) -> str | None:
        """Return the comparison of a boolean fact with true or false as what it is, the fact itself."""
        match atom:
            case Compare("==", FactValue(name), Constant(bool(value))):
                return f"f{self.facts[name]}" if value else f"(not f{self.facts[name]})"
            case _:
                return None

    def _atom(self, atom: Compare, may_miss: list[str]) -> None:
        """A comparison is false where a fact is missing: what it says only counts where the fact applies, and then it is there."""
        present = [f"f{self.facts[name]} is not None" for name in may_miss]
        self.lines.append(f"a{self.atoms[atom]} = {' and '.join([*present, self._compare(atom)])}")

    def _conclusion(self, conclusion: Conclusion, condition: Condition) -> None:
        name = f"t{self.conclusions[conclusion]}"
        self.lines.append(f"{name} = {self._condition(condition, 0)}")
        if conclusion.kind == "impossible":
            self._none_where(name)
        if conclusion.kind == "applies" and conclusion.name in self.used:
            self._none_where(f"{name} and f{self.facts[conclusion.name]} is None")

    def _none_where(self, condition: str) -> None:
        if condition:
            self.lines.append(f"if {condition}: return None")

    def _condition(self, condition: Condition, depth: int) -> str:
        match condition:
            case Always(value):
                return repr(value)
            case Holds(conclusion):
                return f"t{self.conclusions[conclusion]}"
            case Compare():
                names = [
                    *(f"t{self.conclusions[guard]}" for guard in self._guards(condition)),
                    self._inline.get(condition) or f"a{self.atoms[condition]}",
                ]
                return f"({' and '.join(names)})" if len(names) > 1 else names[0]
            case Not(part):
                return self._named(f"(not {self._condition(part, depth + 1)})", depth)
            case All(parts):
                return self._named(f"({' and '.join(self._condition(part, depth + 1) for part in parts)})", depth)
            case Some(parts):
                return self._named(f"({' or '.join(self._condition(part, depth + 1) for part in parts)})", depth)
            case _:
                assert_never(condition)

    def _named(self, written: str, depth: int) -> str:
        """Put a deeply nested part into a variable of its own, because Python limits nested parentheses."""
        if depth < _DEEPEST:
            return written
        self.lines.append(f"u{len(self.lines)} = {written}")
        return f"u{len(self.lines) - 1}"
