"""`simexit schema`: files for editors."""

from __future__ import annotations

import json
from pathlib import Path

from cli.program import run
from simexit.cli.exits import Exit


def test_a_schema_for_each_kind_is_written_and_what_belongs_into_the_settings_is_printed(tmp_path: Path) -> None:
    result = run("schema", str(tmp_path / "schemas"))
    assert result.exit_code == Exit.DONE
    settings = json.loads(result.stdout)["yaml.schemas"]
    assert all(json.loads(Path(file).read_text(encoding="utf-8"))["$schema"].endswith("2020-12/schema") for file in settings)
    assert {Path(file).name for file in settings} == {file.name for file in (tmp_path / "schemas").iterdir()}


def test_without_a_folder_all_of_them_are_printed() -> None:
    assert {"library", "facts", "rule", "cases"} <= set(json.loads(run("schema").stdout))
