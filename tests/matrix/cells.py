"""The cells of the matrix: each operator, form of the card and place at each stage, with the advice in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import yaml

from simexit.api import Advice, Advisor, load

TABLE: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("cells.yaml").read_text("utf-8"))
OPERATORS = [operator for issuer in TABLE["issuers"].values() for operator in issuer["runs"]]
NOT_KNOWN = "not known"


@dataclass(frozen=True)
class Cell:
    """One situation of the matrix, and what is expected of the advice in it."""

    stage: str
    operator: str
    form: str
    place: str
    issuer: str
    expected: str

    @property
    def heading(self) -> str:
        return f"=== {self.stage}: {TABLE['forms'][self.form]}, {self.place}; expected: {self.expected} ==="

    @property
    def facts(self) -> dict[str, object]:
        known = {} if self.operator == NOT_KNOWN else {"operator": self.operator}
        stage = TABLE["stages"][self.stage]
        told = (TABLE["told"], TABLE["places"][self.place], stage["told"], stage["told_of"].get(self.issuer, {}))
        merged = {name: value for part in (*told, TABLE["issuers"][self.issuer]["told"]) for name, value in part.items()}
        return {**merged, **known, "card.form": self.form, "card.issuer": self.issuer}

    @property
    def warnings(self) -> set[str]:
        return {
            warning
            for warning, where in TABLE["warnings"].items()
            if all(getattr(self, aspect) in values for aspect, values in where.items())
        }


def cells() -> Iterator[Cell]:
    issuers = {operator: issuer for issuer, said in TABLE["issuers"].items() for operator in said["runs"]}
    for stage, operator in product(TABLE["stages"], OPERATORS):
        for column, expected in zip(TABLE["columns"], TABLE["next"][stage][operator], strict=True):
            form, place = column.partition(" ")[::2]
            yield Cell(stage, operator, form, place, issuers[operator], expected)


CELLS = list(cells())


@cache
def advisor() -> Advisor:
    return load()


@cache
def advice_in(cell: Cell, language: str) -> Advice:
    return advisor().advise(cell.facts, lang=language)
