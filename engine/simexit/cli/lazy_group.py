"""A command with commands of its own, each imported only when it is called."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click


class LazyGroup(click.Group):
    """Knows its commands by name and imports the module of the one that is called; `a-b` is in `a_b_command` of its package."""

    def __init__(self, *, package: str, summaries: Mapping[str, str], **rest: Any) -> None:
        super().__init__(**rest)
        self._package = package
        self._summaries = summaries

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order in which a new user needs them."""
        return list(self._summaries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command, or None where there is none of that name."""
        if cmd_name not in self._summaries:
            return None
        command: click.Command = import_module(f"{self._package}.{cmd_name.replace('-', '_')}_command").command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Call the command that is named; an option of this group that stands after it is pointed out, not called unknown."""
        try:
            return super().invoke(ctx)
        except click.NoSuchOption as error:
            name = error.option_name
            if not any(name in parameter.opts for parameter in self.params):
                raise
            before = f"`{ctx.command_path} {name} … {ctx.invoked_subcommand}`"
            raise click.UsageError(f"`{name}` stands before the command: {before}", error.ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self._summaries.items()))
