"""The second interpreter: comparisons are decided in Python, durable_rules chains their tokens to conclusions by Rete.

Only the part of that library that proved safe is used: rules that join single-literal patterns, no negation, no user's text, one
session in each compiled rule set, the session deleted after each run. All limits are checked before the library sees a rule.
"""

from __future__ import annotations

import json
import queue
import threading
import weakref
from collections import Counter
from collections.abc import Iterable
from typing import Any

from simexit.meaning.conditions import compare
from simexit.model.expressions import Conclusion
from simexit.model.judgement import Verdicts
from simexit.model.rules import RuleSet, Situation
from simexit.run.extension import extension
from simexit.run.tokens import Lowering, Token

MOST_TOKENS = 500
MOST_RULES_PER_TOKEN = 250
MOST_RULES = 4000
MOST_POISONED = 100
_RESERVED = ("sid", "id", "$s", "$m", "$i", "$forward", "$time", "$timerName", "$baseTime", "sid-0", "$pulse")
_INIT = "t0"
_encode = json.JSONEncoder(separators=(",", ":")).encode


class ReteError(Exception):
    """The Rete cannot take this rule set, or failed while it ran."""


class Program:
    """The productions of a rule set as definitions and messages for the library, within its limits."""

    def __init__(self, rules: RuleSet) -> None:
        lowering = Lowering(rules)
        self.atoms = lowering.atoms
        tokens: dict[Token, str] = {}
        used: Counter[str] = Counter({_INIT: 1})
        self.definitions: dict[str, Any] = {"r0": {"pri": 0, "all": [{"a0": {_INIT: 1}}]}}
        self.heads: dict[str, Token | None] = {"r0": None}
        for number, production in enumerate(lowering.productions, 1):
            names = [tokens.setdefault(token, f"t{len(tokens) + 1}") for token in production.body] or [_INIT]
            tokens.setdefault(production.head, f"t{len(tokens) + 1}")
            used.update(names)
            patterns = [{f"a{place}": {name: 1}} for place, name in enumerate(names)]
            self.definitions[f"r{number}"] = {"pri": production.salience, "all": patterns}
            self.heads[f"r{number}"] = production.head
        _within_limits(used, self.definitions)
        self.messages = {token: _encode({name: 1, "id": name, "sid": "0"}) for token, name in tokens.items() if name in used}
        self.init_message = _encode({_INIT: 1, "id": _INIT, "sid": "0"})
        self.json = _encode(self.definitions)
        _no_collisions([_INIT, *tokens.values()])


def _within_limits(used: Counter[str], definitions: dict[str, Any]) -> None:
    """Refuse what makes durable_rules fail, hang or crash (each limit found by bisection)."""
    most = max(used.values())
    if len(used) > MOST_TOKENS:
        raise ReteError(f"the rules need {len(used)} tokens; the Rete holds {MOST_TOKENS}")
    if most > MOST_RULES_PER_TOKEN:
        raise ReteError(f"one token is used by {most} rules; the Rete holds {MOST_RULES_PER_TOKEN}")
    if len(definitions) > MOST_RULES:
        raise ReteError(f"the rules need {len(definitions)} productions; the Rete holds {MOST_RULES}")
    if max(definition["pri"] for definition in definitions.values()) > 65535:
        raise ReteError("the rules need more than 65,535 levels of salience")


def _no_collisions(names: list[str]) -> None:
    """Refuse two names with one hash: the library tells properties apart by a 32-bit FNV-1a hash alone."""
    if len({_fnv(name) for name in (*names, *_RESERVED)}) < len(names) + len(_RESERVED):
        raise ReteError("two tokens have the same 32-bit hash")


def _fnv(name: str) -> int:
    found = 0x811C9DC5
    for byte in name.encode("ascii"):
        found = ((found ^ byte) * 16777619) & 0xFFFFFFFF
    return found


class _Instance:
    """One compiled rule set with its one session `0`; never used by two threads at once."""

    def __init__(self, program: Program) -> None:
        self.engine, why_not = extension()
        if self.engine is None:
            raise ReteError(why_not)
        self.program = program
        try:
            self.handle = self.engine.create_ruleset("kb", program.json)
        except Exception as error:  # the library's own class of errors has no better base
            raise ReteError(f"durable_rules refuses the rules: {error}") from error
        # the library never frees a rule set by itself; with its session deleted, this frees all of it
        self.discard = weakref.finalize(self, self.engine.delete_ruleset, self.handle)
        self.discard.atexit = False
        self.run([])

    def run(self, tokens: Iterable[Token]) -> list[Token]:
        """Assert the tokens and return the heads that followed, in the order in which they fired."""
        engine, handle, messages = self.engine, self.handle, self.program.messages
        present = {token for token in tokens if token in messages}
        batch = ",".join([self.program.init_message, *(messages[token] for token in present)])
        code, session = engine.assert_facts(handle, f"[{batch}]")
        if code:
            raise ReteError(f"assert_facts gave code {code}")
        fired: dict[Token, None] = {}
        started = engine.start_action_for_state(handle, session)
        message = started[1] if started else None
        while message is not None:
            head = self.program.heads[message[2 : message.index('"', 2)]]
            if head is not None and head not in fired:
                fired[head] = None
                if head in messages and head not in present:
                    present.add(head)
                    if engine.assert_fact(handle, messages[head])[0]:
                        raise ReteError("assert_fact failed")
            message = engine.complete_and_start_action(handle, session)
        # legal only because the rule on the init token has fired in this session
        engine.delete_state(handle, "0")
        return list(fired)


class Rete:
    """The rule set in durable_rules, with a pool of instances that grows with the threads that use it."""

    def __init__(self, rules: RuleSet) -> None:
        self._rules = rules
        self._program = Program(rules)
        self._pool: queue.LifoQueue[_Instance] = queue.LifoQueue()
        self._pool.put(_Instance(self._program))
        self._lock = threading.Lock()
        self.poisoned = 0

    def verdicts(self, situation: Situation) -> tuple[Verdicts, tuple[str, ...]]:
        """Return which conclusions are true and false, and the agenda in the order in which its rules fired."""
        tokens = [Token(atom, value) for atom in self._program.atoms if (value := compare(atom, situation, self._rules)) is not None]
        fired = self._run(tokens)
        concluded = [(token.about, token.value) for token in fired if isinstance(token.about, Conclusion)]
        true = (about for about, value in concluded if value)
        false = (about for about, value in concluded if not value)
        return Verdicts(frozenset(true), frozenset(false)), tuple(token.about for token in fired if isinstance(token.about, str))

    def _run(self, tokens: list[Token]) -> list[Token]:
        try:
            instance = self._pool.get_nowait()
        except queue.Empty:
            instance = _Instance(self._program)
        try:
            fired = instance.run(tokens)
        except BaseException as error:
            with self._lock:
                self.poisoned += 1
            # after an error, deleting the rule set is the only call that is safe
            instance.discard()
            if isinstance(error, Exception):
                raise ReteError(f"durable_rules failed: {error}") from error
            raise
        self._pool.put(instance)
        return fired
