"""How to make an action the next one: the smallest sets of changes of facts that the person can change."""

from __future__ import annotations

from dataclasses import dataclass

from simexit.explain.forcing import atoms_forcing
from simexit.explain.names import conclusion_named
from simexit.explain.phrases import Phrases
from simexit.explain.reach import MOST_CHANGES, MOST_SITUATIONS, Changes, Search, changeable
from simexit.explain.what_if import Changed, changed
from simexit.explain.wording import Wording
from simexit.meaning.conditions import truth
from simexit.model.expressions import Conclusion
from simexit.model.rules import RuleSet, Situation
from simexit.run.decider import Decider


@dataclass(frozen=True, slots=True)
class Step:
    """A fact that would have to be otherwise, and the actions with an outcome that sets it."""

    change: Changed
    through: tuple[str, ...]

    def to_dict(self) -> dict[str, object]:
        """Return plain values for JSON."""
        return {**self.change.to_dict(), "through": list(self.through)}


@dataclass(frozen=True, slots=True)
class HowTo:
    """The smallest sets of changes that make an action the next one.

    `status` is `already`, `found` or `none`. `in_the_way` says, where there is none, what keeps the action from being next
    and cannot be changed, or else `tell` which unknown facts keep it open; `complete` is false where the search was stopped
    after `judged` situations.
    """

    action: str
    status: str
    text: str
    ways: tuple[tuple[Step, ...], ...]
    in_the_way: tuple[str, ...]
    tell: tuple[str, ...]
    judged: int
    complete: bool
    ruleset: str
    language: str

    def to_dict(self) -> dict[str, object]:
        """Return plain values for JSON."""
        return {
            "action": self.action,
            "status": self.status,
            "text": self.text,
            "ways": [[step.to_dict() for step in way] for way in self.ways],
            "in_the_way": list(self.in_the_way),
            "tell": list(self.tell),
            "judged": self.judged,
            "complete": self.complete,
            "ruleset": self.ruleset,
        }


def how_to_reach(rules: RuleSet, decider: Decider, situation: Situation, action: str, language: str, most: int = MOST_SITUATIONS) -> HowTo:
    """Return how an action becomes the next one; at most `most` situations are judged."""
    conclusion = conclusion_named(rules, action, ("action",))
    phrases = Phrases(Wording(rules, situation, language))
    reached = Search(rules, decider, situation, action, most).run()
    status = "none" if not reached.ways else "found" if reached.ways[0] else "already"
    in_the_way = _in_the_way(conclusion, phrases) if status == "none" else ()
    title = phrases.words.text(rules.vocabulary.actions[action].title)
    sentence = {"already": "already_next", "found": "leads_there", "none": "no_way"}[status]
    return HowTo(
        action=action,
        status=status,
        text=phrases.fill(sentence, title, MOST_CHANGES),  # type: ignore[arg-type]  # each sentence is one of the words
        ways=tuple(_way(way, phrases) for way in reached.ways if way),
        in_the_way=in_the_way,
        tell=_to_tell(conclusion, situation, rules, decider) if status == "none" and not in_the_way else (),
        judged=reached.judged,
        complete=reached.complete,
        ruleset=rules.identity,
        language=language,
    )


def _way(way: Changes, phrases: Phrases) -> tuple[Step, ...]:
    rules = phrases.words.rules
    changes = changed(rules, phrases.words.situation, way, phrases.words.language)
    return tuple(Step(change, _through(change.fact, rules)) for change in changes)


def _through(fact: str, rules: RuleSet) -> tuple[str, ...]:
    """Return the actions with an outcome that sets a fact."""
    actions = rules.vocabulary.actions.values()
    return tuple(action.name for action in actions if any(fact in outcome.changes for outcome in action.outcomes))


def _to_tell(target: Conclusion, situation: Situation, rules: RuleSet, decider: Decider) -> tuple[str, ...]:
    """Return the unknown facts that a person cannot change but tell, and that keep the action or an earlier one open."""
    order = [conclusion.name for conclusion, _ in rules.of_kind("action")]
    found = (fact for name in order[: order.index(target.name) + 1] for fact in decider.facts_open("action", name, situation))
    return tuple(dict.fromkeys(fact for fact in found if fact not in changeable(rules)))


def _in_the_way(target: Conclusion, phrases: Phrases) -> tuple[str, ...]:
    """Return what rules the action out whatever the person changes; nothing where that cannot be said so simply."""
    rules = phrases.words.rules
    fixed = {fact: value for fact, value in phrases.words.situation.items() if fact not in changeable(rules)}
    order = [conclusion for conclusion, _ in rules.of_kind("action")]
    against = [(target, False), *((earlier, True) for earlier in order[: order.index(target)])]
    for conclusion, value in against:
        if truth(rules.conditions[conclusion], fixed, rules) is value:
            said = Phrases(Wording(rules, fixed, phrases.words.language))
            return tuple(said.statement(atom, truth(atom, fixed, rules)) for atom in atoms_forcing(conclusion, fixed, rules))
    return ()
