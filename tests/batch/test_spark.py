"""On a real Spark, on this machine, the answer to each row is the same as without it, rows that do not fit among them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pyarrow.parquet as parquet
import pytest

from batch.local_spark import local_spark
from batch.rows import answered, read_back, situations, table_of, text_rows, typed_rows, write_csv, write_json_lines, write_parquet
from generators.shipped import shipped
from simexit.batch import BatchError, decide_table
from simexit.batch.job import Job
from simexit.batch.places import place_of
from simexit.batch.spark import advise
from simexit.batch.spark_job import run_on_spark

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

ROWS = 120
NO_JAVA = shutil.which("java") is None and "JAVA_HOME" not in os.environ
# CI sets this, so that the tests cannot be passed over there without anybody seeing it
REQUIRED = os.environ.get("SIMEXIT_REQUIRE_SPARK") == "1"
pytestmark = [
    pytest.mark.skipif(NO_JAVA and not REQUIRED, reason="Spark needs Java 17 or later, and there is no `java` here"),
    pytest.mark.xdist_group("spark"),
]
ROWS_GIVEN = typed_rows(situations(ROWS, 8), Random(8)) if not NO_JAVA or REQUIRED else []


@pytest.fixture(scope="module")
def session() -> Iterator[SparkSession]:
    with local_spark() as started:
        yield started


def test_every_row_of_a_data_frame_is_answered_as_without_spark(session: SparkSession, tmp_path: Path) -> None:
    given = session.read.parquet(write_parquet(tmp_path / "cards.parquet", ROWS_GIVEN)).repartition(3)
    wanted = decide_table(shipped(), table_of(ROWS_GIVEN), ids=["id"]).read_all().to_pylist()
    got = sorted((row.asDict() for row in advise(given, shipped(), ids=["id"]).collect()), key=lambda row: row["id"])
    assert got == wanted
    assert "error" in {row["status"] for row in got}


def test_a_column_that_is_no_fact_is_refused_before_any_work(session: SparkSession) -> None:
    with pytest.raises(BatchError, match=r"unknown fact `balance\.owd`: did you mean `balance\.owed`"):
        advise(session.createDataFrame([(1,)], "`balance.owd` int"), shipped())


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_a_file_of_texts_is_answered_as_without_spark(form: str, tmp_path: Path) -> None:
    rows = text_rows(ROWS_GIVEN, Random(9))
    path = tmp_path / f"cards.{form}"
    given = write_csv(path, rows) if form == "csv" else write_json_lines(path, rows, mixed=False)
    if form == "jsonl":
        with open(given, "a", encoding="utf-8") as file:
            file.write("{no object\n")
    job = Job(place_of(given), place_of(str(tmp_path / "spark.parquet")), ids=("id",))
    summary = run_on_spark(job, shipped())
    here, wanted = answered(given, str(tmp_path / "here.parquet"), shipped())
    assert (summary.rows_in, summary.rows_out, summary.statuses) == (here.rows_in, here.rows_out, here.statuses)
    got = parquet.read_table(tmp_path / "spark.parquet").to_pylist()
    assert sorted(got, key=_number) == sorted(wanted, key=_number)


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_what_spark_writes_is_what_is_written_without_it(form: str, tmp_path: Path) -> None:
    given = write_parquet(tmp_path / "cards.parquet", ROWS_GIVEN)
    run_on_spark(Job(place_of(given), place_of(str(tmp_path / f"spark.{form}")), ids=("id",)), shipped())
    _, wanted = answered(given, str(tmp_path / f"here.{form}"), shipped())
    parts = sorted((tmp_path / f"spark.{form}").glob("part-*"))
    got = [row for part in parts for row in read_back(str(_renamed(part, form)))]
    assert sorted(got, key=_number) == sorted(wanted, key=_number)


def _renamed(part: Path, form: str) -> Path:
    return part.rename(part.with_suffix(f".{form}"))


def _number(row: dict[str, object]) -> int:
    return -1 if row["id"] is None else int(str(row["id"]))
