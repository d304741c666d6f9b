"""A rule set to one Python function over planes that says where one action is next; it computes no more than that takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from simexit.model.expressions import Conclusion, comparisons, conclusions_in
from simexit.model.rules import RuleSet
from simexit.run.functions.planes import PlaneSource, guards_of
from simexit.run.planes.blocks import Plane

FUNCTION = "shown_next"


class NextSource(PlaneSource):
    """Collects the lines of the function, conclusions when they are needed: it returns as soon as the wanted action has its turn."""

    def source(self) -> str:
        """Return the source: comparisons and the place of an action among the actions in, where that action is shown to be next out."""
        self.lines = self._given()
        self._defined = set[Conclusion]()
        actions = [conclusion for conclusion, _ in self._rules.of_kind("action")]
        self.lines.append("first = ones")
        for conclusion, _ in self._rules.of_kind("impossible"):
            self._need(conclusion)
            self.lines.append(f"first = first & ~m{self.conclusions[conclusion]}")
        for number, conclusion in enumerate(actions):
            self._need(conclusion)
            place = self.conclusions[conclusion]
            self.lines += [f"if wanted == {number}:", f"    return first & t{place}", f"first = first & ~m{place}"]
        self.lines.append("return first")
        return f"def {FUNCTION}(trues, mays, none, ones, wanted):\n" + "".join(f"    {line}\n" for line in self.lines)

    def _need(self, conclusion: Conclusion) -> None:
        """Define a conclusion after those that it rests on."""
        if conclusion in self._defined:
            return
        self._defined.add(conclusion)
        condition = self._rules.conditions[conclusion]
        guards = [guard for atom in comparisons(condition) for guard in guards_of(atom, self.conclusions)]
        for other in (*conclusions_in(condition), *guards):
            self._need(other)
        place = self.conclusions[conclusion]
        self._define(f"t{place}", f"m{place}", condition, 0)


class NextPlanes:
    """Where completions show an action of one rule set to be next."""

    def __init__(self, rules: RuleSet) -> None:
        namespace: dict[str, Any] = {}
        exec(compile(NextSource(rules).source(), "<next>", "exec"), namespace)
        self._shown = namespace[FUNCTION]

    def shown(self, action: int, atoms: tuple[Sequence[Plane], Sequence[Plane]], none: Plane, ones: Plane) -> Plane:
        """Return where an action, by its place among the actions, is certainly next; their number stands for `finished`."""
        found: Plane = self._shown(*atoms, none, ones, action)
        return found
