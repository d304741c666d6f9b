"""Faulty libraries: each folder beside this file is one mistake of an author that `check` cannot see.

A folder holds what differs from the library in examples/gym: files that are added or take the place of another (one that says
`# removed` takes a file away), and `expected.yaml`:
- `obligation`: which one is broken; `names`: what a finding about it must name; `why`: the mistake in a sentence,
- `edits`, optional: the text of a file of the gym that was written otherwise,
- `witness`: a situation in which it shows; `not_on`: a day on which it does not,
- `way`, for endings: the steps, as `action/outcome`, that lead round in a circle or to what cannot be.
"""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from simexit.check.ruleset import check
from simexit.check.situations import from_node, situation
from simexit.libraries import Library
from simexit.model.rules import RuleSet, Situation
from simexit.parse.nodes import Mapping, Node, parse, read_file
from simexit.parse.shapes import day, fields, items, scalar, words
from simexit.text.diagnostics import Findings
from simexit.text.render import render

CORPUS = Path(__file__).parent
GYM = CORPUS.parents[1] / "examples" / "gym"
EXPECTED = "expected.yaml"
REMOVED = "# removed"


class BadFaultError(Exception):
    """A folder of the corpus cannot be read or laid out; the message says where and why."""


@dataclass(frozen=True)
class Edit:
    """A text of one file of the gym, and what stands there instead."""

    file: str
    was: str
    now: str


@dataclass(frozen=True)
class Fault:
    """One mistake, and how it shows."""

    folder: Path
    obligation: str
    names: tuple[str, ...]
    why: str
    edits: tuple[Edit, ...]
    witness: Node | None
    not_on: date | None
    way: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.folder.name


@cache
def all_faults() -> tuple[Fault, ...]:
    return tuple(fault_in(path.parent) for path in sorted(CORPUS.glob(f"*/{EXPECTED}")))


def fault_in(folder: Path) -> Fault:
    """Return the fault that a folder holds."""
    findings = Findings()
    source = read_file(folder / EXPECTED, f"{folder.name}/{EXPECTED}", findings)
    node = None if source is None else parse(source, findings)
    keys = ("edits", "witness", "not_on", "way")
    entry = None if node is None else fields(node, "a fault", findings, needs=("obligation", "names", "why"), may=keys)
    _refuse(findings)
    assert entry is not None
    fault = Fault(
        folder=folder,
        obligation=_text(entry["obligation"], findings),
        names=_texts(entry["names"], findings),
        why=_text(entry["why"], findings),
        edits=tuple(_edit(item, findings) for item in items(entry["edits"], "edits", findings)) if "edits" in entry else (),
        witness=entry.get("witness"),
        not_on=day(entry["not_on"], "not_on", findings) if "not_on" in entry else None,
        way=_texts(entry["way"], findings) if "way" in entry else (),
    )
    _refuse(findings)
    return fault


def _edit(node: Node, findings: Findings) -> Edit:
    entry = fields(node, "an edit", findings, needs=("in", "was", "now"))
    return Edit("", "", "") if entry is None else Edit(*(_text(entry[key], findings) for key in ("in", "was", "now")))


def _text(node: Node, findings: Findings) -> str:
    word = scalar(node, "each value", findings)
    return "" if word is None else word.text


def _texts(node: Node, findings: Findings) -> tuple[str, ...]:
    return tuple(word.text for word in words(node, "each list", findings))


def _refuse(findings: Findings) -> None:
    if len(findings):
        raise BadFaultError(render(findings.in_order()))


def lay_out(fault: Fault, root: Path) -> None:
    """Put the faulty library together under `root`; the cases of the gym stay behind, for they are not what is proved."""
    shutil.copytree(GYM, root, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.cases.yaml"))
    for edit in fault.edits:
        path = root / edit.file
        text = path.read_text(encoding="utf-8")
        if text.count(edit.was) != 1 or edit.was == edit.now:
            raise BadFaultError(f"{fault.name}: this does not stand once in {edit.file}, or is not changed: {edit.was!r}")
        path.write_text(text.replace(edit.was, edit.now), encoding="utf-8")
    for path in fault.folder.rglob("*.yaml"):
        if path.parent != fault.folder:
            _put(path, root / path.relative_to(fault.folder))


def _put(path: Path, target: Path) -> None:
    if path.read_text(encoding="utf-8").strip() == REMOVED:
        target.unlink()
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)


@cache
def gym() -> RuleSet:
    return _checked(GYM)


@cache
def rules_of(fault: Fault) -> RuleSet:
    """Return the faulty library, checked; what `check` finds is an error here."""
    with tempfile.TemporaryDirectory() as folder:
        lay_out(fault, Path(folder))
        return _checked(Path(folder))


def _checked(root: Path) -> RuleSet:
    rules, findings = check(Library(root))
    if rules is None:
        raise BadFaultError(render(findings.in_order()))
    return rules


def witness_of(fault: Fault, rules: RuleSet) -> Situation:
    """Return the situation in which a fault shows, as far as a library knows its facts."""
    if not isinstance(fault.witness, Mapping):
        raise BadFaultError(f"{fault.name}: there is no witness")
    findings = Findings()
    known = tuple((key, value) for key, value in fault.witness.entries if key.text in rules.vocabulary.facts)
    found = situation(from_node(Mapping(known, fault.witness.span), rules, findings), findings)
    _refuse(findings)
    return found
