"""What the definition says of generated situations with gaps, kept in files: a file of JSON lines for each number."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from hypothesis import HealthCheck, Phase, given, seed, settings

from batch.remembering import remembering
from batch.rows import text_of
from generators.shipped import complete, shipped
from simexit import meaning
from simexit.check.situations import typed
from simexit.explain.compose import status
from simexit.meaning.decide import decide
from simexit.model.rules import Situation
from simexit.model.types import Value

IN_BLOCK = 500
WITH_OTHER_GAPS = 5
"""How many situations differ only in what is unknown."""
MORE_GAPS = 4
"""How many facts besides one are unknown on average: most often few, sometimes nearly all."""


class Meant(NamedTuple):
    """A situation and what the definition says of it, by the columns of a batch."""

    known: Situation
    said: Mapping[str, Any]


def said_of(situation: Situation) -> dict[str, Any]:
    """Return what the definition says; it knows no questions."""
    judgement = decide(situation, shipped())
    settled = judgement.certain_next
    return {
        "status": status(shipped(), settled),
        "next": settled if settled in shipped().vocabulary.actions else None,
        "possible_next": list(judgement.possible_next),
        "agenda": list(judgement.agenda),
        "warnings": list(judgement.certain_warnings),
        "possible_warnings": list(judgement.possible_warnings),
    }


def block(number: int, folder: Path | None) -> Sequence[Meant]:
    """Return the situations that follow from a number; where there is a folder, they are taken from it or kept in it."""
    if folder is None:
        return _block(number)
    path = folder / what_is_meant()[:16] / f"{number:06}.jsonl"
    if not path.exists():
        found = _block(number)
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(f".{os.getpid()}")
        unfinished.write_text("".join(_line(one) for one in found), encoding="utf-8")
        assert [_read(line) for line in unfinished.read_text(encoding="utf-8").splitlines()] == found
        unfinished.replace(path)
    return [_read(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _block(number: int) -> Sequence[Meant]:
    with remembering(shipped()):
        return [Meant(situation, said_of(situation)) for situation in situations_with_gaps(number)]


def situations_with_gaps(number: int) -> list[Situation]:
    """Return the situations of a block; any fact may be unknown, the day of the advice as well."""
    found: list[Situation] = []
    count = IN_BLOCK // WITH_OTHER_GAPS

    @seed(number)
    @given(complete())
    @settings(max_examples=count, phases=[Phase.generate], database=None, suppress_health_check=list(HealthCheck), deadline=None)
    def collect(known: Situation) -> None:
        found.append(known)

    collect()
    chance = Random(number)
    return [_with_gaps(known, chance) for known in found[:count] for _ in range(WITH_OTHER_GAPS)]


def _with_gaps(known: Situation, chance: Random) -> Situation:
    gaps = 1 + int(chance.expovariate(1 / MORE_GAPS))
    unknown = chance.sample(sorted(known), min(gaps, len(known)))
    return {fact: value for fact, value in known.items() if fact not in unknown}


@cache
def what_is_meant() -> str:
    """Return what identifies the definition and all it takes from the rule set: no words, so that these can be mended."""
    rules = shipped()
    facts = [(name, fact.type) for name, fact in rules.vocabulary.facts.items()]
    figures = [(name, [(p.start, p.end, p.value) for p in one.periods]) for name, one in rules.vocabulary.parameters.items()]
    waits = [(name, action.waits_for is None) for name, action in rules.vocabulary.actions.items()]
    words = repr((list(rules.conditions.items()), facts, figures, waits, rules.vocabulary.settings.calendar))
    in_order = re.sub(r"frozenset\(\{(.*?)\}\)", lambda members: ", ".join(sorted(members[1].split(", "))), words)
    sources = sorted(Path(meaning.__path__[0]).glob("*.py"))
    return sha256("\0".join([in_order, *(source.read_text(encoding="utf-8") for source in sources)]).encode()).hexdigest()


def _line(one: Meant) -> str:
    known = {fact: text_of(_cell(value)) for fact, value in one.known.items()}
    return json.dumps({"known": known, "said": one.said}) + "\n"


def _read(line: str) -> Meant:
    kept = json.loads(line)
    return Meant({fact: _value(fact, text) for fact, text in kept["known"].items()}, kept["said"])


def _cell(value: Value) -> Any:
    return sorted(value) if isinstance(value, frozenset) else value


def _value(fact: str, text: str) -> Value:
    value = typed(text, shipped().vocabulary.facts[fact].type)
    assert value is not None, (fact, text)
    return value
