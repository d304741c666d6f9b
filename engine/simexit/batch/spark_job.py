"""One batch on Spark, from its table to a folder of the same form; Spark shares out the work and does again what fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simexit.batch.errors import BatchError, need
from simexit.batch.job import Job, day_of
from simexit.batch.layout import UNREADABLE, flat_names
from simexit.batch.outputs import LISTS_JOINED_BY, MOST_KINDS, Summary
from simexit.batch.places import Place
from simexit.batch.spark import advise
from simexit.model.rules import RuleSet
from simexit.text.codes import Code

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_CORRUPT = "_corrupt_record"


def run_on_spark(job: Job, rules: RuleSet) -> Summary:
    """Answer every row of a table, in the session that `spark-submit` or its configuration gives, else in a local one.

    Raises `BatchError` where Spark cannot read, answer or write.
    """
    need("spark", "pyspark")
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession
    from pyspark.sql.pandas.types import to_arrow_schema

    session = SparkSession.builder.appName("simexit batch").getOrCreate()
    try:
        frame = _read(session, job.given)
        today = day_of(job, flat_names(to_arrow_schema(frame.schema)), None)
        answer = advise(frame, rules, ids=job.ids, with_facts=job.with_facts, today=today, questions=job.questions)
        _write(answer, job.output)
        return _summary(session, job.output, frame.count())
    except PySparkException as error:
        raise BatchError(f"Spark: {str(error).splitlines()[0]}") from error


def _read(session: SparkSession, given: Place) -> DataFrame:
    from pyspark.sql import functions as f

    match given.form:
        case "parquet":
            return session.read.parquet(given.path)
        case "csv":
            tab = given.path.lower().endswith(".tsv")
            # a row that lacks cells must not become one with unknown facts, nor an empty text in quotes an unknown one
            return session.read.csv(given.path, header=True, sep="\t" if tab else ",", mode="FAILFAST", escape='"', nullValue="\x01")
        case "json":
            frame = session.read.json(given.path, primitivesAsString=True, columnNameOfCorruptRecord=_CORRUPT)
            if _CORRUPT not in frame.columns:
                return frame
            said = f.format_string(f"{Code.WRONG_SHAPE.code}: a line is a JSON object with facts, but this is `%.60s`", f.col(_CORRUPT))
            return frame.withColumn(UNREADABLE, f.when(f.col(_CORRUPT).isNotNull(), said)).drop(_CORRUPT)
        case "duckdb" | "postgres":
            raise BatchError(f"Spark reads Parquet, CSV and JSON lines, not {given}")


def _write(answer: DataFrame, output: Place) -> None:
    from pyspark.sql import functions as f

    match output.form:
        case "parquet":
            answer.write.parquet(output.path)
        case "csv":
            lists = {name for name, of in answer.dtypes if of.startswith("array")}
            columns = [f.col(f"`{name}`") for name in answer.columns]
            joined = [
                f.array_join(column, LISTS_JOINED_BY).alias(name) if name in lists else column
                for name, column in zip(answer.columns, columns, strict=True)
            ]
            answer.select(joined).write.csv(output.path, header=True, sep="\t" if output.path.lower().endswith(".tsv") else ",", escape='"')
        case "json":
            answer.write.json(output.path, ignoreNullFields=False)
        case "duckdb" | "postgres":
            raise BatchError(f"Spark writes Parquet, CSV and JSON lines, not {output}")


def _summary(session: SparkSession, output: Place, rows_in: int) -> Summary:
    from pyspark.sql import functions as f

    written = _read(session, output)
    statuses = {row["status"]: row["count"] for row in written.groupBy("status").count().collect()}
    texts = written.where(f.col("status") == "error").select(f.explode("errors") if output.form != "csv" else f.col("errors").alias("col"))
    errors = texts.groupBy("col").count().orderBy(f.desc("count"), "col").limit(MOST_KINDS).collect()
    return Summary(
        rows_in, sum(statuses.values()), dict(sorted(statuses.items())), tuple((row["col"], row["count"], None) for row in errors)
    )
