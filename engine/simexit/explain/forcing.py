"""Which parts of a condition force the value it has: enough of them, and no more than needed."""

from __future__ import annotations

from collections.abc import Iterator

from simexit.meaning.conditions import Truth, applies, compare, truth
from simexit.meaning.representatives import depends_on
from simexit.model.expressions import All, Always, Compare, Conclusion, Condition, Holds, Not, Some, facts_compared
from simexit.model.rules import RuleSet, Situation

Leaf = Always | Compare | Holds


def forcing(condition: Condition, situation: Situation, rules: RuleSet, *, one_of_each: bool = False) -> Iterator[Leaf]:
    """Yield the leaves that force the value of a condition.

    Of a true disjunction that is its first true part; of a false conjunction its false parts (the first alone where
    `one_of_each`); of a condition that is open, its open parts. Negations are left out: a leaf has its own value.
    """
    match condition:
        case Not(part):
            yield from forcing(part, situation, rules, one_of_each=one_of_each)
        case All(parts) | Some(parts):
            result = truth(condition, situation, rules)
            chosen = [part for part in parts if truth(part, situation, rules) is result]
            enough = result is True if isinstance(condition, Some) else result is False and one_of_each
            for part in chosen[:1] if enough else chosen:
                yield from forcing(part, situation, rules, one_of_each=one_of_each)
        case _:
            yield condition


def guards_forcing(atom: Compare, situation: Situation, rules: RuleSet) -> tuple[tuple[Conclusion, ...], bool]:
    """Return which facts' applying a comparison owes its value to, and whether it also owes it to the values themselves."""
    guards = {Conclusion("applies", fact): applies(fact, situation, rules) for fact in facts_compared(atom)}
    guards = {guard: value for guard, value in guards.items() if guard in rules.conditions}
    out = tuple(guard for guard, value in guards.items() if value is False)
    by_value = compare(atom, situation, rules)
    if out:
        return out[:1], False
    if by_value is False:
        return (), True
    if by_value is True and None not in guards.values():
        return tuple(guards), True
    return tuple(guard for guard, value in guards.items() if value is None), by_value is None


def facts_forcing(conclusion: Conclusion, situation: Situation, rules: RuleSet) -> frozenset[str]:
    """Return facts that alone, all others unknown, give a conclusion the value that it has."""
    atoms = atoms_forcing(conclusion, situation, rules, one_of_each=True)
    return frozenset(fact for atom in atoms for fact in depends_on(atom, rules))


def atoms_forcing(conclusion: Conclusion, situation: Situation, rules: RuleSet, *, one_of_each: bool = False) -> tuple[Compare, ...]:
    """Return the comparisons of values that force the value of a conclusion, through others and through what applies."""
    found: dict[Compare, None] = {}
    waiting, seen = [conclusion], {conclusion}
    while waiting:
        for leaf in forcing(rules.conditions[waiting.pop(0)], situation, rules, one_of_each=one_of_each):
            further: tuple[Conclusion, ...] = ()
            match leaf:
                case Holds(inner):
                    further = (inner,)
                case Compare():
                    further, by_value = guards_forcing(leaf, situation, rules)
                    found.update({leaf: None} if by_value else {})
                case Always():
                    pass
            waiting += [inner for inner in dict.fromkeys(further) if inner not in seen]
            seen.update(further)
    return tuple(found)


def standing(value: Truth) -> str:
    """Return the Kleene value as a word for programs."""
    return "open" if value is None else "true" if value else "false"
