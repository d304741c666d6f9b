"""What was proved before of a rule set, and how long its longest way may be."""

from __future__ import annotations

from simexit.model.rules import RuleSet
from simexit.prove.cache import Cache
from simexit.prove.content import Contents
from simexit.prove.questions import Held, Question, Result, Ways

_GUESS = 7
"""How long the longest way may be, where nothing is known of it."""
_LONGEST = "the longest way"
"""Where the cache keeps the longest way found last, which is a good guess."""


class Known:
    """What was proved before, where it is kept; nothing without a cache."""

    def __init__(self, rules: RuleSet, cache: Cache | None) -> None:
        self._cache = cache
        self._contents = None if cache is None else Contents(rules)
        longest = None if cache is None else cache.get(_LONGEST)
        self.guess = _GUESS if longest is None else len(longest.steps)

    def get(self, question: Question) -> Held | None:
        """Return the proof of a question, if it is there."""
        return None if self._cache is None or self._contents is None else self._cache.get(self._contents.key(question))

    def put(self, question: Question, result: Result) -> None:
        """Keep a proof; the longest way also as a guess for other rule sets.

        A proof that every way ends is not kept without the longest: with more time that may be found.
        """
        if self._cache is None or self._contents is None or not isinstance(result, Held):
            return
        if isinstance(question, Ways):
            if not result.steps:
                return
            self._cache.put(_LONGEST, result)
        self._cache.put(self._contents.key(question), result)

    def save(self) -> None:
        """Write what was kept, if there is anything new."""
        if self._cache is not None:
            self._cache.save()
