"""A judgement and its situation to the parts of advice, in the reader's language."""

from __future__ import annotations

from datetime import date

from simexit.explain.parts import Answer, DueBy, HowTo, KnownItem, Question, Reason, Status, Warned
from simexit.explain.standing import is_old, known_item
from simexit.explain.wording import Wording
from simexit.meaning.conditions import applies, truth
from simexit.meaning.only_choice import only_choice
from simexit.model.expressions import Conclusion, comparisons, conclusions_in, parameters_of
from simexit.model.judgement import FINISHED, Judgement
from simexit.model.rules import Rule, RuleSet
from simexit.model.types import Boolean, Choice, Day, Integer, Money, SetOf, Text
from simexit.text.words import sentence, word


def status(rules: RuleSet, settled: str | None) -> Status:
    """Return what kind of advice there is where this is certainly next, or None where nothing is certain."""
    if settled is None:
        return "ask"
    if settled == FINISHED:
        return "finished"
    return "act" if rules.vocabulary.actions[settled].waits_for is None else "wait"


def question(words: Wording, name: str) -> Question:
    """Return the question for a fact."""
    fact = words.rules.vocabulary.facts[name]
    answers: tuple[Answer, ...] = ()
    match fact.type:
        case Boolean():
            kind, answers = "boolean", (Answer("yes", word("yes", words.language)), Answer("no", word("no", words.language)))
        case Choice(values):
            kind, answers = "choice", tuple(Answer(value, words.text(fact.answers[value])) for value in values)
        case SetOf(values):
            kind, answers = "set", tuple(Answer(value, words.text(fact.answers[value])) for value in values)
        case Integer(unit):
            kind = f"integer ({unit})" if unit else "integer"
        case Money(currency):
            kind = f"money ({currency})"
        case Day():
            kind = "date"
    return Question(name, words.text(fact.question), kind, answers, words.text(fact.find_out))


def warned(words: Wording, name: str) -> Warned:
    """Return a warning in words."""
    caution = words.rules.vocabulary.warnings[name]
    return Warned(name, caution.severity, words.text(caution.title), words.text(caution.text))


def because(words: Wording, conclusion: Conclusion) -> tuple[Reason, ...]:
    """Return the rules that hold for a conclusion; where none does alone, those that may."""
    concluding = words.rules.rules_for.get(conclusion, ())
    truths = {rule.name: truth(rule.condition, words.situation, words.rules) for rule in concluding}
    holding = [rule for rule in concluding if truths[rule.name]] or [rule for rule in concluding if truths[rule.name] is None]
    return tuple(_reason(words, rule) for rule in holding)


def _reason(words: Wording, rule: Rule) -> Reason:
    return Reason(rule.name, words.text(rule.why), rule.sources, rule.checked, is_old(words, rule.checked))


def deadline(words: Wording, names: tuple[str, ...]) -> DueBy | None:
    """Return the earliest of the deadlines that hold and whose day is known."""
    found: list[DueBy] = []
    for name in names:
        last = words.rules.vocabulary.deadlines[name]
        by, reasons = words.value(last.by), because(words, Conclusion("deadline", name))
        if isinstance(by, date):
            found.append(DueBy(name, by, words.text(last.label), reasons[0].text))
    return min(found, key=lambda due: due.by, default=None)


def how_to(words: Wording, name: str) -> HowTo:
    """Return how to carry out an action, with what is known about the person's provider."""
    vocabulary = words.rules.vocabulary
    action = vocabulary.actions[name]

    def optional(text: Text | None, language: str | None = None) -> str | None:
        return None if text is None else words.text(text, language)

    spoken = vocabulary.settings.spoken
    about, known = _known(words, name)
    return HowTo(
        title=words.text(action.title),
        steps=tuple(words.text(step) for step in action.do),
        where=optional(action.where),
        bring=optional(action.bring),
        say=optional(action.say),
        say_spoken=optional(action.say, spoken) if spoken != words.language else None,
        takes=words.text(action.takes),
        unverified=optional(action.unverified),
        waits_for=optional(action.waits_for),
        about=about,
        known=known,
    )


def _known(words: Wording, action: str) -> tuple[str | None, tuple[KnownItem, ...]]:
    """Return the name of the profile that the facts choose, known or left no other value, and its items that help with the action."""
    profiles = words.rules.vocabulary.profiles
    for fact in dict.fromkeys(fact for fact, _ in profiles):
        told = words.situation.get(fact)
        value = only_choice(fact, words.situation, words.rules) if told is None else told
        profile = profiles.get((fact, value)) if isinstance(value, str) else None
        if profile is not None:
            name = words.text(profile.name) if told is not None else sentence("follows", words.language, words.text(profile.name))
            return name, tuple(known_item(words, item) for item in profile.items if action in item.actions)
    return None, ()


def ignored(words: Wording) -> tuple[str, ...]:
    """Return the facts that were given but do not apply, in the order of the vocabulary."""
    given = (fact for fact in words.rules.vocabulary.facts if fact in words.situation)
    return tuple(fact for fact in given if applies(fact, words.situation, words.rules) is False)


def no_figure(words: Wording, judgement: Judgement) -> tuple[str, ...]:
    """Return the parameters without a value today that conclusions not yet decided depend on."""
    open_now = [Conclusion("warning", name) for name in judgement.possible_warnings]
    if judgement.certain_next is None:
        open_now += [Conclusion("action", name) for name in judgement.possible_next if name != FINISHED]
    used = {name for conclusion in open_now for name in _parameters_behind(words.rules, conclusion)}
    return tuple(
        name for name, parameter in words.rules.vocabulary.parameters.items() if name in used and parameter.on(words.today()) is None
    )


def _parameters_behind(rules: RuleSet, conclusion: Conclusion) -> set[str]:
    condition = rules.conditions[conclusion]
    direct = {name for atom in comparisons(condition) for side in (atom.left, atom.right) for name in parameters_of(side)}
    return direct.union(*(_parameters_behind(rules, inner) for inner in conclusions_in(condition)))
