"""What a case expects of the advice, read against the names of a rule set."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from simexit.author.cases.case import Expectation, Is, Listed, MayBeNext, Single, Standing, Stated, Statement
from simexit.author.cases.forms import EXPECTATION
from simexit.check.context import Context, Names
from simexit.check.invariants import about_advice
from simexit.explain.parts import Status
from simexit.model.judgement import FINISHED
from simexit.parse.nodes import Mapping, Scalar
from simexit.parse.shapes import day, fields, one_of, scalar, start_of, words
from simexit.text.codes import Code

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from simexit.model.rules import RuleSet
    from simexit.model.vocabulary import Vocabulary
    from simexit.parse.nodes import Node
    from simexit.text.diagnostics import Findings

_SINGLE: tuple[Single, ...] = get_args(Single)
_LISTED: tuple[Listed, ...] = get_args(Listed)
_STATED: tuple[Stated, ...] = get_args(Stated)
_MAY_BE_NEXT = "possible_next"


class ExpectationReader:
    """Reads what cases of one rule set expect; what means nothing is a finding."""

    def __init__(self, rules: RuleSet, findings: Findings) -> None:
        self._vocabulary = rules.vocabulary
        self._context = _context(rules.vocabulary, findings)
        self._findings = findings

    def read(self, node: Node) -> tuple[Expectation, ...]:
        """Return the expectations of one case in the order in which they stand here."""
        entry = fields(node, "what a case expects", self._findings, needs=EXPECTATION.needs, may=EXPECTATION.may)
        if entry is None:
            return ()
        if isinstance(node, Mapping) and not node.entries:
            self._findings.add(Code.MISSING_KEY, start_of(node), "a case expects something", hint=f"such as `{_SINGLE[1]}`")
        read: list[Expectation | None] = [self._is(key, entry[key]) for key in _SINGLE if key in entry]
        if _MAY_BE_NEXT in entry:
            names = self._names(entry[_MAY_BE_NEXT], _MAY_BE_NEXT, "action", (*self._vocabulary.actions, FINISHED))
            read.append(MayBeNext(tuple(word.text for word in names), start_of(entry[_MAY_BE_NEXT])))
        read += [one for key in _LISTED if key in entry for one in self._standings(key, entry[key])]
        read += [self._statement(key, entry[key]) for key in _STATED if key in entry]
        return tuple(one for one in read if one is not None)

    def _is(self, key: Single, node: Node) -> Is | None:
        if isinstance(node, Scalar) and node.is_null and key != "status":
            return Is(key, None, node.span)
        match key:
            case "status":
                status = one_of(node, "`status`", get_args(Status), self._findings)
                return None if status is None else Is(key, status, node.span)
            case "next":
                return self._named(key, "action", node, self._vocabulary.actions)
            case "question":
                return self._named(key, "fact", node, self._vocabulary.facts)
            case "deadline":
                by = day(node, "`deadline`", self._findings)
                return None if by is None else Is(key, by, node.span)

    def _named(self, key: Single, what: str, node: Node, known: Collection[str]) -> Is | None:
        word = scalar(node, f"`{key}`", self._findings)
        if word is None:
            return None
        if word.text in known:
            return Is(key, word.text, word.span)
        self._context.unknown(what, word.text, word.span, known)
        return None

    def _standings(self, key: Listed, node: Node) -> Iterator[Standing]:
        vocabulary = self._vocabulary
        what, known = ("action", vocabulary.actions) if key in {"due", "not_due"} else ("warning", vocabulary.warnings)
        return (Standing(key, word.text, word.span) for word in self._names(node, key, what, known))

    def _names(self, node: Node, key: str, what: str, known: Collection[str]) -> list[Scalar]:
        before = len(self._findings)
        found = words(node, f"`{key}`", self._findings)
        if not found and len(self._findings) == before:
            self._findings.add(Code.WRONG_SHAPE, node.span, f"`{key}` needs at least one {what}")
        for word in found:
            if word.text not in known:
                self._context.unknown(what, word.text, word.span, known)
        return [word for word in found if word.text in known]

    def _statement(self, key: Stated, node: Node) -> Statement | None:
        read = about_advice(node, self._context)
        return None if read is None else Statement(key, read, start_of(node))


def _context(vocabulary: Vocabulary, findings: Findings) -> Context:
    """Return what conditions of cases may speak of: all that invariants may."""
    names = Names(
        facts={name: fact.type for name, fact in vocabulary.facts.items()},
        parameters={name: parameter.type for name, parameter in vocabulary.parameters.items()},
        derived={name for name, fact in vocabulary.derived.items() if fact.value is None},
        values={name: (fact.value, fact.type) for name, fact in vocabulary.derived.items() if fact.value is not None},
        actions=list(vocabulary.actions),
    )
    warnings = {("warning", name): caution.span for name, caution in vocabulary.warnings.items()}
    return Context(findings, vocabulary.settings.languages, names, places=warnings)
