"""The shape of a value as JSON Schema, draft 2020-12, for the values that YAML 1.2 reads.

A word that YAML reads as a number, or as true or false, is still a word of the rule language; so both are allowed where words are.
"""

from __future__ import annotations

import re
from keyword import kwlist
from typing import TYPE_CHECKING, Any, assert_never

from simexit.check.forms import (
    ConditionShape,
    DayShape,
    Either,
    Entries,
    ExpressionShape,
    FactsShape,
    FactValueShape,
    Form,
    Items,
    NameOf,
    Nothing,
    Number,
    OneOf,
    Shape,
    Whole,
    Word,
    Wording,
)
from simexit.check.texts import NAME

if TYPE_CHECKING:
    from collections.abc import Iterable

    from simexit.author.schema.names import Defined

Schema = dict[str, Any]

WORD: Schema = {"type": ["string", "number", "boolean"]}
_LISTS = ("all", "any", "none")
_NAME = rf"^(?!parameter\.)(?!(?:.*\.)?(?:{'|'.join(kwlist)})(?:\.|$)){NAME.pattern}$"


def schema_of(shape: Shape, names: Defined) -> Schema:
    """Return the schema of a shape; `#/$defs/condition` and `#/$defs/text` must be defined where it is used."""
    match shape:
        case Word() | ExpressionShape():
            return dict(WORD)
        case Wording():
            return {"$ref": "#/$defs/text"}
        case ConditionShape():
            return {"$ref": "#/$defs/condition"}
        case DayShape():
            return {"type": "string", "format": "date", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
        case Whole(low, high):
            return {"type": "integer"} | _bounds("minimum", low, "maximum", high)
        case Number():
            return {"type": ["number", "string"], "pattern": r"^[+-]?[0-9]{1,30}(\.[0-9]{1,30})?$"}
        case OneOf(values):
            return {"enum": list(_as_read(values))}
        case NameOf(kinds):
            known = [name for kind in kinds for name in names[kind]]
            return {"enum": list(_as_read(known))} if known else dict(WORD)
        case FactValueShape():
            return {"anyOf": [dict(WORD), {"type": "array", "items": dict(WORD)}]}
        case FactsShape():
            return _facts(names)
        case Nothing():
            return {"type": "null"}
        case Items(of, least):
            return {"type": "array", "items": schema_of(of, names)} | ({"minItems": least} if least else {})
        case Entries():
            return _entries(shape, names)
        case Either(shapes):
            return {"anyOf": [schema_of(one, names) for one in shapes]}
        case Form():
            return _form(shape, names)
        case _:
            assert_never(shape)


def definitions(names: Defined) -> Schema:
    """Return what schemas of shapes refer to: texts in every language, conditions."""
    languages = names["language"]
    return {
        "text": {
            "type": "object",
            "description": "one wording for each language",
            "properties": {language: dict(WORD) for language in languages},
            "required": list(languages),
            "additionalProperties": False,
        },
        "condition": {
            "description": "a condition, or lists of conditions under all, any, none",
            "anyOf": [
                {"type": ["string", "boolean"]},
                {
                    "type": "object",
                    "properties": {key: {"type": "array", "items": {"$ref": "#/$defs/condition"}, "minItems": 1} for key in _LISTS},
                    "additionalProperties": False,
                    "minProperties": 1,
                },
            ],
        },
    }


def as_yaml_reads(word: str) -> str | int | float | bool | None:
    """Return what YAML 1.2 takes a word without quotation marks for."""
    if word in {"", "~", "null", "Null", "NULL"}:
        return None
    if word.lower() in {"true", "false"} and word in {word.lower(), word.upper(), word.capitalize()}:
        return word.lower() == "true"
    if re.fullmatch(r"[-+]?[0-9]+", word):
        return int(word)
    if re.fullmatch(r"0o[0-7]+|0x[0-9a-fA-F]+", word):
        return int(word, 0)
    return float(word) if re.fullmatch(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", word) else word


def _form(form: Form, names: Defined) -> Schema:
    properties = {key.name: {**schema_of(key.shape, names), "description": key.meaning} for key in form.keys}
    schema: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    if form.needs:
        schema["required"] = list(form.needs)
    if form.exactly_one_of:
        schema["oneOf"] = [{"required": [key]} for key in form.exactly_one_of]
    if form.least:
        schema["minProperties"] = form.least
    depending = [
        *({"if": _says(form, key.needed_for), "then": {"required": [key.name]}} for key in form.keys if key.needed_for),
        *({"if": {"required": [key.name]}, "then": _says(form, key.only_for)} for key in form.keys if key.only_for),
    ]
    return schema | ({"allOf": depending} if depending else {})


def _says(form: Form, words: tuple[str, ...]) -> Schema:
    return {"properties": {form.depends_on: {"enum": list(words)}}, "required": [form.depends_on]}


def _entries(entries: Entries, names: Defined) -> Schema:
    schema: Schema = {"type": "object"} | _bounds("minProperties", entries.least or None, "maxProperties", entries.most)
    inner = schema_of(entries.of, names)
    match entries.names:
        case "free":
            return schema | {"additionalProperties": inner}
        case "name":
            return schema | {"propertyNames": {"pattern": _NAME}, "additionalProperties": inner}
        case NameOf(kinds):
            known = [name for kind in kinds for name in names[kind]]
            return schema | {"properties": dict.fromkeys(known, inner), "additionalProperties": False}


def _facts(names: Defined) -> Schema:
    """Return the schema of facts by their names; a part of a name can hold the rest as a mapping."""
    value = {"anyOf": [{"type": ["string", "number", "boolean", "null"]}, {"type": "array", "items": dict(WORD)}]}
    groups = dict.fromkeys(name.rpartition(".")[0] for name in names["fact"] if "." in name)
    properties = {**{group: {"type": "object"} for group in groups}, **dict.fromkeys(names["fact"], value)}
    first_parts = {name.partition(".")[0]: {"type": "object"} for name in names["fact"] if "." in name}
    return {"type": "object", "properties": {**first_parts, **properties}, "additionalProperties": False}


def _as_read(words: Iterable[str]) -> Iterable[str | int | float | bool | None]:
    """Yield each word, and what YAML takes it for where that is something else."""
    for word in words:
        yield word
        if (read := as_yaml_reads(word)) != word:
            yield read


def _bounds(lower: str, low: int | None, upper: str, high: int | None) -> Schema:
    return ({} if low is None else {lower: low}) | ({} if high is None else {upper: high})
