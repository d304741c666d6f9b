"""The cases of a library, run again where a change of the rules can reach them: what came out of the others is known."""

from __future__ import annotations

from typing import NamedTuple

from simexit.author.cases.case import Case
from simexit.author.cases.run import Result, run_case
from simexit.author.mutation.cases import Cases
from simexit.editor.draft import Draft
from simexit.model.rules import RuleSet
from simexit.run.decider import Decider
from simexit.text.diagnostics import Diagnostic


class Report(NamedTuple):
    """What is wrong with a library and its cases; `results` are those of all cases, `ran` says how many of them were run now."""

    rules: RuleSet | None
    findings: tuple[Diagnostic, ...]
    results: tuple[Result, ...]
    ran: int


class Rerun:
    """Checks a library and runs its cases, again and again."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._results: dict[int, Result] = {}
        self._last: tuple[RuleSet, tuple[Case, ...], Decider] | None = None
        self._cases: Cases | None = None

    def report(self) -> Report:
        """Look at the files as they are now; cases are run, without a second opinion, where nothing is wrong with any file."""
        checked = self._draft.check()
        cases, wrong = self._draft.cases() if checked.rules is not None else ((), ())
        if checked.rules is None or wrong:
            return Report(checked.rules, (*checked.findings, *wrong), (), 0)
        return self._run(checked.rules, cases)

    def prepare(self) -> None:
        """Look at the cases for the next time, while nobody waits."""
        if self._last is not None and self._cases is None:
            self._cases = Cases(*self._last)

    def _run(self, rules: RuleSet, cases: tuple[Case, ...]) -> Report:
        decider = Decider(rules, "off")
        known = self._still_known(rules, decider)
        results = [known.get(id(case)) or run_case(case, rules, decider) for case in cases]
        # a result holds its case, so that no other one can have the same id
        self._results = {id(result.case): result for result in results}
        self._last, self._cases = (rules, cases, decider), None
        return Report(rules, (), tuple(results), sum(id(case) not in known for case in cases))

    def _still_known(self, rules: RuleSet, decider: Decider) -> dict[int, Result]:
        """Return the results that a change of the rules cannot have touched."""
        if self._last is None or _spoken_of(self._last[0]) != _spoken_of(rules):
            return {}
        self.prepare()
        assert self._cases is not None
        reached = {id(case) for case in self._cases.reached(rules, decider)}
        return {case: result for case, result in self._results.items() if case not in reached}


def _spoken_of(rules: RuleSet) -> object:
    """Return what two rule sets must have in common so that the reach of a change between them can be told."""
    words = rules.vocabulary
    return (
        words.settings.calendar,
        words.settings.profiles,
        {name: (fact.type, fact.effort, fact.sensitivity) for name, fact in words.facts.items()},
        {name: [one.name for one in action.outcomes] for name, action in words.actions.items()},
        set(rules.conditions),
        set(words.parameters),
        set(words.deadlines),
    )
