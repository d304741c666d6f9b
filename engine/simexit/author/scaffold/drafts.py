"""What is written for a new entry: which files, and what stands in them."""

from __future__ import annotations

import re
from keyword import iskeyword
from typing import TYPE_CHECKING, NamedTuple

from simexit.author.cases.forms import CASE_FILE
from simexit.author.format.files import profile_facts
from simexit.author.scaffold.writing import written
from simexit.author.schema.names import names_of
from simexit.check.file_kinds import FOLDERS, PROFILE, RULE
from simexit.check.texts import NAME

if TYPE_CHECKING:
    from datetime import date

    from simexit.author.schema.names import Defined
    from simexit.check.forms import Names, Shape
    from simexit.libraries import Library

KINDS = ("fact", "action", "rule", "source")
"""What every library can have more of; each library has its own words for its profiles."""

_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_EXPECTED = {
    "action": "due: [{name}]",
    "warning": "warned: [{name}]",
    "derived": "holds: {name}",
    "deadline": "deadline: {today}",
}


class Draft(NamedTuple):
    """One file to write, by its path in the library; with `below`, the text is put below what the file has."""

    path: str
    text: str
    below: bool = False


class CannotDraftError(Exception):
    """There is nothing that could be written; the message says why."""


class Drafts:
    """Writes drafts for one library on one day."""

    def __init__(self, library: Library, today: date) -> None:
        self._library = library
        self._names: Defined = names_of(library)
        self._day = today.isoformat()
        self.profiles = profile_facts(library.kb)
        """The folders of profiles of this library, and the fact that each is about."""
        if not self._names["language"]:
            raise CannotDraftError(f"there is no library in `{library.root}`: its kb/library.yaml names no languages")

    def of(self, kind: str, name: str, then: str | None) -> list[Draft]:
        """Return the drafts for a new entry of a kind, which can also be the name of a folder of profiles, or of its fact.

        Raises `CannotDraftError` where the name is taken or has another form.
        """
        match kind:
            case "fact":
                return self._fact(name)
            case "action":
                return self._action(name)
            case "rule":
                return self._rule(name, then)
            case "source":
                self._free("work", name, _FILE_NAME)
                return self._new([(f"kb/sources/{name}.yaml", "source.yaml", FOLDERS["sources"].shape)], name=name)
            case _:
                folder = next((folder for folder, fact in self.profiles.items() if kind in {folder, fact}), None)
                if folder is None:
                    raise CannotDraftError(
                        f"`{kind}` is nothing that this library has; it has {', '.join((*KINDS, *self.profiles.values()))}"
                    )
                return self._profile(folder, name)

    def _fact(self, name: str) -> list[Draft]:
        self._free("fact", name, NAME)
        cases = f"rules/{_slug(name)}.cases.yaml"
        files = [(f"kb/facts/{_slug(name)}.yaml", "fact.yaml", FOLDERS["facts"].shape), (cases, "fact.cases.yaml", CASE_FILE.shape)]
        return self._new(files, name=name, cases=cases)

    def _action(self, path: str) -> list[Draft]:
        stage, _, name = path.partition("/")
        if stage not in self._names["stage"] or not name:
            raise CannotDraftError(f"an action is named with its stage, such as `{self._names['stage'][0]}/{name or path}`")
        self._free("action", name, NAME)
        rule = f"{stage}/{_slug(name)}"
        file = f"kb/actions/{stage}.yaml"
        text = self._text("action.yaml", FOLDERS["actions"].shape, name=name, rule=f"rules/{rule}.yaml")
        there = (self._library.root / file).exists()
        return [Draft(file, text, below=there), *self._about(rule, "action", name)]

    def _rule(self, path: str, then: str | None) -> list[Draft]:
        if not re.fullmatch(rf"{_FILE_NAME.pattern}(/{_FILE_NAME.pattern})*", path) or path.startswith("invariants/"):
            raise CannotDraftError(f"`{path}` cannot be the name of a rule: it is its path, such as `settle/pay`")
        kind, _, name = (then or path.rpartition("/")[2].replace("-", "_")).rpartition(":")
        kinds = [one for one in _EXPECTED if name in self._names[one] and kind in {"", one}]  # type: ignore[index]  # each is a kind of name
        if not kinds:
            raise CannotDraftError(
                f"there is no {kind or 'action, warning, deadline or derived fact'} `{name}` to conclude; name one with --then"
            )
        return self._about(path, kinds[0], name)

    def _about(self, rule: str, kind: str, name: str) -> list[Draft]:
        cases = f"rules/{rule}.cases.yaml"
        expected = _EXPECTED[kind].format(name=name, today=self._day)
        files = [(f"rules/{rule}.yaml", "rule.yaml", RULE.shape), (cases, "rule.cases.yaml", CASE_FILE.shape)]
        return self._new(files, conclusion=kind, concluded=name, cases=cases, expected=expected)

    def _profile(self, folder: str, name: str) -> list[Draft]:
        if not _FILE_NAME.fullmatch(name):
            raise CannotDraftError(f"`{name}` cannot be the name of a file")
        cases = f"rules/{folder}/{name}.cases.yaml"
        files = [(f"kb/{folder}/{name}.yaml", "profile.yaml", PROFILE.shape), (cases, "profile.cases.yaml", CASE_FILE.shape)]
        return self._new(files, name=name, fact=self.profiles[folder], cases=cases)

    def _free(self, kind: Names, name: str, form: re.Pattern[str]) -> None:
        if not form.fullmatch(name) or any(map(iskeyword, name.split("."))):
            raise CannotDraftError(f"`{name}` cannot be the name of a {kind}: such as `trip.end_date`")
        taken = [*self._names[kind], *(self._names["derived"] if kind == "fact" else ())]
        if name in taken:
            raise CannotDraftError(f"there is a {kind} `{name}` already")

    def _new(self, files: list[tuple[str, str, Shape]], **names: str) -> list[Draft]:
        there = [path for path, _, _ in files if (self._library.root / path).exists()]
        if there:
            raise CannotDraftError(f"`{there[0]}` is there already")
        return [Draft(path, self._text(template, shape, **names)) for path, template, shape in files]

    def _text(self, template: str, shape: Shape, **names: str) -> str:
        return written(template, {"today": self._day, **names}, self._names["language"], shape)


def _slug(name: str) -> str:
    """Return a name as files are called."""
    return name.replace(".", "-").replace("_", "-")
