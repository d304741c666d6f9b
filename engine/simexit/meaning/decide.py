"""What is due, what is next, which warnings hold: a rule set and a situation to a judgement.

A conclusion is certain where it is true in every completion of the unknown facts that the constraints allow, and possible
where it is true in one (supervaluation, after B. van Fraassen 1966). An action is next where it is due and none before it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from simexit.meaning.conditions import applies, truth
from simexit.meaning.representatives import depends_on, left_open, representatives
from simexit.model.expressions import All, Compare, Conclusion, Condition, Holds, Not, Some
from simexit.model.judgement import FINISHED, Judgement, Verdicts, next_is
from simexit.model.rules import RuleSet, Situation


def verdicts(situation: Situation, rules: RuleSet) -> Verdicts:
    """Return which conclusions are true and which are false with the known facts alone."""
    found = {conclusion: truth(condition, situation, rules) for conclusion, condition in rules.conditions.items()}
    true = frozenset(conclusion for conclusion, value in found.items() if value is True)
    return Verdicts(true, frozenset(conclusion for conclusion, value in found.items() if value is False))


def decide(situation: Situation, rules: RuleSet) -> Judgement:
    """Return the judgement of a situation.

    It is exact where every parameter has a value and no comparison holds two unknown numbers or days; elsewhere it is sound:
    what is called certain is certain, but more may be called possible than is.
    """

    unsplit = left_open(situation, rules)

    def can_be(goal: Condition) -> bool:
        return possible(goal, situation, rules, unsplit)

    def all_certain(kind: str) -> tuple[str, ...]:
        return tuple(c.name for c, _ in rules.of_kind(kind) if not can_be(Not(Holds(c))))

    actions = rules.vocabulary.actions
    possible_next = [name for name in (*actions, FINISHED) if can_be(next_is(name, actions))]
    certain = all_certain("warning") if possible_next else ()
    warned = [c.name for c, _ in rules.of_kind("warning") if can_be(Holds(c))]
    return Judgement(
        agenda=all_certain("action") if possible_next else (),
        possible_next=tuple(possible_next),
        certain_warnings=certain,
        possible_warnings=tuple(name for name in warned if name not in certain),
        certain_deadlines=all_certain("deadline") if possible_next else (),
    )


def possible(goal: Condition, situation: Situation, rules: RuleSet, unsplit: frozenset[str]) -> bool:
    """Return whether some completion of the situation that the constraints allow makes the goal true.

    The facts in `unsplit` are not given values: see `left_open`.
    """
    allowed = All((goal, *(Not(Holds(conclusion)) for conclusion, _ in rules.of_kind("impossible"))))
    now = truth(allowed, situation, rules)
    if now is not None:
        return now
    fact = next((fact for fact in open_facts(allowed, situation, rules) if fact not in unsplit), None)
    if fact is None:
        return True
    return any(possible(goal, {**situation, fact: value}, rules, unsplit) for value in representatives(fact, situation, rules))


def open_facts(condition: Condition, situation: Situation, rules: RuleSet) -> Iterator[str]:
    """Yield the unknown facts that keep a condition open, in the order it is read, what must apply first.

    A fact may come several times; a part that is already true or false has none.
    """
    if truth(condition, situation, rules) is not None:
        return
    match condition:
        case Holds(conclusion):
            yield from open_facts(rules.conditions[conclusion], situation, rules)
        case Not(part):
            yield from open_facts(part, situation, rules)
        case All(parts) | Some(parts):
            for part in parts:
                yield from open_facts(part, situation, rules)
        case Compare():
            for fact in depends_on(condition, rules):
                if applies(fact, situation, rules) is None:
                    yield from open_facts(rules.conditions[Conclusion("applies", fact)], situation, rules)
                elif fact not in situation:
                    yield fact
        case _:
            return
