"""What a vocabulary lets a program tell, as JSON Schema: one property for each fact."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from simexit.calls.call import Call
from simexit.explain.names import EXPLAINED
from simexit.model.types import Boolean, Choice, Day, Integer, Money, SetOf, Type

if TYPE_CHECKING:
    from simexit.model.rules import RuleSet
    from simexit.model.vocabulary import Fact

Schema = dict[str, object]

_DAY: Schema = {"format": "date", "pattern": "^(199[2-9]|20[0-9]{2})-[0-9]{2}-[0-9]{2}$"}


def facts_schema(rules: RuleSet, language: str, *, described: bool = True) -> Schema:
    """Return the schema of an object of facts, its texts in one language; without descriptions it is a fifth as long."""
    properties = {name: fact_schema(fact, language, described=described) for name, fact in rules.vocabulary.facts.items()}
    return {"type": "object", "properties": properties, "additionalProperties": False}


def fact_schema(fact: Fact, language: str, *, described: bool = True) -> Schema:
    """Return the schema of the value of a fact: its label as title, its question and answers as description; null is "not known"."""
    answers = "".join(f"\n- {value}: {text[language]}" for value, text in fact.answers.items())
    about: Schema = {"description": f"{fact.question[language]} {fact.find_out[language]}{answers}"} if described else {}
    return {"title": fact.label[language], **about, **_or_null(value_schema(fact.type))}


def value_schema(of: Type) -> Schema:
    """Return the schema of the values of a type."""
    match of:
        case Boolean():
            return {"enum": [True, False, "yes", "no"]}
        case Choice(values):
            return {"type": "string", "enum": list(values)}
        case SetOf(values):
            return {"type": "array", "items": {"type": "string", "enum": list(values)}}
        case Integer(_, low, high):
            return {"type": "integer", "minimum": low, "maximum": high}
        case Money(_, low, high):
            return {"type": "number", "minimum": _plain(low), "maximum": _plain(high), "multipleOf": 0.01}
        case Day():
            return {"type": "string", **_DAY}


def call_schema(call: Call, rules: RuleSet, facts: Schema) -> Schema:
    """Return the schema of a call; `facts` is the schema of an object of facts, or a reference to it."""
    languages = list(rules.vocabulary.settings.languages)
    properties: Schema = {
        "facts": facts,
        "today": {"type": "string", "description": "The day of the advice; without it, all that depends on the day stays open.", **_DAY},
        "lang": {"type": "string", "enum": languages, "description": "The language of the answer."},
    }
    if call.member is not None:
        properties[call.member] = _own_member(call.member, rules, facts)
    required: Schema = {"required": [call.member]} if call.needed else {}
    return {"type": "object", "properties": properties, **required, "additionalProperties": False}


def _own_member(name: str, rules: RuleSet, facts: Schema) -> Schema:
    if name == "changes":
        return facts
    kinds = ("action",) if name == "action" else EXPLAINED
    return {"type": "string", "enum": [one.name for kind in kinds for one in rules.conditions if one.kind == kind]}


def _or_null(schema: Schema) -> Schema:
    nullable = dict(schema)
    if "enum" in schema:
        nullable["enum"] = [*_items(schema["enum"]), None]
    if "type" in schema:
        nullable["type"] = [schema["type"], "null"]
    return nullable


def _items(values: object) -> list[object]:
    return values if isinstance(values, list) else []


def _plain(bound: int | Decimal) -> int | float:
    return float(bound) if isinstance(bound, Decimal) else bound
