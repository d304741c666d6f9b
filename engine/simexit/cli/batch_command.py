"""`simexit batch`: advice for every row of a table."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING, NoReturn

import click

from simexit.cli.exits import Exit
from simexit.cli.progress import counted
from simexit.cli.session import Session, stop
from simexit.model.clock import day_in

if TYPE_CHECKING:
    from simexit.batch.errors import BatchError
    from simexit.batch.job import Job
    from simexit.batch.outputs import Summary
    from simexit.model.rules import RuleSet


@click.command("batch")
@click.argument("given", metavar="IN")
@click.option("-o", "--output", required=True, metavar="OUT", help="The table to write; its name says the form.")
@click.option("--id", "ids", multiple=True, metavar="COLUMN", help="Carry this column through to OUT; may be given many times.")
@click.option("--with-facts", is_flag=True, help="Carry the facts through as well.")
@click.option("--today", metavar="DATE", help="The day of all rows, where IN has no column `today`; today if not given.")
@click.option("--no-question", is_flag=True, help="Leave `question` empty: finding it takes longest where many facts are unknown.")
@click.option("--strict", is_flag=True, help="Stop at the first row that does not fit, and write nothing.")
@click.option("--restart", is_flag=True, help="Begin anew, not where a batch into the same OUT was cut off.")
@click.option(
    "--engine", type=click.Choice(["local", "spark"]), default="local", help="`spark` runs on Spark, for what outgrows one machine."
)
@click.option("--threads", type=click.IntRange(min=1), help="How many parts are answered at a time; one for each processor if not given.")
@click.option("--part-rows", type=click.IntRange(min=1), help="How many rows are answered and written at a time; 131,072 if not given.")
@click.pass_obj
def command(
    session: Session,
    given: str,
    output: str,
    ids: tuple[str, ...],
    with_facts: bool,
    today: str | None,
    no_question: bool,
    strict: bool,
    restart: bool,
    engine: str,
    threads: int | None,
    part_rows: int | None,
) -> None:
    """Advise on every row of a table: the same answer as `next`, for millions of situations.

    The columns of IN are facts by name (`simexit facts` lists them); an empty cell is unknown. IN and OUT are
    Parquet, CSV, JSON lines (.jsonl), or a table of a DuckDB file, FILE.duckdb::TABLE; IN may be a table of PostgreSQL,
    postgresql://HOST/DATABASE::TABLE.

    OUT has the rows in the same order, with the columns status, next, possible_next, question, agenda, warnings, possible_warnings,
    ruleset and errors. A row with a value that does not fit has the status `error` and says why in `errors`; it is counted, and
    stops nothing. A batch that was cut off goes on when it is called again.

    \b
    Examples:
      simexit batch cards.csv -o advice.csv --id card_number
      simexit batch cards.parquet -o advice.parquet --id card_number --today 2026-12-01
      simexit batch crm.duckdb::cards -o crm.duckdb::advice --id card_number --with-facts
      simexit batch cards.jsonl -o advice.jsonl --strict
    """
    from simexit.batch.errors import BatchError, need

    if engine == "spark" and (strict or restart or threads or part_rows):
        raise click.UsageError("--strict, --restart, --threads and --part-rows are for one machine; Spark has settings of its own")
    try:
        need("batch", "numpy", "pyarrow", "duckdb")
        from simexit.batch.job import Job
        from simexit.batch.places import place_of
        from simexit.batch.table import ROWS

        places = place_of(given), place_of(output)
        rules = session.rules()
        job = Job(
            *places,
            ids=ids,
            with_facts=with_facts,
            today=None if today is None else _day(today, rules),
            otherwise_today=day_in(rules.vocabulary.settings.time_zone),
            questions=not no_question,
            strict=strict,
            restart=restart,
            rows_in_part=part_rows or ROWS,
            threads=threads or os.cpu_count() or 1,
        )
        _show(_run(job, rules, engine), output)
    except BatchError as error:
        _stop(error)


def _day(text: str, rules: RuleSet) -> date:
    from simexit.check.situations import day_from_option
    from simexit.text.diagnostics import Findings

    findings = Findings()
    told = day_from_option(text, rules, findings)
    if told is None or not isinstance(told.value, date):
        stop(findings.in_order(), Exit.WRONG_USAGE_OR_FACTS)
    return told.value


def _run(job: Job, rules: RuleSet, engine: str) -> Summary:
    if engine == "spark":
        from simexit.batch.spark_job import run_on_spark

        return run_on_spark(job, rules)
    from simexit.batch.job import run

    with counted("rows") as progress:
        return run(job, rules, progress)


def _show(summary: Summary, output: str) -> None:
    click.echo(f"{summary.rows_in:,} rows in, {summary.rows_out:,} rows out: {output}")
    for status, count in summary.statuses.items():
        click.echo(f"  {status:<10}{count:>14,}")
    if summary.errors:
        click.echo("The most frequent errors, each row with its own in the column `errors`:", err=True)
    for text, count, first in summary.errors:
        where = "" if first is None else f", first in row {first:,}"
        click.echo(f"  {count:,} × {text}{where}", err=True)


def _stop(error: BatchError) -> NoReturn:
    """Say why there is no output: the wrong columns or rows are the user's to mend, anything else could not be finished."""
    from simexit.batch.errors import WrongTableError

    for line in str(error).splitlines():
        click.echo(f"error: {line}", err=True)
    raise click.exceptions.Exit(Exit.WRONG_USAGE_OR_FACTS if isinstance(error, WrongTableError) else Exit.COULD_NOT_FINISH)
