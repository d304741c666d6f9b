"""Runs the command line in this process, as a user would call it."""

from __future__ import annotations

import json
from typing import Any

from click.testing import CliRunner, Result

from simexit.cli.main import cli


def run(*arguments: str, given: str | bytes | None = None, language: str = "en") -> Result:
    """Run `simexit` with arguments; an exception that is not an exit fails the test."""
    environment = {"LANG": f"{language}_XX.UTF-8", "LC_ALL": None, "LC_MESSAGES": None, "NO_COLOR": None}
    result = CliRunner().invoke(cli, list(arguments), input=given, env=environment, prog_name="simexit")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def answer(*arguments: str, given: str | bytes | None = None) -> Any:
    """Run a command that answers with JSON."""
    result = run(*arguments, "--json", given=given)
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)
