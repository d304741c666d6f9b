"""Advice for the rows of a table: record batches in, record batches with the columns of an answer out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import numpy as np
import pyarrow as pa

from simexit.api import Advisor
from simexit.batch.answers import Answers
from simexit.batch.cells import Cells, constant
from simexit.batch.clashes import Clashes
from simexit.batch.layout import ANSWER, UNREADABLE, flat_names, flattened, layout, plain, plain_schema
from simexit.batch.questions import NOTHING, Questions
from simexit.model.expressions import TODAY
from simexit.model.rules import RuleSet
from simexit.run.many.judging import IMPOSSIBLE, Many
from simexit.run.planes.columns import Column

ROWS = 131_072
"""How many rows are judged at a time, unless told otherwise."""


class TableAdvisor:
    """Advises on the rows of tables of one schema; safe to use from several threads.

    `ids` are columns to carry through, with `with_facts` the facts are carried as well. `today` is the day of all rows, which else is a
    column or unknown. Without `questions` the column `question` is null. Raises `BatchError` where a column is neither fact nor carried.
    """

    def __init__(
        self,
        rules: RuleSet,
        schema: pa.Schema,
        *,
        ids: Sequence[str] = (),
        with_facts: bool = False,
        today: date | None = None,
        questions: bool = True,
        threads: int = 1,
    ) -> None:
        self.rules = rules
        self._today = today
        self._layout = layout(
            [name for name in flat_names(schema) if name != UNREADABLE], rules, ids, with_facts=with_facts, today=today is not None
        )
        self._cells = {fact: Cells(fact, rules) for fact in self._layout.facts}
        self._many = Many(rules, threads)
        self._questions = Questions(rules, self._many) if questions else None
        self._answers = Answers(rules)
        self._clashes = Clashes(rules)
        flat = flattened(pa.RecordBatch.from_pylist([], schema)).schema
        self.schema = pa.schema(
            [*(flat.field(name) for name in self._layout.carried), *(pa.field(name, of) for name, of in ANSWER.items())]
        )

    def advise(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        """Return the answer to each row, in the same order."""
        batch = flattened(batch)
        errors = _unreadable(batch)
        columns = self._read(batch, errors)
        judged = self._many.judge(columns, batch.num_rows)
        for row in np.flatnonzero(judged.next == IMPOSSIBLE).tolist():
            errors[row] = [*errors.get(row, ()), *self._clashes.of(columns, row)]
        # there is nothing to ask where there is no advice
        judged.next[list(errors)] = IMPOSSIBLE
        questions = self._questions.of(columns, judged) if self._questions else np.full(batch.num_rows, NOTHING, np.int16)
        answer = self._answers.columns(judged, questions, {row: sorted(set(texts)) for row, texts in errors.items()})
        carried = [batch.column(name) for name in self._layout.carried]
        return pa.RecordBatch.from_arrays([*carried, *answer.values()], schema=self.schema)

    def _read(self, batch: pa.RecordBatch, errors: dict[int, list[str]]) -> Mapping[str, Column]:
        """Return the facts as typed columns, and note what does not fit, by row."""
        columns: dict[str, Column] = {}
        for fact, cells in self._cells.items():
            read = cells.read(batch.column(fact))
            columns[fact] = read.column
            for row, text in read.wrong:
                errors.setdefault(row, []).append(text)
        if self._today is not None:
            columns[TODAY] = constant(self._today, self.rules.vocabulary.facts[TODAY].type, batch.num_rows)
        return columns


def _unreadable(batch: pa.RecordBatch) -> dict[int, list[str]]:
    """Return what the reader of a text file said of rows that it could not read."""
    if UNREADABLE not in batch.schema.names:
        return {}
    said = batch.column(UNREADABLE)
    rows = np.flatnonzero(said.is_valid().to_numpy(zero_copy_only=False)).tolist()
    return {row: [said[row].as_py()] for row in rows}


def decide_table(
    rules: RuleSet | Advisor,
    table: pa.Table | pa.RecordBatchReader,
    *,
    ids: Sequence[str] = (),
    with_facts: bool = False,
    today: date | None = None,
    questions: bool = True,
    threads: int = 1,
) -> pa.RecordBatchReader:
    """Return the advice for each row of a table as a stream of record batches; `read_all()` makes a table of it.

    The columns are facts by name, null is unknown; the columns of the answer and the meaning of the options are those of
    `simexit batch`. A row that does not fit has the status `error` and says why in `errors`. Raises `BatchError` where a column is
    neither a fact nor one of `ids`.
    """
    reader = table.to_reader(ROWS) if isinstance(table, pa.Table) else table
    checked = rules.rules if isinstance(rules, Advisor) else rules
    advisor = TableAdvisor(checked, reader.schema, ids=ids, with_facts=with_facts, today=today, questions=questions, threads=threads)
    return pa.RecordBatchReader.from_batches(plain_schema(advisor.schema), (plain(advisor.advise(batch)) for batch in reader))


def in_batches(reader: pa.RecordBatchReader, rows: int) -> Iterator[pa.RecordBatch]:
    """Yield the rows of a stream in batches of exactly so many, the last with what remains."""
    held: list[pa.RecordBatch] = []
    count = 0
    for given in reader:
        batch = given
        while count + batch.num_rows >= rows:
            yield _joined([*held, batch.slice(0, rows - count)])
            batch = batch.slice(rows - count)
            held, count = [], 0
        if batch.num_rows:
            held.append(batch)
            count += batch.num_rows
    if held:
        yield _joined(held)


def _joined(batches: list[pa.RecordBatch]) -> pa.RecordBatch:
    return batches[0] if len(batches) == 1 else pa.concat_batches(batches)
