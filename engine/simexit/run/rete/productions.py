"""The productions of a rule set as durable_rules takes them, within its limits; they can be kept in a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from simexit.model.expressions import Compare, Conclusion
from simexit.model.rules import RuleSet

if TYPE_CHECKING:
    from simexit.run.rete.tokens import Token

MOST_TOKENS = 500
MOST_RULES_PER_TOKEN = 250
MOST_RULES = 4000
_RESERVED = ("sid", "id", "$s", "$m", "$i", "$forward", "$time", "$timerName", "$baseTime", "sid-0", "$pulse")


class ReteError(Exception):
    """The Rete cannot take this rule set, or failed while it ran."""


class Productions(NamedTuple):
    """Tokens are numbers, of which 0 is the one that is always there; `json` has the productions, of which `heads` says what follows.

    `messages` assert each token, and None stands for one that no production asks for. `given` are the comparisons, each with the tokens
    that say that it is false and that it is true, and `concluded` is what the other tokens say: a conclusion with its value, or an
    action that is on the agenda.
    """

    json: str
    heads: tuple[int, ...]
    messages: tuple[str | None, ...]
    given: tuple[tuple[Compare, tuple[int, int]], ...]
    concluded: Mapping[int, tuple[Conclusion, bool] | str]


def productions(rules: RuleSet) -> Productions:
    """Return the productions of a rule set; raise `ReteError` where durable_rules cannot hold them."""
    import json

    from simexit.run.rete.tokens import Lowering, Token

    encode = json.JSONEncoder(separators=(",", ":")).encode
    lowering = Lowering(rules)
    numbers: dict[Token, int] = {}
    used: Counter[int] = Counter({0: 1})
    definitions: dict[str, Any] = {"r0": {"pri": 0, "all": [{"a0": {"t0": 1}}]}}
    heads = [0]
    for production in lowering.productions:
        body = [numbers.setdefault(token, len(numbers) + 1) for token in production.body] or [0]
        heads.append(numbers.setdefault(production.head, len(numbers) + 1))
        used.update(body)
        patterns = [{f"a{place}": {f"t{number}": 1}} for place, number in enumerate(body)]
        definitions[f"r{len(definitions)}"] = {"pri": production.salience, "all": patterns}
    _within_limits(used, definitions)
    for atom in lowering.atoms:
        for value in (False, True):
            numbers.setdefault(Token(atom, value), len(numbers) + 1)
    _no_collisions([f"t{number}" for number in range(len(numbers) + 1)])
    return Productions(
        encode(definitions),
        tuple(heads),
        tuple(encode({f"t{number}": 1, "id": f"t{number}", "sid": "0"}) if number in used else None for number in range(len(numbers) + 1)),
        tuple((atom, (numbers[Token(atom, False)], numbers[Token(atom, True)])) for atom in lowering.atoms),
        {number: said for token, number in numbers.items() if (said := _said(token)) is not None},
    )


def _said(token: Token) -> tuple[Conclusion, bool] | str | None:
    """Return what a token says of a conclusion or of the agenda, or None where it stands for something else."""
    match token.about:
        case Conclusion():
            return token.about, token.value
        case str():
            return token.about
        case _:
            return None


def _within_limits(used: Counter[int], definitions: dict[str, Any]) -> None:
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
