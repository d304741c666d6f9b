"""durable_rules by its C interface with tokens alone, the one way in which it was found reliable: simexit's own second opinion."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.peers.program import OPEN, Answer
from simexit.model.judgement import FINISHED
from simexit.model.rules import RuleSet, Situation
from simexit.run.rete.network import Rete

NAME, PACKAGE = "durable_rules, tokens (C)", "durable-rules"


def decide(rules: RuleSet) -> Callable[[Situation], Answer]:
    """Return the rules as a function of facts as simexit takes them; raises `ReteError` where they are too many."""
    rete = Rete(rules)
    actions, warnings = ([conclusion for conclusion, _ in rules.of_kind(kind)] for kind in ("action", "warning"))

    def answer(facts: Situation) -> Answer:
        verdicts, agenda = rete.verdicts(facts)
        true, false = verdicts.true, verdicts.false
        first = next((action for action in actions if action not in false), None)
        following = FINISHED if first is None else first.name if first in true else OPEN
        return following, agenda, tuple([one.name for one in warnings if one in true])

    return answer
