"""`simexit lint` and `simexit check --format`: what they show, how they end, and the forms for programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from author.lint.examples import lay_out
from simexit.cli.main import cli

GROWS = "rules/warnings/fine-grows.yaml"
PLAIN = """
then: {warning: fine_grows}
why: {en: A short loan is late., ru: Короткая выдача просрочена.}
sources: [house-rules]
checked: 2026-11-21
"""
LONG = {GROWS: f"when: late and loan.weeks in [1]{PLAIN}"}
WRONG = {GROWS: f"when: late and loan.week in [1]{PLAIN}"}
SETTINGS = Path(__file__).parents[2] / "wrong" / "base" / "kb" / "library.yaml"


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["--from", str(root), *arguments])


def lint(root: Path, *arguments: str) -> Result:
    return run(root, "lint", "--today", "2026-11-21", *arguments)


def settings(lints: str) -> dict[str, str]:
    return {"kb/library.yaml": SETTINGS.read_text(encoding="utf-8").replace("finished:", f"lints:\n{lints}finished:")}


def test_a_finding_is_shown_with_its_place_and_ends_with_3(tmp_path: Path) -> None:
    lay_out(LONG, tmp_path)
    done = lint(tmp_path)
    assert done.exit_code == 3
    assert f"{GROWS}:1:16: warning[L104]: this can be written `loan.weeks == 1`" in done.output
    assert "1 finding; `simexit explain L104` says more" in done.output


def test_a_clean_library_ends_with_0(tmp_path: Path) -> None:
    lay_out({}, tmp_path)
    done = lint(tmp_path)
    assert (done.exit_code, done.output) == (0, "nothing found\n")


def test_errors_are_shown_before_any_lint_is_asked(tmp_path: Path) -> None:
    lay_out(WRONG, tmp_path)
    done = lint(tmp_path)
    assert done.exit_code == 3
    assert "error[K301]" in done.output


def test_paths_limit_what_is_shown_and_one_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    lay_out(LONG, tmp_path)
    assert lint(tmp_path, str(tmp_path / "rules")).exit_code == 3
    assert lint(tmp_path, str(tmp_path / "kb"), str(tmp_path / "rules" / "desk")).exit_code == 0
    assert lint(tmp_path, str(tmp_path / "nowhere")).exit_code == 2


def test_fix_writes_the_file_and_says_what_it_mended(tmp_path: Path) -> None:
    lay_out(LONG, tmp_path)
    done = lint(tmp_path, "--fix")
    assert done.exit_code == 0
    assert "mended L104: this can be written `loan.weeks == 1`" in done.output
    assert (tmp_path / GROWS).read_text(encoding="utf-8") == LONG[GROWS].replace("in [1]", "== 1")


def test_a_lint_that_is_switched_off_with_a_reason_is_silent_in_those_files_alone(tmp_path: Path) -> None:
    for number, (where, code) in enumerate([("", 0), (", in: [rules/warnings/*]", 0), (", in: [rules/desk/*]", 3)]):
        root = tmp_path / str(number)
        lay_out({**LONG, **settings(f"  L104: {{off: the lists are made by a table{where}}}\n")}, root)
        assert lint(root).exit_code == code


@pytest.mark.parametrize(
    ("lints", "code", "said"),
    [
        ("  L14: {off: no need}\n", "K301", "did you mean `L104`?"),
        ("  K301: {off: no need}\n", "K301", "there is no lint `K301`"),
        ("  L104: {off: yes}\n", "K507", "does not say why"),
        ("  L104: {off: ' '}\n", "K507", "does not say why"),
        ("  L104: {in: [kb/*]}\n", "K202", "needs `off`"),
    ],
)
def test_a_lint_that_is_not_there_or_switched_off_without_a_reason_is_an_error(lints: str, code: str, said: str, tmp_path: Path) -> None:
    lay_out(settings(lints), tmp_path)
    done = run(tmp_path, "check")
    assert done.exit_code == 3
    assert f"error[{code}]" in done.output
    assert said in done.output


@pytest.mark.parametrize("arguments", [["--format", "json"], ["--json"], ["--json", "--format", "json"]])
def test_json_has_the_findings_with_their_places(arguments: list[str], tmp_path: Path) -> None:
    lay_out(LONG, tmp_path)
    found = json.loads(lint(tmp_path, *arguments).output)
    (finding,) = found["findings"]
    assert (finding["code"], finding["line"], finding["column"], finding["end_column"]) == ("L104", 1, 16, 33)
    assert found["mended"] == []
    assert found["ruleset"].startswith("sha256:")


def test_json_with_another_format_is_wrong_usage(tmp_path: Path) -> None:
    lay_out({}, tmp_path)
    for command in ("check", "lint"):
        assert run(tmp_path, command, "--json", "--format", "sarif").exit_code == 2
    assert run(tmp_path, "check", "--stale", "--format", "github").exit_code == 2


def sarif(done: Result) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(done.output)
    return log


def essentials(log: dict[str, Any]) -> None:
    """Fail where a property that the schema of SARIF 2.1.0 requires is not there, or is of another kind."""
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    for run_ in log["runs"]:
        driver = run_["tool"]["driver"]
        assert driver["name"] == "simexit"
        rules = [rule["id"] for rule in driver["rules"]]
        assert len(set(rules)) == len(rules)
        assert all(rule[key]["text"] for rule in driver["rules"] for key in ("shortDescription", "fullDescription", "help"))
        assert run_["columnKind"] in {"utf16CodeUnits", "unicodeCodePoints"}
        for result in run_["results"]:
            assert result["message"]["text"]
            assert result["level"] in {"none", "note", "warning", "error"}
            assert rules[result["ruleIndex"]] == result["ruleId"]
            places = [place["physicalLocation"] for key in ("locations", "relatedLocations") for place in result.get(key, [])]
            assert all(is_place(place["artifactLocation"], place["region"]) for place in places)
            for fix in result.get("fixes", []):
                for change in fix["artifactChanges"]:
                    assert change["replacements"]
                    assert all(is_place(change["artifactLocation"], one["deletedRegion"]) for one in change["replacements"])


def is_place(artifact: dict[str, str], region: dict[str, int]) -> bool:
    in_order = (region["startLine"], region["startColumn"]) <= (region["endLine"], region["endColumn"])
    return in_order and region["startLine"] >= 1 and region["startColumn"] >= 1 and " " not in artifact["uri"]


def test_sarif_has_what_its_schema_requires(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "a library"
    lay_out(LONG, root)
    log = sarif(lint(root, "--format", "sarif"))
    essentials(log)
    (result,) = log["runs"][0]["results"]
    (place,) = result["locations"]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == (root.resolve() / GROWS).as_uri()
    assert result["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"] == {"text": "loan.weeks == 1"}
    monkeypatch.chdir(tmp_path)
    log = sarif(lint(Path("a library"), "--format", "sarif"))
    assert log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == f"a%20library/{GROWS}"


def test_sarif_of_check_has_errors_and_findings_without_a_place(tmp_path: Path) -> None:
    log = sarif(run(tmp_path, "check", "--format", "sarif"))
    essentials(log)
    assert {result["ruleId"] for result in log["runs"][0]["results"]} == {"K506"}
    assert all("locations" not in result for result in log["runs"][0]["results"])
    lay_out({}, tmp_path)
    log = sarif(run(tmp_path, "check", "--format", "sarif"))
    essentials(log)
    assert log["runs"][0]["results"] == []


def test_github_gets_one_line_for_each_finding_with_its_escapes(tmp_path: Path) -> None:
    root = tmp_path / "50%,a:b"
    lay_out(WRONG, root)
    (line,) = run(root, "check", "--format", "github").output.splitlines()
    assert line.startswith("::error file=")
    assert "50%25%2Ca%3Ab/rules/warnings/fine-grows.yaml,line=1,col=16,title=K301::unknown name `loan.week`%0Adid you mean" in line
    lay_out(LONG, root)
    (line,) = lint(root, "--format", "github").output.splitlines()
    assert line.startswith("::warning file=")
    assert line.endswith(",title=L104::this can be written `loan.weeks == 1`")


def test_a_day_that_is_none_is_wrong_usage(tmp_path: Path) -> None:
    lay_out({}, tmp_path)
    assert run(tmp_path, "lint", "--today", "tomorrow").exit_code == 2
