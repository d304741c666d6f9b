"""Faults to put into each interpreter on purpose: the agreement tests must find every one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pytest

from agreement.faults import certainty, compiled, diagrams, known, rete, solver

Fault = Callable[[pytest.MonkeyPatch], None]
FAULTS: Mapping[str, Sequence[Fault]] = {
    "compiled": compiled.FAULTS,
    "known": known.FAULTS,
    "rete": rete.FAULTS,
    "certainty": certainty.FAULTS,
    "diagrams": diagrams.FAULTS,
    "solver": solver.FAULTS,
}
