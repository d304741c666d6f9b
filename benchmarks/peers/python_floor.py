"""The least in plain Python: one generated function with two values, in which a comparison with an unknown fact is false."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import Any, assert_never

from benchmarks.peers.program import Decide
from benchmarks.peers.writing import Signs, written
from simexit.model.calendar import working_day_after, working_day_before, working_days_between
from simexit.model.expressions import (
    TODAY,
    Arithmetic,
    Call,
    Compare,
    Conclusion,
    Constant,
    FactValue,
    ParameterValue,
    Term,
    comparisons,
    facts_compared,
)
from simexit.model.judgement import FINISHED
from simexit.model.rules import RuleSet

NAME = "generated Python, two-valued"
OFTEN = 3
"""How often a comparison must stand in the rules to be worth a variable of its own: found by measuring."""


def decide(rules: RuleSet, today: Any) -> Decide:
    """Return the rules as a function of facts as simexit takes them, with the figures of a day written into it."""
    country = rules.vocabulary.settings.calendar
    names: dict[str, Any] = {
        "working_days_until": lambda day, now: working_days_between(country, now, day),
        "working_days_since": lambda day, now: working_days_between(country, day, now),
        "working_day_before": partial(working_day_before, country),
        "working_day_after": partial(working_day_after, country),
    }
    exec(compile(_Writer(rules, today, names).source(), "<two-valued>", "exec"), names)
    found: Decide = names["decide"]
    return found


class _Writer:
    """Writes the function; `names` takes the constants that have no literal."""

    def __init__(self, rules: RuleSet, today: Any, names: dict[str, Any]) -> None:
        self._rules, self._today, self._names = rules, today, names
        self._facts = {name: f"f{number}" for number, name in enumerate(rules.vocabulary.facts)}
        self._conclusions = {conclusion: f"c{number}" for number, conclusion in enumerate(rules.conditions)}
        often = Counter(atom for condition in rules.conditions.values() for atom in comparisons(condition))
        self._shared = {atom: f"a{number}" for number, (atom, times) in enumerate(often.items()) if times >= OFTEN}

    def source(self) -> str:
        used = {name for about in self._rules.atoms_about.values() for atom in about for name in facts_compared(atom)}
        lines = ["get = facts.get", *(f"{place} = get({name!r})" for name, place in self._facts.items() if name in used)]
        lines += [f"{place} = {self._alone(atom)}" for atom, place in self._shared.items()]
        signs = Signs(" and ", " or ", "not ", "True", "False", self._compared, self._conclusions.__getitem__)
        lines += [f"{self._conclusions[one]} = {written(condition, signs)}" for one, condition in self._rules.conditions.items()]
        for kind in ("action", "warning"):
            lines.append(f"{kind}s = []")
            lines += [f"if {self._conclusions[one]}: {kind}s.append({one.name!r})" for one, _ in self._rules.of_kind(kind)]
        lines.append(f"return (actions[0] if actions else {FINISHED!r}), tuple(actions), tuple(warnings)")
        return "def decide(facts):\n" + "".join(f"    {line}\n" for line in lines)

    def _compared(self, atom: Compare) -> str:
        guards = [Conclusion("applies", fact) for fact in facts_compared(atom)]
        holding = [self._conclusions[guard] for guard in guards if guard in self._conclusions]
        return " and ".join([*holding, self._shared.get(atom) or self._alone(atom)]).join("()")

    def _alone(self, atom: Compare) -> str:
        """Return a comparison that is false where a fact is unknown; whether its facts apply is said elsewhere."""
        match atom:
            case Compare("==", FactValue(fact), Constant(bool() as value)):
                return f"{self._facts[fact]} is {value}"
            case Compare("==", FactValue(fact), Constant(str() as word)):
                return f"{self._facts[fact]} == {word!r}"
        known = [f"{self._facts[fact]} is not None" for fact in facts_compared(atom)]
        return " and ".join([*known, f"{self._term(atom.left)} {atom.comparison} {self._term(atom.right)}"])

    def _term(self, term: Term) -> str:
        match term:
            case Constant(value):
                return self._constant(value)
            case FactValue(name):
                return self._facts[name]
            case ParameterValue(name):
                return self._constant(self._rules.vocabulary.parameters[name].on(self._today))
            case Call("days_until", (day,)):
                return f"({self._term(day)} - {self._facts[TODAY]}).days"
            case Call("days_since", (day,)):
                return f"({self._facts[TODAY]} - {self._term(day)}).days"
            case Call(function, arguments):
                now = [self._facts[TODAY]] if function.startswith("working_days") else []
                return f"{function}({', '.join([*map(self._term, arguments), *now])})"
            case Arithmetic(operation, left, right):
                return f"({self._term(left)} {operation} {self._term(right)})"
            case _:
                assert_never(term)

    def _constant(self, value: Any) -> str:
        if isinstance(value, bool | int | str):
            return repr(value)
        name = f"k{len(self._names)}"
        self._names[name] = value
        return name
