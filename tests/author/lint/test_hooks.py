"""The hooks for pre-commit run what they say, in a repository that has a library at its top."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from author.lint.examples import BASE
from simexit.cli.main import cli

ROOT = Path(__file__).parents[3]
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_passes_on_a_library_that_is_right_and_looks_at_its_files(
    hook: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    program, *arguments = hook["entry"].split()
    names = [] if hook.get("pass_filenames") is False else ["kb/library.yaml"]
    done = CliRunner().invoke(cli, [*arguments, *names])
    assert (program, done.exit_code) == ("simexit", 0), done.output
    assert re.search(hook["files"], "kb/library.yaml")
    assert re.search(hook["files"], "my-library/rules/desk/pay-fine.yaml")
    assert not re.search(hook["files"], "docs/notes.md")


def test_check_and_lint_have_hooks() -> None:
    assert {"simexit-check", "simexit-lint"} <= {hook["id"] for hook in HOOKS}
