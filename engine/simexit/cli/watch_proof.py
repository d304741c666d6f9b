"""The proofs of a library that is watched, in a process of their own, so that nobody waits for them."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING

from simexit.cli.exits import Exit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simexit.model.rules import RuleSet


class Prover:
    """Proves what was saved last; what was proved before is not proved again, because `simexit prove` keeps it."""

    def __init__(self, root: str | None, lang: str | None) -> None:
        options = [*(() if root is None else ("--from", root)), *(() if lang is None else ("--lang", lang))]
        self._command = [sys.executable, "-m", "simexit.cli.main", *options, "prove", "--json"]
        self._is_there = find_spec("z3") is not None
        self._running: tuple[subprocess.Popen[bytes], IO[bytes]] | None = None
        self._wanted: str | None = None

    def begin(self, rules: RuleSet | None) -> None:
        """Prove a rule set as soon as the proof that is under way has ended; None where there is nothing to prove."""
        self._wanted = rules.identity if rules is not None and self._is_there else None
        if self._running is None and self._wanted is not None:
            self._start()

    def news(self) -> Iterator[str]:
        """Yield what a proof that has ended says; where the files changed meanwhile, it is begun again for them."""
        if self._running is None or self._running[0].poll() is None:
            return
        (process, output), self._running = self._running, None
        output.seek(0)
        written = output.read()
        output.close()
        if process.returncode not in (Exit.DONE, Exit.ANSWER_IS_NO):
            return
        proof = json.loads(written)
        if proof["ruleset"] == self._wanted:
            yield from lines(proof)
        elif self._wanted is not None:
            self._start()

    def _start(self) -> None:
        output = TemporaryFile()  # noqa: SIM115  # it is closed with the process
        self._running = subprocess.Popen(self._command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.DEVNULL), output

    def end(self) -> None:
        """End a proof that is under way."""
        if self._running is not None:
            self._running[0].terminate()
            self._running[0].wait()
            self._running[1].close()


def lines(proof: dict[str, list[dict[str, object]]]) -> Iterator[str]:
    """Yield what is shown of a proof, from the JSON of `simexit prove`."""
    for finding in proof["findings"]:
        yield f"{finding.get('file', 'kb/library.yaml')}:{finding.get('line', 1)}: error[{finding['code']}]: {finding['message']}"
    found, gaps = len(proof["findings"]), len(proof["not_verified"])
    yield f"proofs: {found or 'nothing'} found{f', {gaps} not verified' if gaps else ''}"
