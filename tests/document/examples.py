"""The plans of the examples under examples/, each made once in each language."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from simexit.api import Advice, Advisor, load
from simexit.check.situations import Told, from_node
from simexit.document.plan import Plan
from simexit.parse.nodes import parse, read_file
from simexit.text.diagnostics import Findings

FOLDER = Path(__file__).parents[2] / "examples"
NAMES = sorted(path.stem for path in FOLDER.glob("*.yaml"))
LANGUAGES = ("zh", "en", "ru")


@cache
def advisor() -> Advisor:
    return load()


def told(name: str, findings: Findings) -> list[Told]:
    path = FOLDER / f"{name}.yaml"
    source = read_file(path, path.name, findings)
    assert source is not None
    node = parse(source, findings)
    assert node is not None
    return from_node(node, advisor().rules, findings)


@cache
def plan_of(name: str, language: str = "en") -> Plan:
    findings = Findings()
    return advisor().plan_told(told(name, findings), findings, lang=language)


@cache
def advice_of(name: str, language: str = "en") -> Advice:
    findings = Findings()
    return advisor().advise_told(told(name, findings), findings, lang=language)
