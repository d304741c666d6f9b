"""The documents are true: commands print what they show, Python runs as shown, names and links lead to files that there are.

Run as a program, `python tests/test_docs.py --record` writes the outputs of today into the documents.
"""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from simexit.cli.exits import Exit
from simexit.cli.main import COMMANDS

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "engine" / "simexit"
READMES = ("README.md", "README.zh-CN.md")
IN_ITS_OWN_FOLDER = ROOT / "docs" / "tutorial.md"
"""Its commands build on one another; `tests/test_tutorial.py` runs them."""
DOCS = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*.md") if path != IN_ITS_OWN_FOLDER)
WITH_COMMANDS = [*READMES, "CONTRIBUTING.md", *DOCS]
"""The documents whose commands and Python are run."""

NOT_OURS = {"node_modules", "dist", "build"}
RUN = ("simexit", "python", "cat")
FENCE = "```"
ON_CASES = re.compile(r"simexit( --lang \w+)? case ")
LINK = re.compile(r"\]\(([^()\s]+)\)")
QUOTED_PATH = re.compile(r"`((?:engine|kb|rules|examples|tests|docs)/[\w./-]*)`")
QUOTED_MODULE = re.compile(r"`((?:[a-z]+/)*\w+\.py)`")


class BadDocumentError(Exception):
    """A document has a block that cannot be tried; the message says where and why."""


@dataclass(frozen=True)
class Block:
    """A fenced block: `first` is the number, from 0, of its first line in the document."""

    file: str
    first: int
    lines: list[str]


@dataclass(frozen=True)
class Command:
    """A command of a console block with the output shown; `first` is the number, from 0, of the first line of the output.

    `before` are the commands on cases earlier in its block: a block on cases begins without any.
    """

    file: str
    first: int
    text: str
    output: list[str]
    before: tuple[str, ...] = ()

    @property
    def program(self) -> str:
        """The first word."""
        return self.text.split()[0]

    @property
    def place(self) -> str:
        """The document and the number of the line before the output."""
        return f"{self.file}:{self.first}"


def blocks(text: str, file: str, language: str) -> Iterator[Block]:
    """Yield the fenced blocks of one language."""
    opened: tuple[str, Block] | None = None
    for number, line in enumerate(text.split("\n"), 1):
        if not line.startswith(FENCE):
            if opened is not None:
                opened[1].lines.append(line)
        elif opened is None:
            opened = line.removeprefix(FENCE), Block(file, number, [])
        else:
            if opened[0] == language:
                yield opened[1]
            opened = None
    if opened is not None:
        raise BadDocumentError(f"{file}:{opened[1].first}: the block is not closed")


def commands_in(text: str, file: str) -> list[Command]:
    """Return the commands of all console blocks; one that ends in a backslash goes on in the next line."""
    found: list[Command] = []
    for block in blocks(text, file, "console"):
        goes_on, in_block = False, len(found)
        for number, line in enumerate(block.lines, block.first + 1):
            if line.startswith("$ "):
                before = tuple(one.text for one in found[in_block:] if ON_CASES.match(one.text))
                found.append(Command(file, number, line.removeprefix("$ "), [], before))
            elif number == block.first + 1:
                raise BadDocumentError(f"{file}:{number}: a console block begins with a command after `$ `")
            elif goes_on:
                found[-1] = replace(found[-1], first=number, text=f"{found[-1].text}\n{line}")
            else:
                found[-1].output.append(line)
            goes_on = (line.startswith("$ ") or goes_on) and line.endswith("\\")
    return found


def all_commands() -> list[Command]:
    return [command for file in WITH_COMMANDS for command in commands_in(text_of(file), file)]


def text_of(file: str) -> str:
    return (ROOT / file).read_text(encoding="utf-8")


def environment() -> dict[str, str]:
    """Return the environment of a reader: English unless told otherwise, and the programs of this virtual environment first."""
    removed = {"LC_ALL", "LC_MESSAGES", "LANGUAGE", "SIMEXIT_DEBUG", "PYTHONPATH", "FORCE_COLOR"}
    kept = {name: value for name, value in os.environ.items() if name not in removed}
    programs = os.pathsep.join([str(Path(sys.executable).parent), kept.get("PATH", "")])
    return {**kept, "LANG": "C.UTF-8", "COLUMNS": "100", "PATH": programs, "PYTHONUTF8": "1"}


