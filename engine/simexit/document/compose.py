"""A situation to a plan in the reader's language."""

from __future__ import annotations

from hashlib import sha256
from typing import assert_never

from simexit.ask.question import needed
from simexit.document.follow import follow
from simexit.document.last_days import due_by, last_days
from simexit.document.merge import merge
from simexit.document.plan import Branch, Lead, Plan, Step
from simexit.document.way import Again, Asks, Cut, Finished, Goes, State, Target, Waits, Way, day_of
from simexit.document.way import Branch as WayBranch
from simexit.explain.compose import question
from simexit.explain.wording import Wording
from simexit.model.judgement import FINISHED
from simexit.model.rules import RuleSet, Situation
from simexit.model.types import Text, written
from simexit.run.decider import Decider
from simexit.text.words import sentence, word


def plan(situation: Situation, rules: RuleSet, decider: Decider, language: str) -> Plan:
    """Return the plan for a situation; raise `DisagreementError` where the second opinion differs at any of its steps."""
    way = merge(follow(situation, rules, decider))
    main_line = tuple(state.number for state in way.main_line())
    return Plan(
        today=day_of(situation),
        start=_lead(way.start, way, Wording(rules, situation, language)),
        steps=tuple(_step(state, way, Wording(rules, state.situation, language)) for state in way.states),
        main_line=main_line,
        deadlines=last_days(situation, way, rules, decider, language),
        title=rules.vocabulary.settings.title[language],
        time_zone=rules.vocabulary.settings.time_zone,
        key=_key(situation, rules),
        second_opinion=way.second_opinion,
        ruleset=rules.identity,
        language=language,
    )


def _key(situation: Situation, rules: RuleSet) -> str:
    facts = "\n".join(f"{fact}={written(situation[fact])}" for fact in sorted(situation))
    return sha256(f"{rules.identity}\n{facts}".encode()).hexdigest()


def _step(state: State, way: Way, words: Wording) -> Step:
    action = words.rules.vocabulary.actions[state.action]
    return Step(
        number=state.number,
        action=state.action,
        kind="act" if action.waits_for is None else "wait",
        title=words.text(action.title),
        day=state.day,
        until=None if state.until is None else due_by(words, state.until.deadline, state.until.by),
        waits_for=_optional(words, action.waits_for),
        bring=_optional(words, action.bring),
        takes=words.text(action.takes),
        asks=tuple(question(words, fact) for fact in needed(words.rules, words.situation, state.action)),
        branches=tuple(_branch(branch, way, words) for branch in state.branches),
    )


def _optional(words: Wording, text: Text | None) -> str | None:
    return None if text is None else words.text(text)


def _branch(branch: WayBranch, way: Way, words: Wording) -> Branch:
    reached = Wording(words.rules, branch.situation, words.language)
    day, lead = day_of(branch.situation), _lead(branch.target, way, reached)
    if branch.outcome is not None:
        return Branch(branch.outcome.name, _optional(words, branch.outcome.title), day, lead)
    return Branch(None, None if day is None else sentence("no_answer", words.language, day=words.day(day)), day, lead)


def _lead(target: Target, way: Way, words: Wording) -> Lead:
    """Return a target in words; `words` are those of the situation that is reached."""
    vocabulary, language = words.rules.vocabulary, words.language
    match target:
        case Goes(step) | Again(step):
            text = words.text(vocabulary.actions[way.states[step - 1].action].title)
            return Lead("step" if isinstance(target, Goes) else "again", step, text, None, (), ())
        case Finished():
            return Lead("finished", None, vocabulary.settings.finished_title[language], None, (), ())
        case Waits(action):
            return Lead("wait", None, _optional(words, vocabulary.actions[action].waits_for) or "", None, (), ())
        case Asks(fact, possible_next):
            return _asks(words, fact, possible_next)
        case Cut():
            return Lead("cut", None, word("plan_cut", language), None, (), ())
        case _:
            assert_never(target)


def _asks(words: Wording, fact: str | None, possible_next: tuple[str, ...]) -> Lead:
    vocabulary = words.rules.vocabulary
    asked = None if fact is None else question(words, fact)
    text = word("not_certain", words.language) if asked is None else asked.text
    titles = [vocabulary.settings.finished_title if name == FINISHED else vocabulary.actions[name].title for name in possible_next]
    return Lead("question", None, text, asked, possible_next, tuple(words.text(title) for title in titles))
