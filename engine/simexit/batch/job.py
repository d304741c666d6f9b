"""One batch from its table to its output: in parts, on several threads, and on from where it was cut off."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute

import simexit
from simexit.batch.errors import BatchError, WrongTableError
from simexit.batch.inputs import Input, open_input
from simexit.batch.layout import flat_names
from simexit.batch.outputs import Output, Summary, check_writable, summary_of
from simexit.batch.parts import Parts
from simexit.batch.places import Place
from simexit.batch.table import ROWS, TableAdvisor, in_batches
from simexit.model.expressions import TODAY
from simexit.model.rules import RuleSet
from simexit.model.types import Choice

pc: Any = pyarrow.compute
"""Its functions are made when it is imported, so that no checker of types knows them."""

Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Job:
    """What to answer, where to, and how; the options are those of `simexit batch`.

    `otherwise_today` is the day of all rows where none is given and no column is one.
    """

    given: Place
    output: Place
    ids: tuple[str, ...] = ()
    with_facts: bool = False
    today: date | None = None
    otherwise_today: date | None = None
    questions: bool = True
    strict: bool = False
    restart: bool = False
    rows_in_part: int = ROWS
    threads: int = 1


def parts_of(output: Place) -> Parts:
    """Return the folder beside an output that holds its parts until they are put together."""
    return Parts(Path(f"{output.path}{f'.{output.table}' if output.table else ''}.parts"))


def day_of(job: Job, names: Sequence[str], begun: Mapping[str, object] | None) -> date | None:
    """Return the day of all rows, or None where a column has it; a batch that was cut off goes on with the day on which it was begun."""
    if job.today is not None or TODAY in names:
        return job.today
    day = None if begun is None else begun.get("today")
    return date.fromisoformat(day) if isinstance(day, str) else job.otherwise_today


def run(job: Job, rules: RuleSet, tell: Tell) -> Summary:
    """Answer every row of a table and write the output by one step; `tell` hears how many rows of about how many are done.

    Raises `BatchError` where that is not possible; what was done remains in the parts, and the same job goes on from there.
    """
    check_writable(job.output)
    words = {name for name, fact in rules.vocabulary.facts.items() if isinstance(fact.type, Choice)}
    given = open_input(job.given, job.rows_in_part, words)
    parts = parts_of(job.output)
    with parts.held():
        if job.restart:
            parts.remove()
        try:
            summary = _run(job, given, rules, parts, tell)
        except WrongTableError:
            # a row that has to be mended makes another input of it, for which these parts are of no use
            parts.remove()
            raise
        except (OSError, pa.ArrowException, duckdb.Error) as error:
            raise BatchError(f"{job.given} → {job.output}: {error}") from error
        parts.remove()
    return summary


def _run(job: Job, given: Input, rules: RuleSet, parts: Parts, tell: Tell) -> Summary:
    schema = given.reader.schema
    today = day_of(job, flat_names(schema), parts.manifest())
    advisor = TableAdvisor(rules, schema, ids=job.ids, with_facts=job.with_facts, today=today, questions=job.questions)
    parts.begin(_manifest(job, rules, schema, today))
    count = rows = 0
    with Output(parts, advisor.schema, job.output) as output, closing(_answered(job, given, advisor, parts)) as answered:
        for part in answered:
            output.add(part)
            count, rows = count + 1, rows + part.num_rows
            tell(rows, max(rows, given.rows))
        if not count:
            parts.write(0, pa.RecordBatch.from_pylist([], advisor.schema))
            count = 1
        summary = summary_of(parts, count, rows)
        if summary.rows_out != summary.rows_in:
            raise BatchError(f"{summary.rows_in} rows went in and {summary.rows_out} came out, so nothing was written")
        output.put_in_place(count)
    return summary


def _manifest(job: Job, rules: RuleSet, schema: pa.Schema, today: date | None) -> dict[str, object]:
    """Return what decides the answers: with the same, a batch can go on where it was cut off."""
    return {
        "simexit": simexit.__version__,
        "ruleset": rules.identity,
        "input": identity(job.given),
        "columns": {field.name: str(field.type) for field in schema},
        "today": None if today is None else today.isoformat(),
        "ids": list(job.ids),
        "with facts": job.with_facts,
        "questions": job.questions,
        "strict": job.strict,
        "rows in a part": job.rows_in_part,
    }


def identity(given: Place) -> dict[str, object]:
    """Return what tells an input from another one: its place, and of a file its size and when it was last written."""
    if given.form == "postgres":
        return {"table": given.table}
    found = os.stat(given.path)
    return {"path": str(Path(given.path).resolve()), "table": given.table, "size": found.st_size, "written": found.st_mtime_ns}


def _answered(job: Job, given: Input, advisor: TableAdvisor, parts: Parts) -> Generator[pa.RecordBatch]:
    """Answer the parts that are not there yet, and yield all of them in order."""
    waiting: deque[Future[pa.RecordBatch]] = deque()
    with ThreadPoolExecutor(job.threads) as pool:
        try:
            for number, batch in enumerate(in_batches(given.reader, job.rows_in_part)):
                waiting.append(pool.submit(_answer, number, batch, advisor, parts, job))
                # a part more than there are threads, so that none has to wait for the reader
                if len(waiting) > job.threads + 1:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)


def _answer(number: int, batch: pa.RecordBatch, advisor: TableAdvisor, parts: Parts, job: Job) -> pa.RecordBatch:
    if parts.has(number):
        before = parts.read(number)
        if before.num_rows != batch.num_rows:
            raise BatchError(f"part {number} in {parts.folder} has another length than its rows; `--restart` begins anew")
        return before
    answer = advisor.advise(batch)
    if job.strict:
        _refuse_errors(answer.column("errors"), number * job.rows_in_part)
    parts.write(number, answer)
    return answer


def _refuse_errors(errors: pa.Array, before: int) -> None:
    wrong: Sequence[int] = np.flatnonzero(pc.list_value_length(errors).to_numpy()).tolist()
    if wrong:
        raise WrongTableError(f"row {before + wrong[0] + 1}: {'; '.join(errors[wrong[0]].as_py())}")
