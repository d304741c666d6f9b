"""What the commands share: which library, which language, how to stop with findings."""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING, NoReturn

import click

from simexit.cli.exits import Exit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from simexit.api import Advisor
    from simexit.cli.which_library import Found
    from simexit.libraries import Library
    from simexit.model.rules import RuleSet
    from simexit.text.diagnostics import Diagnostic


class Session:
    """The options that stand before the command, and whether it is a command for authors."""

    def __init__(self, root: str | None, lang: str | None, *, for_author: bool) -> None:
        self.root = root
        self.lang = lang
        self._for_author = for_author

    @cached_property
    def which(self) -> Found:
        """The library that is read, and why it is this one."""
        from simexit.cli.which_library import which_library

        return which_library(self.root)

    @cached_property
    def origin(self) -> Library:
        """The library that is read; the first who asks has it said which one that is, where nobody named it."""
        from simexit.cli.which_library import say_which

        say_which(self.which, self.lang or system_language(), for_author=self._for_author)
        return self.which.origin

    def advisor(self) -> Advisor:
        """Load the library, or stop with what is wrong with its files."""
        from simexit.api import LibraryError, load

        try:
            return load(self.origin.root)
        except LibraryError as error:
            stop(error.findings, Exit.RULES_HAVE_ERRORS)

    def rules(self) -> RuleSet:
        """Load the rule set alone, or stop with what is wrong with its files."""
        from simexit.loading import loaded

        found, findings = loaded(self.origin)
        if found is None:
            stop(findings.in_order(), Exit.RULES_HAVE_ERRORS)
        return found.rules

    def language(self, rules: RuleSet) -> str:
        """Return the language asked for, the system's, or the library's first."""
        languages = rules.vocabulary.settings.languages
        if self.lang is not None and self.lang not in languages:
            raise click.UsageError(f"this library has no texts in `{self.lang}`; it has {', '.join(languages)}")
        return self.lang or next((language for language in (system_language(),) if language in languages), languages[0])


def system_language() -> str:
    """Return zh, ru or en after the variables that set the language of programs."""
    setting = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    return next((language for language in ("zh", "ru") if setting.lower().startswith(language)), "en")


def stop(findings: Iterable[Diagnostic], code: Exit) -> NoReturn:
    """Show findings on standard error and end with an exit code."""
    from simexit.text.render import render

    click.echo(render(findings), err=True)
    raise click.exceptions.Exit(code)


def write_json(value: object) -> None:
    """Write a value as JSON for programs."""
    import json

    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
