"""L203: an action that comes before the one it waits for."""

from __future__ import annotations

from collections.abc import Iterator

from simexit.author.lint.lint import Lint, Note
from simexit.author.lint.lints.same_rule import conjuncts
from simexit.author.lint.subject import Subject
from simexit.author.pages.page import Page
from simexit.model.expressions import Compare, Conclusion, Condition, Constant, FactValue, Holds, Not
from simexit.model.rules import RuleSet
from simexit.model.vocabulary import Action
from simexit.text.codes import Code
from simexit.text.diagnostics import Related


def check(subject: Subject) -> Iterator[Note]:
    """Yield actions all of whose rules wait for an action of a later stage: that it is not due, or for what it alone brings about."""
    rules = subject.rules
    stages = list(rules.vocabulary.settings.stages)
    for action in rules.vocabulary.actions.values():
        needed = [conjuncts(rule.when, rules) for rule in rules.rules_for[Conclusion("action", action.name)]]
        for part in frozenset.intersection(*needed):
            for later in _waited_for(part, action, rules):
                if stages.index(later.stage) > stages.index(action.stage):
                    message = f"`{action.name}` waits for `{later.name}`, which is of a later stage"
                    hint = f"put `{action.name}` into the stage `{later.stage}` or a later one"
                    yield Note(action.span, message, hint=hint, related=(Related(later.span, f"`{later.name}`"),))


def _waited_for(part: Condition, action: Action, rules: RuleSet) -> Iterator[Action]:
    """Yield the action that must not be due, or the only one that makes true a yes-no fact that is needed."""
    match part:
        case Not(Holds(Conclusion("action", name))):
            yield rules.vocabulary.actions[name]
        case Compare("==", FactValue(fact), Constant(True)):
            actions = rules.vocabulary.actions.values()
            makers = [one for one in actions if any(outcome.changes.get(fact) == Constant(True) for outcome in one.outcomes)]
            if len(makers) == 1 and makers[0] is not action:
                yield makers[0]
        case _:
            return


_BRING = """\
when: {}
then: {{action: bring_book}}
why: {{en: The book is not back yet., ru: Книга ещё не возвращена.}}
sources: [house-rules]
checked: 2026-11-21
"""
_PAY = """\
when: {}
then: {{action: pay_fine}}
why: {{en: "You owe {{fine.owed}}.", ru: "За вами {{fine.owed}}."}}
sources: [house-rules]
checked: 2026-11-21
"""

LINT = Lint(
    code=Code.OUT_OF_ORDER,
    check=check,
    page=Page(
        summary=(
            "Of what is due, the first action in the order of the stages comes next. This action waits for one of a later stage: until "
            "that one is not due, or for a yes-no fact that only that one brings about."
        ),
        avoid={
            "rules/desk/pay-fine.yaml": _PAY.format("fine.owed > 0 and not due(bring_book)    # at the desk, which comes before `home`"),
        },
        prefer={
            "rules/home/bring-book.yaml": _BRING.format("not book.returned and not due(pay_fine)    # at home, which comes after `desk`")
        },
        why="The plan that people see is in the order of the stages. What waits for a later stage makes them go back.",
        mend="Move the action to the stage of the one it waits for or a later one, or change the order of `stages` in library.yaml.",
    ),
)
