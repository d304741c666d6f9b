"""pytest collects the cases of a library: files that end in .cases.yaml become tests, one for each case.

A file belongs to the library it stands in, or to the one that the ini option `simexit_library` names. What takes time to
import is imported when such a file is there.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from simexit.author.cases.case import Case
    from simexit.author.cases.run import Result
    from simexit.model.rules import RuleSet
    from simexit.run.decider import Decider

CASES = ".cases.yaml"
"""How their names end; `check.reading` says the same, but takes YAML with it."""
_OPTION = "simexit_library"
_LOADED = pytest.StashKey[dict[Path, tuple["RuleSet", "Decider"]]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Name the option for cases that stand outside of their library."""
    parser.addini(_OPTION, "folder with kb/ and rules/ for cases that stand in no library, from the folder of the ini file")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> CaseFile | None:
    """Take the files of cases whose library is known."""
    if not file_path.name.endswith(CASES):
        return None
    root = _library_of(file_path, parent.config)
    return None if root is None else CaseFile.from_parent(parent, path=file_path, root=root)


def _library_of(file: Path, config: pytest.Config) -> Path | None:
    """Return the folder that holds kb/ and rules/: the nearest one around the file, or the one in the ini file."""
    from simexit.libraries import library_around

    around = library_around(file.parent)
    if around is not None:
        return around.root
    named = str(config.getini(_OPTION))
    beside = config.rootpath if config.inipath is None else config.inipath.parent
    return beside / named if named else None


class CaseFile(pytest.File):
    """A file of cases."""

    def __init__(self, *, root: Path, **place: Any) -> None:
        super().__init__(**place)
        self._root = root

    def collect(self) -> Iterator[CaseItem]:
        """Return the cases; anything wrong with the file or with its library is an error of the collection."""
        from simexit.author.cases.files import read_cases
        from simexit.text.render import render

        rules, decider = self._loaded()
        cases, findings = read_cases(rules, [self.path])
        if len(findings):
            raise self.CollectError(render(findings.in_order()))
        return (CaseItem.from_parent(self, name=case.name, case=case, rules=rules, decider=decider) for case in cases)

    def _loaded(self) -> tuple[RuleSet, Decider]:
        """Return the rule set of the library and what decides for it, read once in a run."""
        from simexit.check.ruleset import check
        from simexit.libraries import library
        from simexit.run.decider import Decider
        from simexit.text.render import render

        loaded = self.config.stash.setdefault(_LOADED, {})
        if self._root not in loaded:
            rules, findings = check(library(self._root))
            if rules is None:
                raise self.CollectError(render(findings.in_order()))
            loaded[self._root] = rules, Decider(rules, "always")
        return loaded[self._root]


class CaseItem(pytest.Item):
    """One case as a test; its name is the sentence that the case is called."""

    def __init__(self, *, case: Case, rules: RuleSet, decider: Decider, **place: Any) -> None:
        super().__init__(**place)
        self._case, self._rules, self._decider = case, rules, decider

    def runtest(self) -> None:
        """Fail where the case does not pass."""
        from simexit.author.cases.run import run_case

        result = run_case(self._case, self._rules, self._decider)
        if result.outcome != "passed":
            raise NotPassedError(result)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: object = None) -> str:
        """Return what differs and where it is expected, without a traceback."""
        if isinstance(excinfo.value, NotPassedError):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return where the case stands."""
        return self.path, self._case.span.line - 1, self._case.name


class NotPassedError(Exception):
    """A case failed or matched nothing."""

    def __init__(self, result: Result) -> None:
        super().__init__("\n".join([f"{result.outcome}: {result.case.name}", *(str(one) for one in result.differences)]))
