"""A batch that is cut off goes on where it was: no row lost, none twice, and the output is there whole or not at all."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as parquet
import pytest

from simexit.batch import BatchError, outputs
from simexit.batch.job import Job, parts_of, run
from simexit.batch.outputs import Output
from simexit.batch.parts import MANIFEST, Parts
from simexit.batch.places import Place, place_of
from simexit.check.ruleset import check
from simexit.libraries import library
from simexit.model.rules import RuleSet
from small_library import small_library

ROWS, IN_PART, KILLS = 30_000, 50, 10


def checked(folder: Path) -> RuleSet:
    rules, findings = check(library(folder))
    assert rules is not None, findings.in_order()
    return rules


def numbered(path: Path, rows: int) -> Path:
    """Rows with ids from 0, every seventh without a value and every thirteenth with a wrong one."""
    values = [None if number % 7 == 0 else "much" if number % 13 == 0 else str(number % 5) for number in range(rows)]
    pa.csv.write_csv(pa.table({"id": range(rows), "x": values}), path)
    return path


@pytest.fixture
def small(tmp_path: Path) -> Job:
    given = numbered(tmp_path / "in.csv", 1_000)
    return Job(place_of(str(given)), place_of(str(tmp_path / "out.parquet")), ids=("id",), rows_in_part=100, threads=2)


@pytest.fixture
def rules(tmp_path: Path) -> RuleSet:
    return checked(small_library(tmp_path / "library"))


def silent(_done: int, _of: int) -> None:
    """Hear nothing."""


def test_a_batch_killed_ten_times_gives_the_same_as_one_that_ran_through(tmp_path: Path) -> None:
    folder, given = small_library(tmp_path / "library"), numbered(tmp_path / "in.csv", ROWS)
    command = [sys.executable, "-m", "simexit.cli.main", "--from", str(folder), "batch", str(given), "--id", "id", "--today", "2026-11-20"]
    command += ["--part-rows", str(IN_PART), "--threads", "2"]
    whole, cut = tmp_path / "whole.parquet", tmp_path / "cut.parquet"
    subprocess.run([*command, "-o", str(whole)], check=True, capture_output=True)
    chance, parts = Random(10), tmp_path / "cut.parquet.parts"
    for _ in range(KILLS):
        wanted = _count(parts) + chance.randint(1, 8)
        process = subprocess.Popen([*command, "-o", str(cut)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while _count(parts) < wanted and process.poll() is None:
            time.sleep(0.001)
        time.sleep(chance.random() / 50)
        assert process.poll() is None, "the batch came to its end before it could be killed"
        process.kill()
        process.wait()
        assert not cut.exists()
    assert 0 < _count(parts) < ROWS // IN_PART
    done = subprocess.run([*command, "-o", str(cut)], check=True, capture_output=True, text=True)
    assert f"{ROWS:,} rows in, {ROWS:,} rows out" in done.stdout
    assert parquet.read_table(cut).column("id").to_pylist() == [str(number) for number in range(ROWS)]
    assert parquet.read_table(cut).equals(parquet.read_table(whole))
    assert not parts.exists()


def _count(parts: Path) -> int:
    return len(list(parts.glob("part-*.arrow")))


def test_parts_that_are_there_are_not_answered_again(small: Job, rules: RuleSet, monkeypatch: pytest.MonkeyPatch) -> None:
    _cut_off(small, rules, monkeypatch, after=4)
    folder = parts_of(small.output).folder
    before = {path.name: path.stat().st_mtime_ns for path in folder.glob("part-*.arrow")}
    monkeypatch.setattr(Output, "put_in_place", _fails)
    with pytest.raises(BatchError, match="no space"):
        run(small, rules, silent)
    after = {path.name: path.stat().st_mtime_ns for path in folder.glob("part-*.arrow")}
    assert len(after) == 10
    assert before.items() <= after.items()


def test_a_batch_cut_off_while_its_parts_are_put_together_goes_on(
    small: Job, rules: RuleSet, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    small = replace(small, output=place_of(str(tmp_path / "out.jsonl")))
    with monkeypatch.context() as patched:
        patched.setattr(outputs, "_copy", _half_written)
        with pytest.raises(BatchError, match="no space"):
            run(small, rules, silent)
    assert not Path(small.output.path).exists()
    assert run(small, rules, silent).rows_out == 1_000
    assert len(Path(small.output.path).read_text(encoding="utf-8").splitlines()) == 1_000


def test_when_the_output_cannot_be_written_nobody_goes_on_answering(small: Job, rules: RuleSet, monkeypatch: pytest.MonkeyPatch) -> None:
    before = set(threading.enumerate())
    with monkeypatch.context() as patched:
        patched.setattr(Output, "add", _fails)
        with pytest.raises(BatchError, match="no space"):
            run(small, rules, silent)
        assert set(threading.enumerate()) <= before
    assert run(small, rules, silent).rows_out == 1_000


def test_what_was_half_written_counts_for_nothing(small: Job, rules: RuleSet, monkeypatch: pytest.MonkeyPatch) -> None:
    _cut_off(small, rules, monkeypatch, after=2)
    folder = parts_of(small.output).folder
    (folder / "part-0000009.arrow.unfinished").write_bytes(b"PAR1")
    assert run(small, rules, silent).rows_out == 1_000


def test_another_rule_set_another_input_and_other_options_are_refused_until_restart(
    small: Job, rules: RuleSet, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _cut_off(small, rules, monkeypatch, after=2)
    other = checked(small_library(tmp_path / "other", "x > 2"))
    with pytest.raises(BatchError, match=r"another batch: ruleset differs; `--restart` begins anew"):
        run(small, other, silent)
    with pytest.raises(BatchError, match="questions differs"):
        run(replace(small, questions=False), rules, silent)
    numbered(Path(small.given.path), 999)
    with pytest.raises(BatchError, match="input differs"):
        run(small, rules, silent)
    assert run(replace(small, restart=True), rules, silent).rows_out == 999


def test_without_a_day_a_batch_goes_on_with_the_day_on_which_it_was_begun(
    small: Job, rules: RuleSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import date

    _cut_off(replace(small, otherwise_today=date(2026, 11, 20)), rules, monkeypatch, after=2)
    assert '"2026-11-20"' in (parts_of(small.output).folder / MANIFEST).read_text()
    assert run(replace(small, otherwise_today=date(2026, 11, 21)), rules, silent).rows_out == 1_000


def test_a_manifest_that_cannot_be_read_says_what_to_do(small: Job, rules: RuleSet) -> None:
    folder = parts_of(small.output).folder
    folder.mkdir()
    (folder / MANIFEST).write_text("{", encoding="utf-8")
    with pytest.raises(BatchError, match="--restart"):
        run(small, rules, silent)
    assert run(replace(small, restart=True), rules, silent).rows_out == 1_000


def test_two_batches_into_one_output_do_not_mix(small: Job, rules: RuleSet) -> None:
    with parts_of(small.output).held(), pytest.raises(BatchError, match=r"another batch is writing to .*out\.parquet\.parts"):
        run(replace(small, restart=True), rules, silent)
    assert run(small, rules, silent).rows_out == 1_000
    assert not parts_of(small.output).folder.exists()


def test_a_strict_batch_names_the_first_row_that_does_not_fit_and_leaves_nothing(small: Job, rules: RuleSet) -> None:
    with pytest.raises(BatchError, match="row 14: K602: `x` is a whole number, but this is `much`"):
        run(replace(small, strict=True), rules, silent)
    assert not parts_of(small.output).folder.exists()
    assert not Path(small.output.path).exists()


def _cut_off(cut: Job, rules: RuleSet, monkeypatch: pytest.MonkeyPatch, *, after: int) -> None:
    """Run a batch that fails when so many parts are written."""
    write, written = Parts.write, []

    def fails_later(self: Parts, number: int, batch: Any) -> None:
        if number >= after:
            _fails()
        write(self, number, batch)
        written.append(number)

    with monkeypatch.context() as patched:
        patched.setattr(Parts, "write", fails_later)
        with pytest.raises(BatchError, match="no space"):
            run(cut, rules, silent)
    assert sorted(written) == list(range(after))


def _fails(*_arguments: object) -> None:
    raise OSError("no space left")


def _half_written(_parts: Parts, _count: int, _schema: pa.Schema, _place: Place, path: str) -> None:
    Path(path).write_text('{"id": 0', encoding="utf-8")
    _fails()
