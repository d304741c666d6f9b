"""What a proof found, as findings with places, with the situation in words and as a case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from simexit.author.cases.text import case_text
from simexit.explain.phrases import Phrases
from simexit.explain.wording import Wording
from simexit.meaning.conditions import truth
from simexit.model.expressions import Conclusion, conclusions_in
from simexit.model.judgement import FINISHED
from simexit.model.rules import Rule, RuleSet
from simexit.model.types import written
from simexit.prove.proof import Finding
from simexit.prove.questions import Kind
from simexit.text.codes import Code
from simexit.text.diagnostics import Diagnostic, Related
from simexit.text.source import Span


@dataclass(frozen=True, slots=True)
class Explained:
    """A finding in words: `lines` say the situation fact by fact, `rules` are those that are true in it and bring it about."""

    finding: Finding
    diagnostic: Diagnostic
    lines: tuple[tuple[str, str], ...]
    rules: tuple[str, ...]
    case: str | None

    def to_dict(self) -> dict[str, object]:
        """Return it as plain values for JSON."""
        situation = self.finding.situation
        return {
            **self.diagnostic.to_dict(),
            "obligation": self.finding.obligation,
            "kind": self.finding.kind,
            "names": self.finding.names,
            "situation": None if situation is None else {name: written(value) for name, value in situation.items()},
            "steps": [{"action": action, "outcome": outcome} for action, outcome in self.finding.steps],
            "rules": self.rules,
            "case": self.case,
        }


def explained(finding: Finding, rules: RuleSet, language: str) -> Explained:
    """Return a finding in words, the facts in the language of the reader."""
    blamed = _responsible(finding, rules)
    related = tuple(Related(rule.span, f"rule `{rule.name}` is true there") for rule in blamed)
    code, message, hint = _said(finding, rules)
    diagnostic = Diagnostic(code, message, _place(finding, rules), hint, related)
    situation = finding.situation
    lines: tuple[tuple[str, str], ...] = ()
    if situation is not None:
        phrases = Phrases(Wording(rules, situation, language))
        lines = tuple((f"{name}: {written(value)}", phrases.fact(name, value)) for name, value in situation.items())
    return Explained(finding, diagnostic, lines, tuple(rule.name for rule in blamed), _case(finding, message, rules))


def _said(finding: Finding, rules: RuleSet) -> tuple[Code, str, str | None]:
    """Return the code, what is wrong, and what would mend it."""
    code, message, hint = SAID[finding.kind]
    names = [f"`{name}`" for name in finding.names]
    why = next((text for one in rules.invariants if one.name in finding.names for text in one.why.values()), "")
    return code, message.format(*names, why=why, round=" → ".join((*names, *names[:1]))), hint


SAID: Mapping[Kind, tuple[Code, str, str | None]] = {
    "gap": (Code.GAP, "nothing is due here, but `finished.when` of library.yaml is false", "a rule is missing, or says too little"),
    "both_due": (Code.BOTH_DUE, "{0} and {1} are due together, but exclude each other", None),
    "rule_never_true": (Code.NEVER_TRUE, "the rule {0} is true in no situation that can be", None),
    "rule_redundant": (
        Code.REDUNDANT,
        "wherever the rule {0} is true, another rule concludes {1} as well",
        "leave it out, or say what it has that the others do not",
    ),
    "override_never_strikes": (Code.NEVER_STRIKES, "{0} overrides {1}, but the two are never true together", None),
    "never_next": (
        Code.NEVER_NEXT,
        "{0} is never next: whenever it is due, something else comes first",
        "look at the order of the stages, and of the actions in the file",
    ),
    "always_so": (Code.ALWAYS_SO, "{0} is true in every situation that can be", None),
    "constraint_redundant": (Code.NEEDLESS_CONSTRAINT, "the constraint {0} forbids nothing that the other constraints allow", None),
    "never_applies": (Code.NEVER_APPLIES, "the fact {0} applies in no situation that can be", None),
    "no_influence": (Code.NO_INFLUENCE, "rules ask for {0}, but no value of it ever changes what they conclude", None),
    "unsafe": (Code.UNSAFE, "{0} is next here although what it `requires` is false", None),
    "loop": (Code.LOOP, "the advice does not end: {round}", "an outcome must change what made its action due"),
    "no_outcome": (Code.NO_OUTCOME, "{0} has no outcome, so that it stays next for ever", "say what is `set` when it is done"),
    "impossible_outcome": (
        Code.ASTRAY,
        "the outcome {1} of {0} leads to a situation that cannot be",
        "let it `set` every fact that a constraint ties to those it changes",
    ),
    "broken": (Code.BROKEN, "the invariant {0} does not hold here: {why}", None),
    "undecided": (Code.UNDECIDED, "{0} is open for lack of a figure", None),
    "outlives_sources": (
        Code.OUTLIVED,
        "the rule {0} applies on a day on which all its sources have ended",
        "give the rule an end with `in_force`, or a source that holds longer",
    ),
}
"""The code, the message and the hint for each kind of finding; `{0}` and `{1}` are what it is about."""


def _place(finding: Finding, rules: RuleSet) -> Span | None:
    vocabulary = rules.vocabulary
    tables = [
        {rule.name: rule.span for rule in rules.rules},
        {invariant.name: invariant.span for invariant in rules.invariants},
        *({name: one.span for name, one in table.items()} for table in (vocabulary.actions, vocabulary.facts, vocabulary.derived)),
        {name: one.span for name, one in vocabulary.constraints.items()},
    ]
    if finding.kind == "constraint_redundant":
        tables.reverse()
    return next((table[finding.names[0]] for table in tables if finding.names and finding.names[0] in table), None)


def _responsible(finding: Finding, rules: RuleSet) -> tuple[Rule, ...]:
    """Return the rules that are true in the situation and conclude what the finding is about."""
    if finding.situation is None:
        return ()
    wanted = [Conclusion("action", name) for name in finding.names]
    if finding.kind == "broken":
        forbidden = next(one.forbidden for one in rules.invariants if one.name == finding.names[0])
        wanted = [one for one in conclusions_in(forbidden) if one.kind in {"action", "warning"}]
    about = [rule for rule in rules.rules if rule.then in wanted]
    return tuple(rule for rule in about if truth(rule.condition, finding.situation, rules))


def _case(finding: Finding, message: str, rules: RuleSet) -> str | None:
    """Return a case that fails as long as the fault is there."""
    if finding.situation is None:
        return None
    expected = list(_expected(finding, rules))
    steps = finding.steps if finding.kind in {"loop", "impossible_outcome"} else ()
    return (
        case_text(message.replace("`", ""), finding.situation, expected, steps=steps, note="found by `simexit prove`") if expected else None
    )


def _expected(finding: Finding, rules: RuleSet) -> Iterator[str]:
    match finding.kind:
        case "gap":
            yield f"never: next({FINISHED})"
        case "both_due":
            yield f"never: due({finding.names[0]}) and due({finding.names[1]})"
        case "unsafe" | "loop" | "impossible_outcome" | "no_outcome":
            yield f"never: next({finding.names[0]})"
        case "broken":
            written_as = next(one.written for one in rules.invariants if one.name == finding.names[0])
            if written_as is not None:
                yield written_as.replace("always:", "holds:", 1)
        case _:
            return
