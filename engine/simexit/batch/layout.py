"""Which columns of a table are facts, and which are only carried through to the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa

from simexit.batch.errors import WrongTableError
from simexit.model.expressions import TODAY
from simexit.model.rules import RuleSet
from simexit.text.diagnostics import did_you_mean, shortened

WORD = pa.dictionary(pa.int16(), pa.string())
ANSWER: dict[str, pa.DataType] = {
    "status": WORD,
    "next": WORD,
    "possible_next": pa.list_(WORD),
    "question": WORD,
    "agenda": pa.list_(WORD),
    "warnings": pa.list_(WORD),
    "possible_warnings": pa.list_(WORD),
    "ruleset": WORD,
    "errors": pa.list_(pa.string()),
}
"""The columns of an answer, in order, after those that are carried through; most are words of which there are few."""
UNREADABLE = "simexit:unreadable"
"""A column that readers of text files add: why a row could not be read at all, or null."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a table by their use: facts to read, and columns to carry through."""

    facts: tuple[str, ...]
    carried: tuple[str, ...]


def layout(names: Sequence[str], rules: RuleSet, ids: Sequence[str] = (), *, with_facts: bool = False, today: bool = False) -> Layout:
    """Return what each column is for; `ids` are carried through, and with `with_facts` the facts too.

    `today` says that a day is given for all rows. Raises `WrongTableError` with every column that is neither a fact nor carried.
    """
    known = rules.vocabulary.facts
    problems = [f"two columns are called `{shortened(name)}`" for name in sorted({name for name in names if names.count(name) > 1})]
    problems += [f"there is no column `{shortened(name)}` to carry through{_near(name, names)}" for name in ids if name not in names]
    problems += [_unknown(name, rules) for name in names if name not in known and name not in ids]
    facts = tuple(name for name in names if name in known)
    carried = tuple(name for name in names if name in ids or (with_facts and name in known))
    problems += [f"the column `{name}` cannot be carried through: the answer has one of that name" for name in carried if name in ANSWER]
    if today and TODAY in facts:
        problems.append(f"there is a column `{TODAY}` and also one day for all rows; give one of the two")
    if not facts and not problems:
        problems.append("no column is a fact; `simexit facts` lists them")
    if problems:
        raise WrongTableError("\n".join(problems))
    return Layout(facts, carried)


def _near(name: str, names: Sequence[str]) -> str:
    hint = did_you_mean(name, names)
    return f"; {hint}" if hint else ""


def _unknown(name: str, rules: RuleSet) -> str:
    hint = did_you_mean(name, rules.vocabulary.facts) or f"`--id {shortened(name)}` carries it through"
    return f"unknown fact `{shortened(name)}`: {hint}"


def flattened(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Return a batch in which nested columns are dotted ones, as facts in a file may be nested, dotted or both."""
    if not any(pa.types.is_struct(field.type) for field in batch.schema):
        return batch
    columns: list[tuple[str, pa.Array]] = []
    for field, column in zip(batch.schema, batch.columns, strict=True):
        if pa.types.is_struct(field.type):
            columns += [(f"{field.name}.{inner.name}", part) for inner, part in zip(field.type, column.flatten(), strict=True)]
        else:
            columns.append((field.name, column))
    return flattened(pa.RecordBatch.from_arrays([column for _, column in columns], [name for name, _ in columns]))


def flat_names(schema: pa.Schema) -> list[str]:
    """Return the names of the columns of `flattened`."""
    return list(flattened(pa.RecordBatch.from_pylist([], schema)).schema.names)


def plain_schema(schema: pa.Schema) -> pa.Schema:
    """Return a schema without dictionaries, for those who read only plain texts."""
    return pa.schema([field.with_type(_plain_type(field.type)).remove_metadata() for field in schema])


def plain(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Return a batch without dictionaries."""
    return batch.cast(plain_schema(batch.schema))


def _plain_type(of: pa.DataType) -> pa.DataType:
    if pa.types.is_dictionary(of):
        return of.value_type
    return pa.list_(_plain_type(of.value_type)) if pa.types.is_list(of) else of