def output_of(command: Command) -> list[str]:
    """Run a command in the project's folder, after those before it on the same cases, and return the lines it writes to both streams.

    What it writes to /tmp goes to a folder of its own.
    """
    with TemporaryDirectory() as folder:
        cases = {"SIMEXIT_CASES": str(Path(folder) / "cases.db")}
        for text in (*(command.before if ON_CASES.match(command.text) else ()), command.text):
            done = subprocess.run(
                ["sh", "-c", text.replace("/tmp/", f"{folder}/")],
                cwd=ROOT,
                env=environment() | cases,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                check=False,
            )
    written = done.stdout.replace(f"{folder}/", "/tmp/")
    return written.removesuffix("\n").split("\n") if written else []


def targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):", text_of("Makefile"), re.MULTILINE))


TRIED = [command for command in all_commands() if command.program in RUN]


@pytest.mark.parametrize("command", [pytest.param(command, id=command.place) for command in TRIED])
def test_a_command_prints_what_the_document_shows(command: Command) -> None:
    assert output_of(command) == command.output


@pytest.mark.parametrize("file", READMES)
def test_a_readme_shows_commands_and_python(file: str) -> None:
    assert [command for command in TRIED if command.file == file]
    assert list(blocks(text_of(file), file, "python"))


def test_every_other_command_is_a_target_of_the_makefile_and_shows_no_output() -> None:
    for command in all_commands():
        if command.program not in RUN:
            assert command.program == "make", f"{command.place}: {command.program} is never run"
            assert set(command.text.split()[1:]) <= targets(), command.place
            assert command.output == [], f"{command.place}: this output is never compared"


PYTHON = [block for file in WITH_COMMANDS for block in blocks(text_of(file), file, "python")]


class Run(doctest.DocTestRunner):
    """Runs examples and keeps what each printed."""

    def __init__(self) -> None:
        super().__init__(verbose=False)
        self.got: dict[doctest.Example, str] = {}
        self.problems: list[str] = []

    def report_success(self, _out: object, _test: doctest.DocTest, example: doctest.Example, got: str) -> None:
        self.got[example] = got

    def report_failure(self, _out: object, _test: doctest.DocTest, example: doctest.Example, got: str) -> None:
        self.got[example] = got
        self.problems.append(f"{example.source}expected:\n{example.want}got:\n{got}")

    def report_unexpected_exception(self, _out: object, _test: doctest.DocTest, example: doctest.Example, exc_info: object) -> None:
        self.problems.append(f"{example.source}raised {exc_info}")


def ran(block: Block) -> tuple[doctest.DocTest, Run]:
    """Run a block of Python that stands on its own."""
    test = doctest.DocTestParser().get_doctest("\n".join(block.lines) + "\n", {}, block.file, block.file, block.first)
    run = Run()
    run.run(test, out=lambda _: None)
    return test, run


