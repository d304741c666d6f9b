"""Advice for the rows of a Spark data frame: the same planes on each worker; the only module that imports `pyspark`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

import pyarrow as pa

from simexit.api import Advisor
from simexit.batch.errors import need
from simexit.batch.layout import plain, plain_schema
from simexit.batch.table import TableAdvisor
from simexit.model.rules import RuleSet

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


def advise(
    frame: DataFrame,
    rules: RuleSet | Advisor,
    *,
    ids: Sequence[str] = (),
    with_facts: bool = False,
    today: date | None = None,
    questions: bool = True,
) -> DataFrame:
    """Return the data frame of the advice for each row, with the columns and options of `simexit.batch.decide_table`.

    The rule set is broadcast: it goes to each worker once. Raises `BatchError` where a column is neither a fact nor one of `ids`.
    """
    need("spark", "pyspark")
    from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

    checked = rules.rules if isinstance(rules, Advisor) else rules
    schema = to_arrow_schema(frame.schema)

    def advisor(of: RuleSet) -> TableAdvisor:
        return TableAdvisor(of, schema, ids=ids, with_facts=with_facts, today=today, questions=questions)

    # what does not fit is said here, and not by a worker
    answer = from_arrow_schema(plain_schema(advisor(checked).schema))
    sent = frame.sparkSession.sparkContext.broadcast(checked)

    def answered(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        here = advisor(sent.value)
        return (plain(here.advise(batch.rename_columns(schema.names))) for batch in batches)

    # Spark takes a dot in the name of a column for the way into a nested one
    return frame.toDF(*(f"column{place}" for place in range(len(schema)))).mapInArrow(answered, answer)
