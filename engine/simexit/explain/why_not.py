"""Why not: what comes first, what is not known yet, or the nearest miss and by how much."""

from __future__ import annotations

from dataclasses import dataclass

from simexit.explain.derivation import Node
from simexit.explain.forcing import atoms_forcing
from simexit.explain.formula import formula
from simexit.explain.names import conclusion_named
from simexit.explain.near_miss import gap, near_miss
from simexit.explain.phrases import Phrases
from simexit.explain.ways import Values
from simexit.explain.why import sentence, status_of
from simexit.explain.wording import Wording
from simexit.meaning.conditions import compare, truth
from simexit.meaning.representatives import depends_on
from simexit.model.expressions import Compare, Conclusion, parameters_of
from simexit.model.judgement import FINISHED, Judgement
from simexit.model.rules import RuleSet, Situation
from simexit.model.types import written
from simexit.run.decider import Decider


@dataclass(frozen=True, slots=True)
class Lacking:
    """A comparison that would have to be otherwise: what it is now, what it would have to be, and how far that is.

    `wanted` is None where the comparison is open and may turn out either way.
    """

    comparison: str
    wanted: bool | None
    text: str
    facts: tuple[tuple[str, str], ...]
    by: str | None

    def to_dict(self) -> dict[str, object]:
        """Return plain values for JSON."""
        return {"comparison": self.comparison, "wanted": self.wanted, "text": self.text, "facts": dict(self.facts), "by": self.by}


@dataclass(frozen=True, slots=True)
class Earlier:
    """An action that comes before, whether that is certain, and the rules that say so."""

    action: str
    title: str
    certain: bool
    because: tuple[str, ...]

    def to_dict(self) -> dict[str, object]:
        """Return plain values for JSON."""
        return {"action": self.action, "title": self.title, "certain": self.certain, "because": list(self.because)}


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why something is not so, or not yet.

    `status` is `next`, `due`, `open` or `out`. Where it is due, `earlier` comes before it. Where it is open, `undecided` is
    what must be known, `tell` the facts to tell and `no_figure` the parameters without a value on that day. Where it is out,
    `lacking` is the smallest set of comparisons that would have to be otherwise, those still open in `undecided`, and
    `example` has values with which it would be due; without one, no change of these facts was found to lead there.
    """

    about: str
    kind: str
    status: str
    text: str
    earlier: tuple[Earlier, ...]
    lacking: tuple[Lacking, ...]
    undecided: tuple[Lacking, ...]
    tell: tuple[str, ...]
    no_figure: tuple[str, ...]
    example: tuple[tuple[str, str], ...] | None
    ruleset: str
    language: str

    def to_dict(self) -> dict[str, object]:
        """Return plain values for JSON."""
        return {
            "about": self.about,
            "kind": self.kind,
            "status": self.status,
            "text": self.text,
            "earlier": [one.to_dict() for one in self.earlier],
            "lacking": [one.to_dict() for one in self.lacking],
            "undecided": [one.to_dict() for one in self.undecided],
            "tell": list(self.tell),
            "no_figure": list(self.no_figure),
            "example": None if self.example is None else dict(self.example),
            "ruleset": self.ruleset,
        }


def why_not(rules: RuleSet, decider: Decider, situation: Situation, judgement: Judgement, name: str, language: str) -> WhyNot:
    """Return why an action or a warning is not next, not due or not known to be."""
    phrases = Phrases(Wording(rules, situation, language))
    conclusion = conclusion_named(rules, name)
    status = status_of(conclusion, rules, situation, judgement)
    steps, example = _missing(conclusion, status, rules, situation, decider.representatives)
    tree = Node(conclusion.kind, name, "", None)
    return WhyNot(
        about=name,
        kind=conclusion.kind,
        status=status,
        text=sentence(phrases, tree, status),
        earlier=_earlier(conclusion, status, phrases, judgement),
        lacking=tuple(_lacking(atom, wanted, phrases) for atom, wanted in steps if compare(atom, situation, rules) is not None),
        undecided=tuple(_lacking(atom, wanted, phrases) for atom, wanted in steps if compare(atom, situation, rules) is None),
        tell=tuple(decider.facts_open(conclusion.kind, name, situation)) if status == "open" else (),
        no_figure=_without_figure([atom for atom, _ in steps], phrases.words),
        example=None if example is None else tuple((fact, written(value)) for fact, value in example.items()),
        ruleset=rules.identity,
        language=language,
    )


def _missing(
    conclusion: Conclusion, status: str, rules: RuleSet, situation: Situation, values: Values
) -> tuple[tuple[tuple[Compare, bool | None], ...], Situation | None]:
    """Return the comparisons that are open or would have to be otherwise, and values that would do where it is out."""
    if status in {"next", "due"}:
        return (), None
    if status == "open":
        return tuple((atom, None) for atom in atoms_forcing(conclusion, situation, rules)), None
    nearest = near_miss(conclusion, situation, rules, values)
    return nearest.steps, nearest.example


def _without_figure(atoms: list[Compare], words: Wording) -> tuple[str, ...]:
    """Return the parameters in comparisons that have no value on that day."""
    names = dict.fromkeys(name for atom in atoms for name in (*parameters_of(atom.left), *parameters_of(atom.right)))
    return tuple(name for name in names if words.rules.vocabulary.parameters[name].on(words.today()) is None)


def _earlier(conclusion: Conclusion, status: str, phrases: Phrases, judgement: Judgement) -> tuple[Earlier, ...]:
    """Return the action that comes before another one, or those that may."""
    if conclusion.kind != "action" or status == "next":
        return ()
    order = [action.name for action, _ in phrases.words.rules.of_kind("action")]
    before = [name for name in judgement.possible_next if name != FINISHED and order.index(name) < order.index(conclusion.name)]
    return tuple(_earlier_one(name, phrases, name in judgement.agenda) for name in before)


def _earlier_one(name: str, phrases: Phrases, certain: bool) -> Earlier:
    action = phrases.words.rules.vocabulary.actions[name]
    rules, situation = phrases.words.rules, phrases.words.situation
    concluding = rules.rules_for.get(Conclusion("action", name), ())
    because = tuple(phrases.words.text(rule.why) for rule in concluding if truth(rule.condition, situation, rules))
    return Earlier(name, phrases.words.text(action.title), certain, because)


def _lacking(atom: Compare, wanted: bool | None, phrases: Phrases) -> Lacking:
    given = tuple((fact, written(phrases.words.situation.get(fact))) for fact in depends_on(atom, phrases.words.rules))
    if wanted is None:
        return Lacking(formula(atom), None, phrases.statement(atom, None), given, None)
    by, in_words = gap(atom, wanted, phrases)
    text = phrases.requirement(atom, wanted)
    return Lacking(formula(atom), wanted, phrases.fill("by_name", text, in_words) if in_words else text, given, by)
