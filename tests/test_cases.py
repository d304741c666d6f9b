"""The shipped cases beside the rules: each action and warning has its own, on both sides of its boundary.

Whether the advice is what they expect is tested by pytest itself, which collects rules/ through the plugin of the package.
"""

from __future__ import annotations

from functools import cache

from simexit.api import Advisor, load
from simexit.author.cases.case import Case, Is, Standing
from simexit.author.cases.files import read_cases
from simexit.author.cases.situations import situation_of
from simexit.libraries import library
from simexit.meaning.decide import possible
from simexit.model.expressions import Conclusion, Holds
from simexit.model.rules import Situation

WHOLE = {"asking", "finished"}
"""The files that are about no one action or warning."""


@cache
def advisor() -> Advisor:
    return load(lang="en", second_opinion="off")


@cache
def cases_by_file() -> dict[str, tuple[Case, ...]]:
    """Return the cases of each file; a file is called like the rule it stands beside."""
    folder = library().rules
    found: dict[str, tuple[Case, ...]] = {}
    for path in sorted(folder.rglob("*.cases.yaml")):
        cases, findings = read_cases(advisor().rules, [path])
        assert findings.in_order() == ()
        found[path.relative_to(folder).as_posix().removesuffix(".cases.yaml")] = cases
    return found


def test_every_action_and_every_warning_has_a_file_and_every_file_stands_beside_a_rule() -> None:
    assert {*_files_by_subject().values(), *WHOLE} <= set(cases_by_file())
    assert set(cases_by_file()) <= {rule.name for rule in advisor().rules.rules} | WHOLE


def test_every_action_is_next_in_one_case_and_not_due_in_another_of_its_file() -> None:
    for name, file in _files_of_actions().items():
        assert _cases_expecting(file, "next", name), f"no case in which {name} is next"
        assert _cases_expecting(file, "not_due", name), f"no case in which {name} is not due"


def test_every_warning_holds_in_one_case_and_not_in_another_of_its_file() -> None:
    for name, file in _files_of_warnings().items():
        assert _cases_expecting(file, "warned", name), f"no case in which {name} holds"
        assert _cases_expecting(file, "not_warned", name), f"no case in which {name} does not hold"


def test_each_file_holds_two_cases_on_both_sides_of_the_boundary_with_one_value_between_them() -> None:
    for name, file in _files_by_subject().items():
        keys = ("next", "not_due") if name in advisor().rules.vocabulary.actions else ("warned", "not_warned")
        this_side, that_side = ([_situation(case) for case in _cases_expecting(file, key, name)] for key in keys)
        assert any(_differing(one, other) == 1 for one in this_side for other in that_side), f"no such pair for {name}"


def test_an_action_that_its_file_says_is_not_due_is_out_and_not_merely_unknown() -> None:
    rules = advisor().rules
    for name, file in _files_of_actions().items():
        for case in _cases_expecting(file, "not_due", name):
            assert not possible(Holds(Conclusion("action", name)), _situation(case), rules, frozenset()), case.title


def _files_of_actions() -> dict[str, str]:
    return {name: f"{action.stage}/{_dashed(name)}" for name, action in advisor().rules.vocabulary.actions.items()}


def _files_of_warnings() -> dict[str, str]:
    return {name: f"warnings/{_dashed(name)}" for name in advisor().rules.vocabulary.warnings}


def _files_by_subject() -> dict[str, str]:
    return {**_files_of_actions(), **_files_of_warnings()}


def _dashed(name: str) -> str:
    return name.replace("_", "-")


def _cases_expecting(file: str, key: str, name: str) -> list[Case]:
    def is_expected(one: object) -> bool:
        match one:
            case Is(of, wanted):
                return (of, wanted) == (key, name)
            case Standing(of, standing):
                return (of, standing) == (key, name)
            case _:
                return False

    return [case for case in cases_by_file()[file] if any(is_expected(one) for one in case.expected)]


def _situation(case: Case) -> Situation:
    return situation_of(case, advisor().rules)


def _differing(one: Situation, other: Situation) -> int:
    """Return how many facts have another value, or a value on one side only."""
    return sum(one.get(fact) != other.get(fact) for fact in {*one, *other})
