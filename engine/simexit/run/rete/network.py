"""The second interpreter: comparisons are decided in Python, durable_rules chains their tokens to conclusions by Rete.

Only the part of that library that proved safe is used: rules that join single-literal patterns, no negation, no user's text, one
session in each compiled rule set, the session deleted after each run. All limits are checked before the library sees a rule.
"""

from __future__ import annotations

import queue
import threading
import weakref
from collections.abc import Iterable

from simexit.meaning.conditions import compare
from simexit.model.judgement import Verdicts
from simexit.model.rules import RuleSet, Situation
from simexit.run.rete.extension import extension
from simexit.run.rete.productions import Productions, ReteError, productions

MOST_POISONED = 100
_ALWAYS = 0


class _Instance:
    """One compiled rule set with its one session `0`; never used by two threads at once."""

    def __init__(self, made: Productions) -> None:
        self.engine, why_not = extension()
        if self.engine is None:
            raise ReteError(why_not)
        self.made = made
        try:
            self.handle = self.engine.create_ruleset("kb", made.json)
        except Exception as error:  # the library's own class of errors has no better base
            raise ReteError(f"durable_rules refuses the rules: {error}") from error
        # the library never frees a rule set by itself; with its session deleted, this frees all of it
        self.discard = weakref.finalize(self, self.engine.delete_ruleset, self.handle)
        self.discard.atexit = False
        self.run([])

    def run(self, tokens: Iterable[int]) -> list[int]:
        """Assert the tokens and return the heads that followed, in the order in which they fired."""
        engine, handle, heads, messages = self.engine, self.handle, self.made.heads, self.made.messages
        present = {token for token in (_ALWAYS, *tokens) if messages[token] is not None}
        code, session = engine.assert_facts(handle, f"[{','.join(messages[token] or '' for token in present)}]")
        if code:
            raise ReteError(f"assert_facts gave code {code}")
        fired: dict[int, None] = {}
        started = engine.start_action_for_state(handle, session)
        message = started[1] if started else None
        while message is not None:
            head = heads[int(message[3 : message.index('"', 3)])]
            if head != _ALWAYS and head not in fired:
                fired[head] = None
                if messages[head] is not None and head not in present:
                    present.add(head)
                    if engine.assert_fact(handle, messages[head])[0]:
                        raise ReteError("assert_fact failed")
            message = engine.complete_and_start_action(handle, session)
        # legal only because the rule on the init token has fired in this session
        engine.delete_state(handle, "0")
        return list(fired)


class Rete:
    """The rule set in durable_rules, with a pool of instances that grows with the threads that use it."""

    def __init__(self, rules: RuleSet, made: Productions | None = None) -> None:
        self._rules = rules
        self._made = made or productions(rules)
        self._pool: queue.LifoQueue[_Instance] = queue.LifoQueue()
        self._pool.put(_Instance(self._made))
        self._lock = threading.Lock()
        self.poisoned = 0

    def verdicts(self, situation: Situation) -> tuple[Verdicts, tuple[str, ...]]:
        """Return which conclusions are true and false, and the agenda in the order in which its rules fired."""
        given = ((tokens, compare(atom, situation, self._rules)) for atom, tokens in self._made.given)
        fired = self._run([tokens[value] for tokens, value in given if value is not None])
        said = [self._made.concluded[token] for token in fired if token in self._made.concluded]
        concluded = [one for one in said if not isinstance(one, str)]
        true = (about for about, value in concluded if value)
        false = (about for about, value in concluded if not value)
        return Verdicts(frozenset(true), frozenset(false)), tuple(one for one in said if isinstance(one, str))

    def _run(self, tokens: list[int]) -> list[int]:
        try:
            instance = self._pool.get_nowait()
        except queue.Empty:
            instance = _Instance(self._made)
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
