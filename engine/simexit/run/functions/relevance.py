"""A rule set to one Python function over planes that finds the comparisons because of which conclusions are open.

A comparison matters to a conclusion where it is open and every condition between them is. What does not matter now does not
matter either when more is known, because what is decided stays decided.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, assert_never

from simexit.model.expressions import All, Always, Compare, Condition, Holds, Not, Some
from simexit.model.rules import RuleSet
from simexit.run.functions.planes import PlaneSource, guards_of

FUNCTION = "matter"


class RelevanceSource:
    """Collects the lines of the function, conclusions before those they refer to."""

    def __init__(self, rules: RuleSet) -> None:
        self._rules = rules
        self._planes = PlaneSource(rules)
        self._lines: list[str] = []
        self._count = 0

    def source(self) -> str:
        """Return the source of the function: `r3` is where conclusion 3 matters, `l3` where comparison 3 does."""
        places = self._planes.conclusions
        for letter in "tmr":
            self._lines.append(f"{''.join(f'{letter}{number}, ' for number in places.values())}= {letter}")
        for letter in "ab":
            self._lines += [f"{''.join(f'{letter}{n}, ' for n in self._planes.atoms.values())}= {letter}"] if self._planes.atoms else []
        self._lines += [f"l{number} = none" for number in self._planes.atoms.values()]
        for conclusion, condition in reversed(list(self._rules.conditions.items())):
            self._mark(condition, f"r{places[conclusion]}")
        self._lines.append(f"return [{', '.join(f'l{number}' for number in self._planes.atoms.values())}]")
        return f"def {FUNCTION}(t, m, a, b, r, none, ones):\n" + "".join(f"    {line}\n" for line in self._lines)

    def _mark(self, condition: Condition, where: str) -> None:
        """Mark what a condition is open for, where it is open and matters."""
        match condition:
            case Always():
                return
            case Holds(conclusion):
                number = self._planes.conclusions[conclusion]
                self._lines.append(f"r{number} = r{number} | {where} & (m{number} ^ t{number})")
            case Compare():
                self._mark_comparison(condition, where)
            case Not(part):
                self._mark(part, where)
            case All(parts) | Some(parts):
                for part in parts:
                    self._mark(part, where if isinstance(part, Always | Holds | Compare) else self._open(part, where))
            case _:
                assert_never(condition)

    def _open(self, part: Condition, where: str) -> str:
        """Return the name of where a part is open."""
        is_true, may_be = self._values(part)
        return self._named(f"{where} & (({may_be}) ^ ({is_true}))")

    def _named(self, source: str) -> str:
        self._count += 1
        self._lines.append(f"w{self._count} = {source}")
        return f"w{self._count}"

    def _mark_comparison(self, atom: Compare, where: str) -> None:
        """Mark whether the facts apply where that is open, the comparison itself where they do."""
        number = self._planes.atoms[atom]
        guards = [self._planes.conclusions[conclusion] for conclusion in guards_of(atom, self._planes.conclusions)]
        if guards:
            where = self._named(" & ".join([where, f"b{number}", *(f"m{guard}" for guard in guards)]))
        for guard in guards:
            self._lines.append(f"r{guard} = r{guard} | {where} & (m{guard} ^ t{guard})")
        applying = "".join(f" & t{guard}" for guard in guards)
        self._lines.append(f"l{number} = l{number} | {where}{applying} & (b{number} ^ a{number})")

    def _values(self, condition: Condition) -> tuple[str, str]:
        """Return the names of where a part is true and where it may be."""
        match condition:
            case Always(value):
                return ("ones", "ones") if value else ("none", "none")
            case Holds(conclusion):
                number = self._planes.conclusions[conclusion]
                return f"t{number}", f"m{number}"
            case Compare():
                number = self._planes.atoms[condition]
                guards = [self._planes.conclusions[conclusion] for conclusion in guards_of(condition, self._planes.conclusions)]
                is_true = " & ".join([f"a{number}", *(f"t{guard}" for guard in guards)])
                return f"({is_true})", f"({' & '.join([f'b{number}', *(f'm{guard}' for guard in guards)])})"
            case Not(part):
                is_true, may_be = self._values(part)
                return self._named(f"ones ^ {may_be}"), self._named(f"ones ^ {is_true}")
            case All(parts) | Some(parts):
                word, empty = (" & ", "ones") if isinstance(condition, All) else (" | ", "none")
                trues, mays = zip(*([self._values(part) for part in parts] or [(empty, empty)]), strict=True)
                return self._named(word.join(trues)), self._named(word.join(mays))
            case _:
                assert_never(condition)


class Relevance:
    """Finds the comparisons that matter to conclusions of one rule set."""

    def __init__(self, rules: RuleSet) -> None:
        self.source = RelevanceSource(rules).source()
        namespace: dict[str, Any] = {}
        exec(compile(self.source, "<relevance>", "exec"), namespace)
        self._matter = namespace[FUNCTION]

    def comparisons(
        self,
        atoms: tuple[Sequence[Any], Sequence[Any]],
        conclusions: tuple[Sequence[Any], Sequence[Any]],
        roots: Sequence[Any],
        none: Any,
        ones: Any,
    ) -> list[Any]:
        """Return for each comparison the plane of where it keeps one of the roots open.

        `atoms` and `conclusions` are the planes of what is true and of what may be; `roots` has a plane for each conclusion, of
        where it matters and is open.
        """
        found: list[Any] = self._matter(*conclusions, *atoms, roots, none, ones)
        return found
