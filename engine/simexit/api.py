"""The API to embed: load a library once, ask it for advice as often as needed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from simexit.ask.question import next_question
from simexit.check.situations import Told, from_python, situation
from simexit.explain.advice import Advice, Background
from simexit.explain.names import UnknownNameError
from simexit.libraries import library
from simexit.loading import loaded
from simexit.model.expressions import TODAY
from simexit.model.judgement import Judgement
from simexit.model.rules import RuleSet, Situation
from simexit.model.types import written
from simexit.run.decider import Decider, DisagreementError, SecondOpinion
from simexit.text.codes import Code
from simexit.text.diagnostics import Diagnostic, Findings, Related
from simexit.text.render import render

if TYPE_CHECKING:
    from simexit.ask.interview import Interview
    from simexit.case.cases import Cases
    from simexit.case.live import Case
    from simexit.document.letter import FilledLetter
    from simexit.document.plan import Plan
    from simexit.explain.how_to_reach import HowTo
    from simexit.explain.what_if import WhatIf
    from simexit.explain.why import Why
    from simexit.explain.why_not import WhyNot
    from simexit.libraries import Library
    from simexit.run.functions.code import Program

__all__ = ["Advice", "Advisor", "DisagreementError", "FactError", "LibraryError", "UnknownNameError", "load"]


class _FindingsError(Exception):
    def __init__(self, findings: Iterable[Diagnostic]) -> None:
        self.findings = tuple(findings)
        super().__init__(render(self.findings))


class LibraryError(_FindingsError):
    """The rule files have errors; `findings` has every one of them."""


class FactError(_FindingsError):
    """Facts are unknown, of the wrong kind, out of range or contradict each other; `findings` has every problem."""


def load(root: str | Path | None = None, *, second_opinion: SecondOpinion = "always", lang: str | None = None) -> Advisor:
    """Return an advisor for the library under `root`, or for the one shipped with the package.

    `second_opinion`: `always` asks both interpreters for each advice, `sampled` for one in a thousand, `off` for none.
    `lang` is the language of the texts, the first of the library if not given. Raises `LibraryError` where the rule
    files have errors, `ValueError` where the library does not have the language.
    """
    files = library(root)
    found, findings = loaded(files)
    if found is None:
        raise LibraryError(findings.in_order())
    return Advisor(found.rules, second_opinion=second_opinion, lang=lang, program=found.program, origin=files)


class Advisor:
    """Gives advice from one checked rule set; immutable and safe to use from several threads."""

    def __init__(
        self,
        rules: RuleSet,
        *,
        second_opinion: SecondOpinion = "always",
        lang: str | None = None,
        program: Program | None = None,
        origin: Library | None = None,
    ) -> None:
        self.rules = rules
        self.origin = origin
        self.language = self._known_language(lang or rules.vocabulary.settings.languages[0])
        self.decider = Decider(rules, second_opinion, program)
        self._second_opinion: SecondOpinion = second_opinion
        self._backgrounds = {one: Background(rules, self.decider, self._ask, one) for one in rules.vocabulary.settings.languages}

    @property
    def ruleset(self) -> str:
        """The identity of the rule set: the hash of all its files."""
        return self.rules.identity

    @property
    def second_opinion_missing(self) -> str | None:
        """Why there is no second opinion, or None where there is one or none was wanted."""
        return self.decider.unavailable

    def advise(self, facts: Mapping[str, object], *, today: date | None = None, lang: str | None = None) -> Advice:
        """Return the advice for the facts known so far.

        Values: `bool`, `int`, `Decimal` for amounts, `date` or `"2026-12-01"`, `str` for a choice, a set or list of `str`;
        `None` says that a fact is not known. Without `today` everything that depends on the day stays open.
        Raises `FactError` with every problem of the facts, and `DisagreementError` where the second opinion differs.
        """
        situation = self._typed(facts, today)
        if situation is not None:
            decision = self.decider.decide(situation)
            if decision.judgement.possible_next:
                return Advice(self._backgrounds[self._known_language(lang)], situation, decision)
        findings = Findings()
        return self.advise_told(self._told(facts, today, findings), findings, lang=lang)

    def advise_told(self, told: Iterable[Told], findings: Findings, *, lang: str | None = None) -> Advice:
        """Return the advice for facts that were read from a file; `findings` are the problems found in reading them."""
        language, told = self._known_language(lang), tuple(told)
        known = situation(told, findings)
        decision = None if len(findings) else self.decider.decide(known)
        if decision is None or not decision.judgement.possible_next:
            self._refuse(known, told, findings, language)
        return Advice(self._backgrounds[language], known, decision)

    def case(self, facts: Mapping[str, object] | None = None, *, today: date | None = None, lang: str | None = None) -> Case:
        """Return a live case in memory: facts and actions told one after the other, with the advice at each point."""
        from simexit.case.live import Case

        case = Case(self, today=today, lang=self._known_language(lang))
        return case.tell(facts) if facts else case

    def cases(self, where: str | Path, *, today: date | None = None, lang: str | None = None) -> Cases:
        """Return the cases kept in a file, or in a PostgreSQL database where `where` is such a URL.

        Their day is that of the clock in the time zone of the library, unless `today` says another. Raises `StoreError`.
        """
        from simexit.case.cases import Cases
        from simexit.case.opening import open_store

        def load_other(root: Path) -> Advisor:
            return load(root, second_opinion=self._second_opinion, lang=self.language)

        return Cases(open_store(where), self, load_other, today=today, lang=self._known_language(lang))

    def interview(self, facts: Mapping[str, object] | None = None, *, today: date | None = None) -> Interview:
        """Return an interview that goes on from the facts known so far; one given as `None` is not asked. Raises as `advise`."""
        findings = Findings()
        return self.interview_told(self._told(facts or {}, today, findings), findings)

    def interview_told(self, told: Iterable[Told], findings: Findings, *, lang: str | None = None) -> Interview:
        """Return an interview that goes on from facts that were read from a file, as `advise_told` does."""
        from simexit.ask.interview import begin

        told = tuple(told)
        known = self._known(told, findings, self._known_language(lang))
        return begin(self.rules, self.decider, known, [one.fact for one in told if one.value is None])

    def plan(self, facts: Mapping[str, object], *, today: date | None = None, lang: str | None = None) -> Plan:
        """Return the whole way from here to the end, with its branches and days. Raises as `advise`."""
        findings = Findings()
        return self.plan_told(self._told(facts, today, findings), findings, lang=lang)

    def plan_told(self, told: Iterable[Told], findings: Findings, *, lang: str | None = None) -> Plan:
        """Return the plan for facts that were read from a file, as `advise_told` does."""
        from simexit.document.compose import plan

        language = self._known_language(lang)
        return plan(self._known(tuple(told), findings, language), self.rules, self.decider, language)

    def why(self, facts: Mapping[str, object], name: str | None = None, *, today: date | None = None, lang: str | None = None) -> Why:
        """Return why the next action is next, or why the action, warning, deadline or derived fact of a name is so or not.

        Raises as `advise`, and `UnknownNameError`, a `ValueError`, where there is nothing of that name.
        """
        return self.advise(facts, today=today, lang=lang).why(name)

    def why_not(self, facts: Mapping[str, object], name: str, *, today: date | None = None, lang: str | None = None) -> WhyNot:
        """Return what comes before an action, what is not known yet, or what would have to be otherwise. Raises as `why`."""
        return self.advise(facts, today=today, lang=lang).why_not(name)

    def what_if(
        self, facts: Mapping[str, object], changes: Mapping[str, object], *, today: date | None = None, lang: str | None = None
    ) -> WhatIf:
        """Return the advice before and after a change of facts, and the difference; `None` says that a fact is not known.

        Raises as `advise`, also where the facts with the changes cannot all be true.
        """
        from simexit.explain.what_if import changed, what_if

        known, language = self.facts_known(facts, today=today, lang=lang)
        findings = Findings()
        new = {one.fact: one.value for one in from_python(changes, self.rules, findings)}
        if len(findings):
            raise FactError(findings.in_order())
        before, after_it = self.advise(known, lang=language), self.advise({**known, **new}, lang=language)
        return what_if(changed(self.rules, known, new, language), before, after_it)

    def how_to(self, facts: Mapping[str, object], action: str, *, today: date | None = None, lang: str | None = None) -> HowTo:
        """Return the smallest sets of changes, only of facts that the person can change, that make an action the next one.

        Raises as `why`.
        """
        from simexit.explain.how_to_reach import how_to_reach

        known, language = self.facts_known(facts, today=today, lang=lang)
        return how_to_reach(self.rules, self.decider, known, action, language)

    def letter(
        self,
        name: str,
        facts: Mapping[str, object],
        fields: Mapping[str, str] | None = None,
        *,
        today: date | None = None,
        lang: str | None = None,
    ) -> FilledLetter:
        """Return a letter of the library filled from facts and from `fields`, which only its writer knows; what is not known is blank.

        Nothing of `fields` is kept. Raises as `advise`, and a `ValueError` where there is no such letter or field, or a value is no line.
        """
        from simexit.document.letter_compose import fill

        known, language = self.facts_known(facts, today=today, lang=lang)
        return fill(name, self.rules, known, fields or {}, language)

    def facts_known(self, facts: Mapping[str, object], *, today: date | None = None, lang: str | None = None) -> tuple[Situation, str]:
        """Return the facts as typed values, and the language to answer in. Raises as `advise`."""
        findings = Findings()
        return self.facts_told(self._told(facts, today, findings), findings, lang=lang)

    def facts_told(self, told: Iterable[Told], findings: Findings, *, lang: str | None = None) -> tuple[Situation, str]:
        """Return the facts that were read from a file, as `facts_known` does."""
        language = self._known_language(lang)
        return self._known(tuple(told), findings, language), language

    def _told(self, facts: Mapping[str, object], today: date | None, findings: Findings) -> list[Told]:
        """Return what was told; a day among the facts and another one beside them is a contradiction, not a choice."""
        told = from_python(facts, self.rules, findings)
        return told if today is None else [*told, *from_python({TODAY: today}, self.rules, findings)]

    def _ask(self, situation: Situation, judgement: Judgement) -> str | None:
        return next_question(self.rules, self.decider, situation, judgement)

    def _typed(self, facts: Mapping[str, object], today: date | None) -> Situation | None:
        """Return facts that need no reading as a situation of its own, or None; what is wrong with facts is said where they are read."""
        if type(facts) is not dict or (today is not None and TODAY in facts):
            return None
        situation = dict(facts) if today is None else {**facts, TODAY: today}
        return situation if self.decider.admits(situation) else None

    def _known_language(self, language: str | None) -> str:
        if language is None:
            return self.language
        languages = self.rules.vocabulary.settings.languages
        if language not in languages:
            raise ValueError(f"the library has no texts in {language!r}; it has {', '.join(languages)}")
        return language

    def _known(self, told: tuple[Told, ...], findings: Findings, language: str) -> Situation:
        """Return the facts told, or raise with every problem they have, those that cannot all be true among them."""
        known = situation(told, findings)
        if len(findings) or not self.decider.possible_next(known):
            self._refuse(known, told, findings, language)
        return known

    def _refuse(self, known: Situation, told: tuple[Told, ...], findings: Findings, language: str) -> NoReturn:
        """Raise with every problem of the facts, those that cannot all be true among them."""
        from simexit.run.clash import clashes

        for clash in clashes(self.rules, self.decider, known):
            why = None if clash.constraint is None else self.rules.vocabulary.constraints[clash.constraint].why[language]
            _note_clash(clash.facts, known, told, why, findings)
        raise FactError(findings.in_order())


def _note_clash(facts: tuple[str, ...], known: Situation, told: tuple[Told, ...], why: str | None, findings: Findings) -> None:
    spans = {one.fact: one.span for one in told if one.fact in facts and one.span is not None}
    named = ", ".join(f"`{fact}` {written(known[fact])}" for fact in facts)
    first = next(iter(spans.values()), None)
    related = tuple(Related(span, f"`{fact}` is given here") for fact, span in list(spans.items())[1:])
    message = f"these facts cannot all be true: {named}" + (f". {why}" if why else "")
    findings.add(Code.IMPOSSIBLE, first, message, related=related)
