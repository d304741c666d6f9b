"""The tutorial is true: who follows it word by word in an empty folder sees what it shows.

Run as a program, `python tests/test_tutorial.py --record` writes the outputs of today into it.
"""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from test_docs import FENCE, ROOT, environment

TUTORIAL = ROOT / "docs" / "tutorial.md"
HEAD = re.compile(r"`([\w./-]+)`:")
"""The line, with an empty one after it, over a block that is a file or a change of it."""
NEEDS_SOLVER = re.compile(r"simexit (prove|coverage)\b")


class BadTutorialError(Exception):
    """A step that cannot be taken; the message says where and why."""


@dataclass(frozen=True)
class Step:
    """What the reader does: runs a command, writes a file or changes one; `first` is the number, from 0, of the first line of its block."""

    kind: str
    subject: str
    first: int
    lines: list[str]

    @property
    def place(self) -> str:
        """The document and the line before."""
        return f"{TUTORIAL.name}:{self.first}"


def steps(text: str) -> list[Step]:
    """Return the steps in their order; a command has the lines of its output."""
    found: list[Step] = []
    kind, head = "", ""
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith(FENCE):
            kind = "" if kind else line.removeprefix(FENCE)
            if kind in {"yaml", "diff"}:
                if not head:
                    raise BadTutorialError(f"{TUTORIAL.name}:{number}: no line says which file this is")
                found.append(Step(kind, head, number, []))
                head = ""
        elif kind == "console" and line.startswith("$ "):
            found.append(Step(kind, line.removeprefix("$ "), number, []))
        elif kind in {"console", "yaml", "diff"}:
            found[-1].lines.append(line)
        elif line:
            named = HEAD.fullmatch(line)
            head = named[1] if named else ""
    return found


class Reader:
    """Follows the tutorial, from an empty folder on."""

    def __init__(self, folder: Path) -> None:
        self.here = folder
        self._environment = environment() | {"XDG_CACHE_HOME": str(folder / ".cache")}

    def take(self, step: Step) -> list[str]:
        """Take one step and return what a command writes."""
        if step.kind == "console":
            return self._run(step.subject)
        file = self.here / step.subject
        if step.kind == "yaml":
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("\n".join(step.lines) + "\n", encoding="utf-8")
        else:
            file.write_text(changed(file.read_text(encoding="utf-8"), step), encoding="utf-8")
        return []

    def _run(self, command: str) -> list[str]:
        program, _, rest = command.partition(" ")
        if program == "cd":
            self.here /= rest
            return []
        done = subprocess.run(
            ["sh", "-c", command],
            cwd=self.here,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        return done.stdout.removesuffix("\n").split("\n") if done.stdout else []


def changed(text: str, step: Step) -> str:
    """Return a file after a change: the lines with a blank or `-` in front stand in it once, and become those with a blank or `+`."""
    before, after = (f"\n{_side(step.lines, side)}" for side in "-+")
    if f"\n{text}".count(before) != 1:
        raise BadTutorialError(f"{step.place}: {step.subject} has no such lines, or several:{before}")
    return f"\n{text}".replace(before, after).removeprefix("\n")


def _side(lines: list[str], sign: str) -> str:
    return "".join(f"{line[1:]}\n" for line in lines if line[:1] in {"", " ", sign})


def followed(text: str, folder: Path, *, solver: bool = True) -> list[tuple[Step, list[str]]]:
    """Return every step with what it writes; without a solver, those before the first that needs it."""
    reader = Reader(folder)
    taken: list[tuple[Step, list[str]]] = []
    for step in steps(text):
        if not solver and NEEDS_SOLVER.match(step.subject):
            break
        taken.append((step, reader.take(step)))
    return taken


def differences(taken: list[tuple[Step, list[str]]]) -> list[str]:
    """Return each command that wrote something else than what is shown, with both."""
    return [
        f"{step.place}: {step.subject}\nshown:\n{_lines(step.lines)}written:\n{_lines(written)}"
        for step, written in taken
        if step.kind == "console" and step.lines != written
    ]


def _lines(lines: list[str]) -> str:
    return "".join(f"  {line}\n" for line in lines)


def test_who_follows_the_tutorial_word_by_word_sees_what_it_shows(tmp_path: Path) -> None:
    solver = find_spec("z3") is not None
    taken = followed(TUTORIAL.read_text(encoding="utf-8"), tmp_path, solver=solver)
    assert "\n".join(differences(taken)) == ""
    if not solver:
        pytest.skip("the solver is not installed: the steps from the first proof on were not taken")


SMALL = """
`one/a.yaml`:

```yaml
b: 1
c: 2
```

`one/a.yaml`:

```diff
 b: 1
-c: 2
+c: 3
```

```console
$ cd one
$ cat a.yaml
b: 1
c: 3
```
"""


def test_files_are_written_and_changed_as_shown_and_a_wrong_output_is_seen(tmp_path: Path) -> None:
    assert differences(followed(SMALL, tmp_path / "right")) == []
    assert len(differences(followed(SMALL.replace("1\nc: 3\n```\n", "1\nc: 2\n```\n"), tmp_path / "wrong"))) == 1


def test_a_change_of_lines_that_are_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadTutorialError, match="no such lines"):
        followed(SMALL.replace("-c: 2", "-c: 4"), tmp_path)


def test_a_file_without_a_name_is_refused() -> None:
    with pytest.raises(BadTutorialError, match="which file"):
        steps(SMALL.replace("`one/a.yaml`:", "Some words:", 1))


def test_recording_puts_right_what_is_wrong() -> None:
    assert recorded(SMALL.replace("1\nc: 3\n```\n", "4\n```\n")) == recorded(SMALL) == SMALL


def recorded(text: str) -> str:
    """Return the tutorial with the outputs of today."""
    lines = text.split("\n")
    with TemporaryDirectory() as folder:
        taken = followed(text, Path(folder))
    for step, written in reversed(taken):
        if any("Traceback" in line or "inside simexit" in line for line in written):
            raise BadTutorialError(f"{step.place}: {' '.join(written)}")
        if step.kind == "console":
            lines[step.first : step.first + len(step.lines)] = written
    return "\n".join(lines)


if __name__ == "__main__":
    if sys.argv[1:] != ["--record"]:
        sys.exit(f"usage: python {Path(__file__).name} --record; to compare only, run it with pytest")
    TUTORIAL.write_text(recorded(TUTORIAL.read_text(encoding="utf-8")), encoding="utf-8")