@pytest.mark.parametrize("block", [pytest.param(block, id=f"{block.file}:{block.first}") for block in PYTHON])
def test_python_does_what_the_document_shows(block: Block, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    test, run = ran(block)
    assert test.examples
    assert [line for line in block.lines if line.startswith(">>>")], "the block has no `>>>`"
    assert run.problems == []


@pytest.mark.parametrize("file", ["docs/embedding.md", "docs/embedding.zh-CN.md"])
def test_who_embeds_it_finds_every_exit_code(file: str) -> None:
    listed = re.findall(r"^\| (\d) \|", text_of(file), re.MULTILINE)
    assert [int(code) for code in listed] == list(Exit)


LATER = {"README.md": "## Not there yet\n", "README.zh-CN.md": "## 目前还没有的\n"}
"""The headings over what is announced for later."""


@pytest.mark.parametrize("file", READMES)
def test_a_readme_names_every_command_and_announces_none_that_there_is(file: str) -> None:
    _, heading, rest = text_of(file).partition(LATER[file])
    announced = set(re.findall(r"`([a-z-]+)`", rest.partition("\n## ")[0]))
    assert heading
    assert announced & set(COMMANDS) == set()
    assert [name for name in COMMANDS if not re.search(rf"simexit (--lang \w+ )?{name}\b", text_of(file))] == []


def modules() -> set[str]:
    found = {path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py")}
    return {name for name in found if not name.endswith("/__init__.py")}


def test_the_architecture_names_every_module_and_no_other() -> None:
    assert set(QUOTED_MODULE.findall(text_of("ARCHITECTURE.md"))) == modules()


def test_the_architecture_names_every_folder_of_the_package() -> None:
    folders = {path.parent.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*/__init__.py")}
    assert [folder for folder in folders if f"`{folder}/`" not in text_of("ARCHITECTURE.md")] == []


def documents() -> list[str]:
    """Return every Markdown file of the project."""
    found = (path.relative_to(ROOT) for path in ROOT.rglob("*.md"))
    ours = (path for path in found if not any(part.startswith(".") or part in NOT_OURS for part in path.parts))
    return sorted(path.as_posix() for path in ours)


@pytest.mark.parametrize("file", documents())
def test_links_and_paths_of_a_document_lead_to_files(file: str) -> None:
    assert list(dead_ends(text_of(file), ROOT / file)) == []


def dead_ends(text: str, path: Path) -> Iterator[str]:
    """Yield relative links, and paths in backticks from the project's root, that lead nowhere."""
    for target in LINK.findall(without_blocks(text)):
        if not re.match(r"[a-z]+:|#", target) and not (path.parent / target.partition("#")[0]).exists():
            yield target
    yield from (quoted for quoted in QUOTED_PATH.findall(text) if not (ROOT / quoted).exists())


def without_blocks(text: str) -> str:
    return "".join(part for number, part in enumerate(re.split(r"^```", text, flags=re.MULTILINE)) if number % 2 == 0)


DOCUMENT = """
```console
$ python -c "print('one')"
one
$ python -c "import sys; print(sys.argv[1])" \\
  two
two
```
[a](test_docs.py) [b](nowhere.md) `tests/test_docs.py` `kb/nowhere.yaml` [c](#heading) <https://example.org>

```python
>>> 1 + 1
2
```
"""


def test_commands_are_found_with_their_outputs_and_a_wrong_output_is_seen() -> None:
    first, second = commands_in(DOCUMENT, "document")
    assert (output_of(first), output_of(second)) == (first.output, second.output) == (["one"], ["two"])
    (wrong,) = commands_in(f"{FENCE}console\n$ {first.text}\nthree\n{FENCE}\n", "document")
    assert output_of(wrong) != wrong.output


def test_python_with_a_wrong_answer_is_seen() -> None:
    (right,) = blocks(DOCUMENT, "document", "python")
    (wrong,) = blocks(DOCUMENT.replace("\n2\n", "\n3\n"), "document", "python")
    assert (len(ran(right)[1].problems), len(ran(wrong)[1].problems)) == (0, 1)


def test_a_dead_link_and_a_path_to_no_file_are_seen() -> None:
    assert list(dead_ends(DOCUMENT, Path(__file__))) == ["nowhere.md", "kb/nowhere.yaml"]


@pytest.mark.parametrize("text", ["```console\n$ simexit next\n", "```console\nsimexit next\n```\n"])
def test_a_block_that_cannot_be_tried_is_refused(text: str) -> None:
    with pytest.raises(BadDocumentError):
        commands_in(text, "document")


def test_recording_puts_right_what_is_wrong_and_leaves_what_is_right() -> None:
    wrong = DOCUMENT.replace("\none\n", "\nthree\nfour\n").replace("\ntwo\n", "\n").replace("\n2\n", "\n3\n")
    assert recorded(wrong, "document") == recorded(DOCUMENT, "document") == DOCUMENT


def recorded(text: str, file: str) -> str:
    """Return a document with the outputs that its commands and its Python have today."""
    lines = text.split("\n")
    for command in reversed([command for command in commands_in(text, file) if command.program in RUN]):
        written = output_of(command)
        if any("Traceback" in line or "inside simexit" in line for line in written):
            raise BadDocumentError(f"{command.place}: {' '.join(written)}")
        lines[command.first : command.first + len(command.output)] = written
    for block in reversed(list(blocks("\n".join(lines), file, "python"))):
        test, run = ran(block)
        for example in reversed(test.examples):
            if example.exc_msg is None and example in run.got:
                first = block.first + example.lineno + example.source.count("\n")
                lines[first : first + example.want.count("\n")] = run.got[example].splitlines()
    return "\n".join(lines)


def main() -> None:
    """Record the outputs of all documents."""
    if sys.argv[1:] != ["--record"]:
        sys.exit(f"usage: python {Path(__file__).name} --record; to compare only, run it with pytest")
    os.chdir(ROOT)
    for file in WITH_COMMANDS:
        before = text_of(file)
        after = recorded(before, file)
        if after != before:
            (ROOT / file).write_text(after, encoding="utf-8")
            print(f"{file}: recorded anew; read the difference before you commit it")


if __name__ == "__main__":
    main()
