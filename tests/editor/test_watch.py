"""What is shown each time a file of a library is saved."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from simexit.cli.watch import changed, lines, state
from simexit.cli.watch_proof import lines as proof_lines
from simexit.editor.draft import Draft
from simexit.editor.rerun import Rerun
from simexit.libraries import Library

GYM = Path(__file__).parents[2] / "examples" / "gym"
EDITS = [
    ("rules/settle/pay-fees.yaml", "fees.owed > 0", "fees.owed > 5"),
    ("rules/derived/late.yaml", "when: ", "when: not locker.key and "),
    ("kb/parameters/figures.yaml", "value: 2,", "value: 3,"),
    ("kb/facts/contract.yaml", "effort: 2", "effort: 5"),
    ("kb/actions/notice.yaml", "outcomes:", "needs: [fees.owed]\n  outcomes:"),
    ("kb/derived/values.yaml", "parameter.notice_days", "5"),
    ("kb/constraints/impossible.yaml", "why:", "why:"),
]


@pytest.fixture
def gym(tmp_path: Path) -> Library:
    return Library(Path(shutil.copytree(GYM, tmp_path / "gym")).resolve())


def test_running_only_the_cases_that_a_change_can_reach_gives_what_running_all_gives(gym: Library) -> None:
    rerun = Rerun(Draft(gym))
    every = len(rerun.report().results)
    ran = []
    for name, was, now in EDITS:
        path = gym.root / name
        text = path.read_text(encoding="utf-8")
        for written in (text.replace(was, now, 1), text):
            path.write_text(written, encoding="utf-8")
            again, anew = rerun.report(), Rerun(Draft(gym)).report()
            assert [str(finding.message) for finding in again.findings] == [str(finding.message) for finding in anew.findings]
            assert again.results == anew.results
            ran.append(again.ran)
    assert 0 in ran
    assert any(0 < number < every for number in ran)


def test_a_change_that_breaks_a_case_is_told_with_the_place_and_one_that_breaks_a_file_as_well(gym: Library) -> None:
    rerun = Rerun(Draft(gym))
    before = state(gym)
    assert "no errors found" in "\n".join(lines((), rerun.report(), 0.1))
    rule = gym.rules / "settle" / "pay-fees.yaml"
    text = rule.read_text(encoding="utf-8")
    rule.write_text(text.replace("fees.owed > 0", "fees.owed > 500"), encoding="utf-8")
    paths = changed(before, state(gym), gym)
    assert paths == ("rules/settle/pay-fees.yaml",)
    shown = "\n".join(lines(paths, rerun.report(), 0.1))
    assert "rules/settle/pay-fees.yaml" in shown
    assert "`next` is give_notice, expected pay_fees" in shown
    rule.write_text("when: [", encoding="utf-8")
    assert "K102" in "\n".join(lines(paths, rerun.report(), 0.1))


def test_a_proof_says_what_it_found() -> None:
    finding = {"file": "kb/actions/x.yaml", "line": 3, "code": "P201", "message": "both"}
    assert list(proof_lines({"findings": [finding], "not_verified": []})) == ["kb/actions/x.yaml:3: error[P201]: both", "proofs: 1 found"]


@contextmanager
def watching(of: Library) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "simexit.cli.main", "--from", str(of.root), "check", "--watch"]
    # whoever runs the tests in the background lets them ignore interrupts
    interruptible = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=interruptible) as process:
        try:
            yield process
        finally:
            process.kill()


def test_the_command_runs_again_when_a_file_is_saved_and_an_interrupt_ends_it_cleanly(gym: Library) -> None:
    with watching(gym) as process:
        assert process.stdout is not None
        until = iter(process.stdout.readline, "")
        assert any("no errors found" in line for line in until)
        rule = gym.rules / "settle" / "pay-fees.yaml"
        rule.write_text(rule.read_text(encoding="utf-8").replace("fees.owed > 0", "fees.owd > 0"), encoding="utf-8")
        assert any("K301" in line for line in until)
        process.send_signal(signal.SIGINT)
        rest, errors = process.communicate(timeout=60)
    assert "no longer watching" in rest
    assert (process.returncode, errors) == (0, "")
