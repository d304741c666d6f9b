"""The scripts of the page in a JavaScript engine without a browser (V8), and what they say."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from py_mini_racer import MiniRacer

from simexit.model.judgement import Judgement
from simexit.model.rules import RuleSet, Situation
from simexit.offline.knowledge import knowledge
from simexit.offline.program import program
from simexit.offline.scripts import thinking
from simexit.offline.terms import plain_value

_BEGIN = """
const ATOB = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
function atob(text) {
  const bits = Array.from(text.replace(/=+$/, ""), (one) => ATOB.indexOf(one).toString(2).padStart(6, "0")).join("");
  return (bits.match(/[01]{8}/g) ?? []).map((byte) => String.fromCharCode(parseInt(byte, 2))).join("");
}
"""
"""What browsers have and the bare engine has not."""


class Scripts:
    """The scripts with one rule set; `instead` puts something else into its program, to see that it is noticed."""

    def __init__(self, rules: RuleSet, **instead: object) -> None:
        self._rules = rules
        self._engine = _engine()
        self.data: dict[str, Any] = {"program": {**program(rules), **instead}, "knowledge": knowledge(rules)}
        self._number = int(str(self._engine.eval(f"begin({json.dumps(self.data)})")))

    def call(self, function: str, *arguments: object) -> Any:
        """Call a function of the scripts with plain values."""
        given = ", ".join(json.dumps(argument) for argument in arguments)
        return json.loads(str(self._engine.eval(f"advisor = advisors[{self._number}]; JSON.stringify({function}({given}))")))

    def situation(self, known: Situation) -> list[Any]:
        """Return a situation as the scripts have it."""
        facts = self._rules.vocabulary.facts
        return [plain_value(known[name], fact.type) if name in known else None for name, fact in facts.items()]

    def judge(self, situations: Iterable[Situation]) -> list[Judgement]:
        """Return the judgement of each situation."""
        found = self.call("judgeAll", [self.situation(one) for one in situations])
        return [Judgement(*(tuple(names) for names in one)) for one in found]

    def asked(self, situations: Iterable[Situation]) -> list[str | None]:
        """Return the fact worth asking for in each situation."""
        found: list[str | None] = self.call("askedAll", [self.situation(one) for one in situations])
        return found


_TESTED = """
const advisors = [];
let advisor;
const begin = (data) => advisors.push(makeAdvisor(data)) - 1;
const worldOf = (situation) => new advisor.meaning.World(situation);
function judgeAll(situations) {
  return situations.map((situation) => {
    const one = advisor.certainty.judge(worldOf(situation));
    return [one.agenda, one.possibleNext, one.warnings, one.possibleWarnings, one.deadlines];
  });
}
function askedAll(situations) {
  return situations.map((situation) => {
    const fact = advisor.question.nextQuestion(worldOf(situation), new Set());
    return fact === null ? null : advisor.program.facts[fact].name;
  });
}
const answers = () => makeAnswers(advisor);
const asFile = (replies) => answers().asFile(replies, "comment");
const fromFile = (text) => answers().fromFile(text);
const typed = (text, fact) => answers().typed(text, advisor.program.facts[fact].type);
const isoOf = (days) => days.map((day) => [isoDay(day), dayFrom(isoDay(day))]);
const told = (replies, fact, value) => advisor.interview.tell(replies, fact, value);
const doneWith = (replies, action, outcome) => advisor.interview.done(replies, advisor.program.actions[action].outcomes[outcome]);
const formsSay = (texts, name, ...given) => makeForms(texts.forms)[name](...given);
const valueOf = (term, situation) => advisor.meaning.term(term)(situation);
function advised(situation, texts, spoken, same) {
  return advisor.advise(worldOf(situation), texts, same ? texts : spoken);
}
"""

_kept: list[MiniRacer] = []


def _engine() -> MiniRacer:
    """Return the engine with the scripts in it, made once for a process."""
    if not _kept:
        engine = MiniRacer()
        engine.eval(_BEGIN + thinking() + _TESTED)
        _kept.append(engine)
    return _kept[0]
