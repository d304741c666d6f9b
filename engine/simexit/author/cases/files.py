"""Files of cases to cases, or findings: the one entrance for all who use them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simexit.author.cases.case import Case
from simexit.author.cases.expectations import ExpectationReader
from simexit.author.cases.forms import CASE
from simexit.author.cases.steps import steps
from simexit.check.files import case_files, read_yaml
from simexit.check.situations import from_node, from_python, situation
from simexit.model.expressions import TODAY
from simexit.parse.shapes import day, fields, items, scalar, start_of
from simexit.text.codes import Code
from simexit.text.diagnostics import Findings, Related, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from simexit.model.rules import RuleSet, Situation
    from simexit.parse.nodes import Node
    from simexit.parse.shapes import Fields
    from simexit.text.source import Span


def read_cases(rules: RuleSet, paths: Iterable[Path]) -> tuple[tuple[Case, ...], Findings]:
    """Return the cases of files, and of all files of cases in folders, with everything that is wrong with them.

    A case with which something is wrong is not among them.
    """
    findings = Findings()
    files = dict.fromkeys(file for path in paths for file in (case_files(path) if path.is_dir() else (path,)))
    read = [cases_in(node, rules, findings) for file in files if (node := read_yaml(file, findings)) is not None]
    return tuple(case for cases in read for case in cases), findings


def cases_in(root: Node, rules: RuleSet, findings: Findings) -> list[Case]:
    """Return the cases of one file that was parsed; one with which something is wrong is not among them."""
    expectations = ExpectationReader(rules, findings)
    before = len(findings)
    nodes = items(root, "a file of cases", findings)
    if not nodes and len(findings) == before:
        findings.add(Code.EMPTY_FILE, root.span, "there is no case in this file")
    names: dict[str, Span] = {}
    read = (_case(node, names, rules, expectations, findings) for node in nodes)
    return [case for case in read if case is not None]


def _case(node: Node, names: dict[str, Span], rules: RuleSet, expectations: ExpectationReader, findings: Findings) -> Case | None:
    before = len(findings)
    entry = fields(node, "a case", findings, needs=CASE.needs, may=CASE.may)
    name = None if entry is None else scalar(entry["name"], "the name of a case", findings)
    if entry is None or name is None:
        return None
    first = names.setdefault(name.text, name.span)
    if first is not name.span:
        related = (Related(first, "first given here"),)
        findings.add(Code.DUPLICATE_NAME, name.span, f"a case of this file is already called `{shortened(name.text)}`", related=related)
    facts = _facts(entry, rules, findings)
    taken = steps(entry["did"], rules, findings) if "did" in entry else ()
    case = Case(name.text, facts, taken, expectations.read(entry["expect"]), start_of(node))
    return case if len(findings) == before else None


def _facts(entry: Fields, rules: RuleSet, findings: Findings) -> Situation:
    told = from_node(entry["facts"], rules, findings)
    today = day(entry["today"], "the day of a case", findings) if "today" in entry else None
    if today is not None:
        told += from_python({TODAY: today}, rules, findings)
    return situation(told, findings)
