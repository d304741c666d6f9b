"""What an address tells: what is wrong with it stands at the parameter that says it, and nobody is sent to a command line."""

from __future__ import annotations

import pytest

from generators.shipped import shipped
from simexit.text.diagnostics import Findings
from simexit.web.addresses import told
from web.pages import client


@pytest.mark.parametrize(
    ("name", "text", "column"),
    [("today", "2026-13-01", 1), ("f", "balance.owed=x", 14), ("f", "today=2026-13-01", 7), ("u", "nothing.here", 1)],
)
def test_what_is_wrong_in_an_address_stands_at_its_parameter(name: str, text: str, column: int) -> None:
    findings = Findings()
    assert told(((name, text),), shipped(), findings) == []
    (finding,) = findings.found
    assert finding.span is not None
    assert (finding.span.source.name, finding.span.column) == (name, column)


@pytest.mark.parametrize("query", ["f=zzz=1", "u=zzz", "f==balance.owed=5", "f==5", "f=5", "today=zzz"])
def test_a_page_about_a_wrong_address_names_no_command(query: str) -> None:
    answered = client().get(f"/en/advice?{query}")
    assert answered.status_code == 400
    assert "simexit " not in answered.text
    assert "-f " not in answered.text
