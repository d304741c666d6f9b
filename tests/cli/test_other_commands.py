"""`facts`, `rules`, `sources`, `check`, `--help`, `--version`, and exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from cli.program import answer, run
from simexit.cli.main import COMMANDS
from simexit.libraries import library
from simexit.run.rete import extension
from small_library import small_library


def test_another_library_is_another_subject_with_no_change_in_the_program(tmp_path: Path) -> None:
    folder = str(small_library(tmp_path))
    assert run("--from", folder, "check").exit_code == 0
    assert answer("--from", folder, "next", "-f", "x=2")["next"] == "act"
    assert answer("--from", folder, "next")["question"]["fact"] == "x"
    assert answer("--from", folder, "next", "-f", "x=1")["status"] == "finished"


def test_an_author_changes_a_rule_and_the_advice_changes(tmp_path: Path) -> None:
    small_library(tmp_path, "x > 5")
    assert answer("--from", str(tmp_path), "next", "-f", "x=2")["status"] == "finished"


def test_rule_files_with_errors_end_with_3_for_every_command(tmp_path: Path) -> None:
    small_library(tmp_path, "y > 1")
    for command in (["check"], ["next"], ["facts"], ["rules"], ["sources"]):
        result = run("--from", str(tmp_path), *command)
        assert result.exit_code == 3, command
        assert "unknown name `y`" in result.stderr


def test_findings_of_check_are_json_for_programs(tmp_path: Path) -> None:
    small_library(tmp_path, "y > 1")
    result = run("--from", str(tmp_path), "check", "--json")
    found = json.loads(result.stdout)
    assert (result.exit_code, found["ruleset"]) == (3, None)
    assert found["findings"][0]["code"] == "K301"
    assert (found["findings"][0]["line"], found["findings"][0]["column"]) == (1, 7)


def test_a_folder_that_holds_no_library_is_a_clear_error(tmp_path: Path) -> None:
    result = run("--from", str(tmp_path), "next")
    assert result.exit_code == 3
    assert "a library holds kb/ and rules/" in result.stderr


def test_a_language_that_a_library_lacks_is_wrong_usage(tmp_path: Path) -> None:
    assert run("--from", str(small_library(tmp_path)), "--lang", "ru", "next").exit_code == 2
    # the system's language is only a wish
    assert run("--from", str(tmp_path), "next", language="ru").exit_code == 0


def test_the_shipped_library_has_no_findings() -> None:
    result = run("check")
    assert result.exit_code == 0
    assert "no errors found" in result.stdout


def test_facts_lists_every_fact_and_shows_one() -> None:
    facts = answer("facts")
    assert len(facts) == 40
    assert answer("facts", "balance.owed")["used_by"]
    assert "balance.owed" in run("facts").stdout
    assert "dial" not in run("facts", "balance.owed").stderr
    assert "did you mean `balance.owed`?" in run("facts", "balance.owd").stderr


def test_rules_lists_every_rule_and_finds_one_by_what_it_concludes() -> None:
    assert len(answer("rules")) == 62
    assert answer("rules", "pay_debt") == answer("rules", "settle/pay-debt")
    assert "balance.owed > 0" in run("rules", "pay_debt").stdout
    assert run("rules", "pay_debts").exit_code == 2


def test_sources_show_claim_by_claim_what_became_of_it() -> None:
    works = {work["work"]: work for work in answer("sources")}
    assert {f"article-00{number}" for number in range(5)} <= set(works)
    claims = works["article-001"]["claims"]
    assert {claim["verdict"] for claim in claims} <= {"adopted", "refined", "disputed", "refused"}
    for claim in claims:
        assert claim["used_by"] or claim["reason"], claim
    shown = run("sources", "article-001").stdout
    assert "refused" in shown
    assert run("sources", "--summary").stdout.count("refined") == 5


@pytest.mark.parametrize("command", list(COMMANDS))
def test_help_teaches_by_examples(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert "Examples:" in result.stdout


def test_wrong_usage_ends_with_2() -> None:
    assert run("nxt").exit_code == 2
    assert run("next", "--nonsense").exit_code == 2


def test_version_says_whether_there_is_a_second_opinion(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "durable_rules is there" in run("--version").stdout
    monkeypatch.setattr(extension, "extension", lambda: (None, "it is not there"))
    assert "none, because it is not there" in run("--version").stdout


def modules_after(*arguments: str) -> set[str]:
    """Return the modules that a command has imported in a process of its own."""
    code = (
        "import sys\n"
        "from simexit.cli.main import cli\n"
        f"try: cli({list(arguments)!r}, prog_name='simexit')\n"
        "except SystemExit: pass\n"
        "print('MODULES', *sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.rsplit("MODULES", 1)[1].split())


def test_help_imports_nothing_heavy() -> None:
    assert not modules_after("--help") & {"yaml", "holidays", "durable_rules_engine", "simexit.api", "json"}


@pytest.mark.parametrize(("language", "said"), [("en", "an amount in KZT"), ("zh", "金额（KZT）"), ("ru", "сумма в KZT")])
def test_what_an_answer_looks_like_is_said_in_the_readers_language(language: str, said: str) -> None:
    known = ("-f", "card.registered_to=me", "-f", "card.product=esim", "-f", "plan.status=closed", "-f", "application.status=none")
    asked = answer("next", *known)["question"]
    assert (asked["fact"], asked["kind"]) == ("balance.owed", "money (KZT)")
    assert f"balance.owed=… ({said})" in run("next", *known, language=language).stdout
    assert said in run("facts", language=language).stdout
    assert said in run("facts", "balance.owed", language=language).stdout


@pytest.mark.parametrize("arguments", [("next", "--lang", "ru"), ("case", "list", "--lang=ru"), ("check", "--from", ".")])
def test_an_option_for_all_commands_that_stands_after_one_is_pointed_out(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    option = next(one.partition("=")[0] for one in arguments if one.startswith("--"))
    assert result.exit_code == 2
    assert f"`{option}` stands before the command: `simexit {option} … {arguments[0]}`" in result.stderr
    assert "No such option" in run("next", "--langu", "ru").stderr


def test_facts_does_not_load_what_it_does_not_need() -> None:
    _, later = modules_after("facts"), modules_after("facts")
    assert not later & {"holidays", "durable_rules_engine", "durable"}


def test_next_never_loads_the_servers_and_solvers_of_other_parts() -> None:
    loaded = modules_after("next", "-f", "application.status=none", "-f", "person.leaving=no", "--today", "2026-11-20")
    assert not loaded & {"durable", "redis", "z3", "numpy", "duckdb", "hypothesis"}


SLOW_TO_IMPORT = {
    *("babel", "holidays", "zoneinfo", "json", "random", "shutil", "asyncio", "importlib.metadata", "encodings.utf_8_sig"),
    *("simexit.check.files", "simexit.check.ruleset", "simexit.check.terms", "simexit.parse.expressions"),
    *("simexit.run.functions.generate", "simexit.run.functions.planes", "simexit.run.functions.program", "simexit.run.rete.tokens"),
    *("simexit.prove", "simexit.author", "simexit.document", "simexit.case", "simexit.explain.why", "simexit.ask.interview"),
}
"""What a start gets by without once the library is kept: all of it together takes longer than the start."""


@pytest.mark.parametrize("facts", [("examples/esim-debt.yaml",), ("-f", "plan.status=active", "--today", "2026-11-20")])
def test_next_imports_nothing_that_what_is_kept_spares_it(facts: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv("SIMEXIT_NO_CACHE", raising=False)
    monkeypatch.chdir(Path(__file__).parents[2])
    first, later = modules_after("next", *facts), modules_after("next", *facts)
    assert {"simexit.check.ruleset", "babel", "simexit.run.rete.tokens"} <= first
    assert not later & SLOW_TO_IMPORT
    assert "durable_rules_engine" in later
    assert ("yaml" in later) == ("-f" not in facts)


def test_the_engine_knows_no_word_of_the_subject() -> None:
    """No fact, action, warning, parameter or provider of the shipped library is named in engine/."""
    from generators.shipped import shipped

    vocabulary = shipped().vocabulary
    words = {name for name in vocabulary.facts if "." in name} | set(vocabulary.actions) | set(vocabulary.warnings)
    words |= {value for _, value in vocabulary.profiles} | {"kazakh", "esim", "sim card", "almaty", "roaming"}
    words |= {f"parameter.{name}" for name in vocabulary.parameters}
    engine = Path(extension.__file__).parents[1]
    for path in engine.rglob("*.py"):
        text = path.read_text(encoding="utf-8").lower().replace("simexit", "")
        found = {word for word in words if word in text}
        assert not found, f"{path.name}: {found}"


def test_the_library_holds_no_program_text() -> None:
    for folder in (library().kb, library().rules):
        assert not [path for path in folder.rglob("*") if path.is_file() and path.suffix not in {".yaml", ".md"}]
