"""All who answer the same situations: simexit, its peers, the floors; and why one of them cannot."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from subprocess import CalledProcessError
from typing import Any

from benchmarks.generator import TODAY
from benchmarks.peers import (
    business_rules_peer,
    c_floor,
    cel_rust,
    clips_peer,
    durable,
    json_logic_peer,
    python_floor,
    rule_engine_peer,
    zen_engine,
)
from benchmarks.peers.program import OPEN, Answer, CannotTranslateError, Program, plain_facts, program
from simexit import Advice, Advisor
from simexit.meaning.decide import verdicts
from simexit.model.judgement import FINISHED
from simexit.model.rules import RuleSet, Situation
from simexit.run.rete.productions import ReteError

FLOOR = python_floor.NAME
ADVISE, CHECKED = "simexit, advice", "simexit, second opinion always"
PEERS = (zen_engine, cel_rust, clips_peer, business_rules_peer, json_logic_peer, rule_engine_peer)


@dataclass(frozen=True)
class Contender:
    """An engine with the rules in it; `answer` is None where it cannot have them, and `why` says why."""

    name: str
    answer: Callable[[Any], Answer] | None
    why: str = ""
    plain: bool = True
    """Whether it takes days as numbers and amounts in hundredths, prepared beforehand, which is not counted."""


def prepared(situations: list[Situation], rules: RuleSet) -> dict[bool, list[Any]]:
    """Return the situations, with the day among the facts, as simexit takes them (False) and as peers take them (True)."""
    known = [{**situation, "today": TODAY} for situation in situations]
    try:
        return {False: known, True: [plain_facts(one, rules) for one in known]}
    except CannotTranslateError:
        return {False: known, True: []}


def contenders(advisor: Advisor, folder: Path) -> list[Contender]:
    """Return everybody; `folder` is for what has to be compiled."""
    rules, lowered, why = advisor.rules, None, ""
    try:
        lowered = program(rules, TODAY)
    except CannotTranslateError as error:
        why = str(error)
    return [
        _floor_in_c(lowered, why, folder),
        Contender(FLOOR, python_floor.decide(rules, TODAY), plain=False),
        Contender(ADVISE, lambda facts: answer_of(advisor.advise(facts)), plain=False),
        _checked(Advisor(rules, second_opinion="always")),
        *_peers(lowered, why),
        _durable(rules),
    ]


def answer_of(advice: Advice) -> Answer:
    """Return of an advice what all engines are asked for, in ids."""
    following = FINISHED if advice.status == "finished" else advice.next or OPEN
    return following, advice.agenda, advice.judgement.certain_warnings


def defined(situation: Situation, rules: RuleSet) -> Answer:
    """Return the answer of the definition where every fact is known."""
    true = verdicts(situation, rules).true
    agenda = tuple(conclusion.name for conclusion, _ in rules.of_kind("action") if conclusion in true)
    warned = tuple(conclusion.name for conclusion, _ in rules.of_kind("warning") if conclusion in true)
    return agenda[0] if agenda else FINISHED, agenda, warned


def versions() -> str:
    """Return the peers with their versions."""
    found = {module.PACKAGE: _version(module.PACKAGE) for module in (*PEERS, durable)}
    return ", ".join(f"{name} {number or 'not installed'}" for name, number in found.items())


def _checked(advisor: Advisor) -> Contender:
    missing = advisor.second_opinion_missing
    return Contender(CHECKED, None if missing else lambda facts: answer_of(advisor.advise(facts)), missing or "", plain=False)


def _peers(lowered: Program | None, why: str) -> Iterator[Contender]:
    for module in PEERS:
        if _version(module.PACKAGE) is None:
            yield Contender(module.NAME, None, f"{module.PACKAGE} is not installed")
        else:
            yield Contender(module.NAME, None if lowered is None else module.decide(lowered), why)


def _floor_in_c(lowered: Program | None, why: str, folder: Path) -> Contender:
    try:
        return Contender(c_floor.NAME, None if lowered is None else c_floor.decide(lowered, folder), why)
    except (OSError, CalledProcessError) as error:
        return Contender(c_floor.NAME, None, f"no C compiler: {error}")


def _durable(rules: RuleSet) -> Contender:
    try:
        return Contender(durable.NAME, durable.decide(rules), plain=False)
    except ReteError as error:
        return Contender(durable.NAME, None, str(error), plain=False)


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
