"""Why: the derivation of the next action, of the end, or of anything named."""

from __future__ import annotations

from dataclasses import dataclass

from simexit.explain.derivation import Derivation, Node
from simexit.explain.names import conclusion_named
from simexit.explain.phrases import Phrases
from simexit.explain.wording import Wording
from simexit.model.expressions import Conclusion
from simexit.model.judgement import FINISHED, Judgement
from simexit.model.rules import RuleSet, Situation


@dataclass(frozen=True, slots=True)
class Why:
    """What is so of `about`, and the tree of what forces it.

    `status` is `next`, `finished`, `due`, `open` or `out`. `certain_anyway` says that the tree is open and the answer
    certain all the same: it is so whatever the missing facts are.
    """

    about: str
    kind: str
    status: str
    text: str
    certain_anyway: bool
    tree: Node
    ruleset: str
    language: str

    def to_dict(self) -> dict[str, object]:
        """Return plain values for JSON."""
        return {
            "about": self.about,
            "kind": self.kind,
            "status": self.status,
            "text": self.text,
            "certain_anyway": self.certain_anyway,
            "tree": self.tree.to_dict(),
            "ruleset": self.ruleset,
        }


def why(rules: RuleSet, situation: Situation, judgement: Judgement, name: str | None, language: str) -> Why:
    """Return why something is so; without a name, why the next action is next, or may be."""
    phrases = Phrases(Wording(rules, situation, language))
    about = name or judgement.possible_next[0]
    if name is None and about == FINISHED:
        tree, kind, status = _end(phrases), FINISHED, FINISHED
    else:
        conclusion = conclusion_named(rules, about)
        tree, kind, status = Derivation(phrases).of(conclusion), conclusion.kind, status_of(conclusion, rules, situation, judgement)
    return Why(
        about=about,
        kind=kind,
        status=status,
        text=sentence(phrases, tree, status),
        certain_anyway=tree.value is None and status not in {"open", "out"},
        tree=tree,
        ruleset=rules.identity,
        language=language,
    )


def status_of(conclusion: Conclusion, rules: RuleSet, situation: Situation, judgement: Judgement) -> str:
    """Return `next`, `due`, `open` or `out`."""
    from simexit.meaning.conditions import truth

    name = conclusion.name
    certain = {"action": judgement.agenda, "warning": judgement.certain_warnings, "deadline": judgement.certain_deadlines}
    value = truth(rules.conditions[conclusion], situation, rules)
    if conclusion.kind == "action" and judgement.certain_next == name:
        return "next"
    if value or name in certain.get(conclusion.kind, ()):
        return "due"
    if value is False or (conclusion.kind == "warning" and name not in judgement.possible_warnings):
        return "out"
    return "open"


def sentence(phrases: Phrases, tree: Node, status: str) -> str:
    """Return what is so in one sentence."""
    if status == FINISHED:
        return tree.text
    if status == "next":
        actions = phrases.words.rules.vocabulary.actions
        return phrases.fill("is_next", phrases.words.text(actions[tree.name].title))
    value = {"due": True, "open": None, "out": False}[status]
    return phrases.conclusion(Conclusion(tree.kind, tree.name), value)  # type: ignore[arg-type]  # kinds of nodes are kinds of conclusions


def _end(phrases: Phrases) -> Node:
    """Return the tree of why nothing is left to do: why each action is not due."""
    rules = phrases.words.rules
    derivation = Derivation(phrases)
    parts = tuple(derivation.of(conclusion) for conclusion, _ in rules.of_kind("action"))
    value = None if any(part.value is None for part in parts) else True
    return Node(FINISHED, FINISHED, phrases.words.text(rules.vocabulary.settings.finished_text), value, parts)
