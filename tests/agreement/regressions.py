"""Disagreements that were found, as files that every later run of the tests judges again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from agreement.interpreters import Case, Disagreement, Interpreter
from agreement.written import read, written
from generators.rulesets import vocabulary
from generators.vocabulary import NOWHERE, TEXT, TODAY
from simexit.model.expressions import Conclusion, Condition, Constant
from simexit.model.rules import RuleSet
from simexit.model.vocabulary import Action, Deadline

FOLDER = Path(__file__).parent / "regressions"


@dataclass(frozen=True, slots=True)
class Regression:
    """A case on which an interpreter was once wrong."""

    interpreter: str
    case: Case


def save(interpreter: Interpreter, found: Disagreement, origin: str, folder: Path) -> Path:
    """Write a disagreement to a file that is named for its interpreter and its case; the same one is written once."""
    rules = found.case.rules
    content = {
        "interpreter": interpreter.name,
        "origin": origin,
        "facts": {name: written(fact.type) for name, fact in rules.vocabulary.facts.items()},
        "parameters": {name: [written(of.type), *map(written, of.periods)] for name, of in rules.vocabulary.parameters.items()},
        "actions": list(rules.vocabulary.actions),
        "conditions": {str(conclusion): written(condition) for conclusion, condition in rules.conditions.items()},
        "situations": [{name: written(value) for name, value in situation.items()} for situation in found.case.situations],
        "meant": str(found.meant),
        "said": str(found.said),
    }
    identity = sha256(str([content["conditions"], content["situations"]]).encode()).hexdigest()[:8]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{interpreter.name}-{identity}.yaml"
    path.write_text(yaml.safe_dump(content, sort_keys=False, width=120, allow_unicode=True), encoding="utf-8")
    return path


def load(path: Path) -> Regression:
    """Return the case of a file."""
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    conditions = {_conclusion(name): read(text) for name, text in content["conditions"].items()}
    situations = [{name: read(text) for name, text in situation.items()} for situation in content["situations"]]
    return Regression(content["interpreter"], Case(_rule_set(content, conditions), situations))


def saved(folder: Path = FOLDER) -> Iterator[Regression]:
    """Yield the cases of a folder."""
    return map(load, sorted(folder.glob("*.yaml")))


def _conclusion(text: str) -> Conclusion:
    kind, _, name = text.partition(" ")
    return Conclusion(kind, name)  # type: ignore[arg-type]  # a kind was written


def _rule_set(content: Mapping[str, Any], conditions: Mapping[Conclusion, Condition]) -> RuleSet:
    """The rule set with all that interpreters look at: no rules, of which the conditions were made, and no wording."""

    def named(kind: str) -> list[str]:
        return [conclusion.name for conclusion in conditions if conclusion.kind == kind]

    words = vocabulary(
        facts={name: read(text) for name, text in content["facts"].items()},
        applying={conclusion.name: condition for conclusion, condition in conditions.items() if conclusion.kind == "applies"},
        parameters={name: (read(of), tuple(map(read, periods))) for name, (of, *periods) in content["parameters"].items()},
        impossible=named("impossible"),
        derived=named("derived"),
        actions={name: action(name) for name in content["actions"]},
        warnings=named("warning"),
        deadlines={name: Deadline(name, Constant(TODAY), TEXT, NOWHERE) for name in named("deadline")},
    )
    return RuleSet(words, (), conditions, "sha256:regression")


def action(name: str) -> Action:
    """An action of which only the place in the order matters."""
    return Action(name, "do", TEXT, (TEXT,), None, None, None, TEXT, None, (), None, None, (), (), (), NOWHERE)
