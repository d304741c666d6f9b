"""Writing a site: nobody else's file is replaced or removed, and what was made before makes place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.program import run
from simexit.cli.exits import Exit
from simexit.site.made import LIST, NotOursError, write
from small_library import small_library

FILES = {"index.html": b"first", "fact/x.html": b"x"}


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_folder_that_holds_other_files_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(NotOursError, match="no site"):
        write(tmp_path, FILES)
    assert content(tmp_path) == {"mine.txt": b"mine"}


def test_other_files_stay_where_they_are_asked_to_be_written_over(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "index.html").write_text("mine too", encoding="utf-8")
    write(tmp_path, FILES, replace=True)
    assert {name: text for name, text in content(tmp_path).items() if name != LIST} == {**FILES, "mine.txt": b"mine"}


def test_a_file_added_to_a_site_is_not_replaced_by_a_page(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    (tmp_path / "fact" / "y.html").write_text("mine", encoding="utf-8")
    with pytest.raises(NotOursError, match=r"y\.html"):
        write(tmp_path, {**FILES, "index.html": b"second", "fact/y.html": b"y"})
    assert content(tmp_path)["index.html"] == b"first"


def test_what_is_made_no_longer_goes_and_what_somebody_changed_stays(tmp_path: Path) -> None:
    write(tmp_path, {**FILES, "fact/y.html": b"y", "fact/z.html": b"z"})
    (tmp_path / "fact" / "z.html").write_text("changed", encoding="utf-8")
    write(tmp_path, {"index.html": b"second"})
    assert set(content(tmp_path)) == {"index.html", "fact/z.html", LIST}
    assert json.loads(content(tmp_path)[LIST])["files"].keys() == {"index.html"}


@pytest.mark.parametrize("address", ["../outside.txt", "/outside.txt", "link/outside.txt"])
def test_a_list_cannot_lead_out_of_its_folder(address: str, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    write(folder, FILES)
    outside = tmp_path / "outside.txt"
    outside.write_bytes(b"x")
    (folder / "link").symlink_to(tmp_path)
    name = str(outside) if address.startswith("/") else address
    listed = json.loads((folder / LIST).read_text(encoding="utf-8"))
    listed["files"][name] = listed["files"]["fact/x.html"]
    (folder / LIST).write_text(json.dumps(listed), encoding="utf-8")
    write(folder, FILES)
    assert outside.read_bytes() == b"x"


@pytest.mark.parametrize("text", ["", "[]", '{"files": 3}', "{}"])
def test_a_list_that_cannot_be_read_stops_everything(text: str, tmp_path: Path) -> None:
    write(tmp_path, FILES)
    (tmp_path / LIST).write_text(text, encoding="utf-8")
    with pytest.raises(NotOursError, match="no list"):
        write(tmp_path, {"index.html": b"second"})
    assert content(tmp_path)["index.html"] == b"first"


def test_the_command_writes_a_site_and_says_where_it_begins(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    library = small_library(tmp_path / "library")
    for _ in range(2):
        result = run("--from", str(library), "docs", str(folder))
        assert (result.exit_code, result.stderr) == (Exit.DONE, "")
        assert f"{folder / 'index.html'}: " in result.stdout
    assert (folder / "fact" / "x.html").is_file()


def test_the_command_refuses_a_folder_with_other_files(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    library = small_library(tmp_path / "library")
    result = run("--from", str(library), "docs", str(tmp_path))
    assert result.exit_code == Exit.COULD_NOT_FINISH
    assert "--replace" in result.stderr


@pytest.mark.parametrize("arguments", [["docs"], ["docs", "--prove"], ["docs", "--offline", "x.html", "--replace"]])
def test_the_command_needs_to_know_what_to_write(arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(*arguments).exit_code == Exit.WRONG_USAGE_OR_FACTS
    assert list(tmp_path.iterdir()) == []


def test_a_proof_has_its_report_and_the_graph_says_that_it_is_proved(tmp_path: Path) -> None:
    pytest.importorskip("z3")
    library, folder = small_library(tmp_path / "library"), tmp_path / "site"
    result = run("--from", str(library), "docs", str(folder), "--prove")
    assert result.exit_code == Exit.DONE, result.stderr
    assert "actions that exclude each other are never due together" in (folder / "proof.html").read_text(encoding="utf-8")
    assert "the solver found a situation" in (folder / "graph.html").read_text(encoding="utf-8")
