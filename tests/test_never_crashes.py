"""Whatever stands in a file, an option or a value: it is read, or it is a finding; no other exception, ever."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import simexit
from generators.shipped import shipped
from simexit.check.conditions import condition
from simexit.check.context import Context, Names
from simexit.check.ruleset import check
from simexit.check.situations import from_node, from_option, from_python, situation
from simexit.libraries import Library
from simexit.model.calendar import is_known_country, working_days
from simexit.model.expressions import Condition
from simexit.model.rules import Situation
from simexit.model.types import Boolean, Choice, Day, Integer, Money, SetOf, Value
from simexit.parse.nodes import Mapping, decode, parse
from simexit.text.diagnostics import Diagnostic, Findings
from simexit.text.render import render
from simexit.text.source import Source

BASE = Path(__file__).parent / "wrong" / "base"
LINE_BREAKS = "\r\x85\u2028\u2029"
"""What YAML takes for the end of a line besides the line feed."""


def shown(findings: Findings) -> tuple[Diagnostic, ...]:
    """Show findings in both ways, which may not fail either."""
    found = findings.in_order()
    render(found)
    json.dumps([finding.to_dict() for finding in found])
    return found


def assert_places_are_in(text: str, found: Iterable[Diagnostic]) -> None:
    for finding in found:
        span = finding.span
        assert span is not None
        # what is missing at the end is missed on the line behind it
        assert 1 <= span.line <= text.count("\n") + 2
        assert 1 <= span.column <= len(span.source.line(span.line)) + 1
        assert (span.line, span.column) <= (span.end_line, span.end_column)


# conditions


def names() -> Names:
    return Names(
        facts={
            "today": Day(),
            "done": Boolean(),
            "kind": Choice(("small", "large")),
            "ways": SetOf(("road", "rail")),
            "length.weeks": Integer("weeks", 0, 9),
            "count": Integer(),
            "owed": Money("KZT", 0),
            "begins.on": Day(),
        },
        parameters={"days": Integer("days"), "working_days": Integer("working days"), "price": Money("KZT")},
        derived={"late", "late.again"},
        actions=["pay", "pay.later"],
    )


def read_condition(written: str) -> tuple[Condition | None, tuple[Diagnostic, ...]]:
    """Read the condition of a rule file, or None where YAML has nothing to give."""
    findings = Findings()
    node = parse(Source("rules/stage/rule.yaml", written), findings)
    if not isinstance(node, Mapping) or not node.entries:
        return None, shown(findings)
    read = condition(node.entries[0][1], Context(findings, ("en",), names()))
    assert (read is None) == bool(len(findings)), "a condition is there exactly where nothing was found"
    return read, shown(findings)


STYLES: dict[str, Callable[[str], str]] = {
    "plain": lambda text: f"when: {text}",
    "double": lambda text: f"when: {json.dumps(text)}",
    "single": lambda text: "when: '" + text.replace("'", "''") + "'",
    "folded": lambda text: "when: >-\n" + "".join(f"  {line}\n" for line in text.split("\n")),
    "literal": lambda text: "when: |\n" + "".join(f"  {line}\n" for line in text.split("\n")),
    "list": lambda text: f"when:\n  all:\n    - done\n    - none: [done, {json.dumps(text)}]\n",
}
PIECES = [
    *("done", "kind", "ways", "length.weeks", "count", "owed", "begins.on", "today", "small", "large", "road", "late", "late.again", "pay"),
    *(
        "parameter.days",
        "parameter.working_days",
        "parameter.price",
        "parameter.",
        "due(",
        "due(pay)",
        "days_until(",
        "working_day_before(",
    ),
    *("(", ")", "[", "]", "{", "}", ",", ":", ":=", ".", ";", "@", "~", "|", "&", "^", "<<", "!", "$", "?", "`", "#", "\\", "->", "..."),
    *("==", "!=", "<", "<=", ">", ">=", "=", "in", "not in", "not", "and", "or", "is", "is not", "if", "else", "for", "lambda", "await"),
    *(
        "+",
        "-",
        "*",
        "/",
        "//",
        "**",
        "%",
        "1",
        "0",
        "40",
        "12.50",
        "1e3",
        "0x1",
        "1j",
        "1_0",
        "08",
        "9" * 40,
        "2026-12-01",
        "'2026-12-01'",
    ),
    *(
        "'small'",
        '"',
        "'",
        '"""',
        "b'x'",
        "f'{late}'",
        "None",
        "True",
        "False",
        "yes",
        "no",
        "null",
        "yield",
        "async",
        "print",
        "__class__",
    ),
    *(" ", "\n", "\t", "\f", "\r", "\x00", "\u2028", "\u3000", "\u200b", "\ufeff", "书", "é", "＞", "（", "：", "’"),
]
TEXTS = st.one_of(
    st.text(),
    st.lists(st.sampled_from(PIECES), max_size=16).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=16).map("".join),
)


@given(TEXTS, st.sampled_from(sorted(STYLES)))
@example("", "double")
@example("done\x00", "double")
@example("(done, done)", "literal")
@example("0,", "literal")
@example("not'0'", "single")
def test_any_text_as_a_condition_is_read_or_a_finding(text: str, style: str) -> None:
    read_condition(STYLES[style](text))


@pytest.mark.parametrize("style", sorted(STYLES))
def test_a_condition_of_the_language_is_read_in_every_style(style: str) -> None:
    read, found = read_condition(STYLES[style]("late or owed > 40 and kind in [small] and begins.on < '2026-12-01'"))
    assert read is not None, render(found)


DEEP = {
    "parentheses": "(" * 1900 + "late" + ")" * 1900,
    "brackets": "kind in " + "[" * 1900 + "]" * 1900,
    "calls": "due(" * 900 + "pay" + ")" * 900,
    "signs": "-" * 3000 + "1 > owed",
    "inversions": "~" * 3000 + "1 > owed",
    "powers": "2 ** " * 700 + "2 > owed",
    "lambdas": "lambda: " * 400 + "late",
    "choices": "late if late else " * 200 + "late",
    "comparisons": "owed < " * 500 + "1",
    "alternatives": "late or " * 490 + "late",
    "too long": "late or " * 600 + "late",
}


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_an_expression_that_is_deep_or_long_is_read_or_a_finding(text: str) -> None:
    read_condition(STYLES["double"](text))


DEEPER = {"negations": "not " * 998 + "late", "dots": "a" + ".b" * 1900, "sums": "1 + " * 990 + "1 > owed"}


@pytest.mark.parametrize("text", DEEPER.values(), ids=DEEPER)
def test_an_expression_deeper_than_the_stack_is_a_finding(text: str) -> None:
    read_condition(STYLES["double"](text))


@pytest.mark.parametrize("text", ["late) and (done", "late) or (late", "owed) > (40", "due)(pay"])
def test_parentheses_that_do_not_match_are_a_finding(text: str) -> None:
    read, found = read_condition(STYLES["double"](text))
    assert read is None
    assert [finding.code.code for finding in found] == ["K401"]


@pytest.mark.parametrize("character", list(LINE_BREAKS), ids=["CR", "NEL", "LS", "PS"])
def test_a_line_is_counted_the_same_by_yaml_and_by_the_excerpt(character: str) -> None:
    _, (finding,) = read_condition(f"# one{character}# two\nwhen: lat\n")
    assert finding.span is not None
    assert finding.span.text() == "lat"


@pytest.mark.parametrize("style", ["literal", "folded", "plain", "double"])
def test_the_place_of_a_tuple_is_in_its_text(style: str) -> None:
    written = STYLES[style]("owed, 1")
    _, found = read_condition(written)
    (finding,) = found
    assert finding.span is not None
    assert finding.span.text() == "owed, 1"


@pytest.mark.parametrize("text", ["kind == 'huge'", "not'0'"])
def test_a_place_does_not_end_before_it_begins(text: str) -> None:
    written = STYLES["single"](text)
    _, found = read_condition(written)
    assert found
    assert_places_are_in(written, found)


# facts


FACTS = sorted(shipped().vocabulary.facts)
VALUES = [
    *("yes", "no", "NO", "on", "~", "null", "", "0", "-1", "3500", "3500.5", "1e3", "0x10", "2026-12-01", "2026-02-30", "31.12.2026"),
    *('"5"', "'yes'", "operator", "reseller", "agent", "[agent, transfer]", "agent, transfer", "[]", "{}", "[[a]]", "{owed: 1}", "me"),
    *("&a x", "*a", "!!str x", "|", ">-", "# c", "- a", '"\\e[31m"', '"\\0"', "0123", ".inf", "9" * 40, "0." + "1" * 40, "书", "\x1b[31m"),
]
MARKS = [
    ": ",
    ":",
    "\n",
    "\n  ",
    "- ",
    ", ",
    "{",
    "}",
    "[",
    "]",
    '"',
    "'",
    "#",
    "? ",
    "---\n",
    "...\n",
    "%YAML 1.1\n",
    "\t",
    "\r\n",
    "\ufeff",
]
FACT_PIECES = st.one_of(
    st.sampled_from(FACTS),
    st.sampled_from(FACTS).map(lambda name: name.split(".")[0]),
    st.sampled_from(FACTS).map(lambda name: name.split(".")[-1]),
    st.sampled_from(VALUES),
    st.sampled_from(MARKS + list(LINE_BREAKS)),
    st.text(max_size=3),
)
FACT_FILES = st.one_of(
    st.text(),
    st.lists(FACT_PIECES, max_size=20).map("".join),
    st.lists(st.tuples(st.sampled_from(FACTS), st.sampled_from(VALUES)), max_size=6).map(
        lambda pairs: "\n".join(f"{name}: {value}" for name, value in pairs)
    ),
)


def read_facts(data: bytes) -> tuple[Situation, tuple[Diagnostic, ...]]:
    findings = Findings()
    source = decode(data, "facts.yaml", findings)
    node = None if source is None else parse(source, findings)
    assert node is not None or len(findings), "what is not read is a finding"
    known = situation([] if node is None else from_node(node, shipped(), findings), findings)
    found = shown(findings)
    if source is not None and not set(LINE_BREAKS) & set(source.text):
        assert_places_are_in(source.text, found)
    return known, found


def assert_values_fit(known: Situation) -> None:
    for fact, value in known.items():
        of = shipped().vocabulary.facts[fact].type
        match of:
            case Boolean():
                assert isinstance(value, bool)
            case Choice(values):
                assert value in values
            case SetOf(values):
                assert isinstance(value, frozenset)
                assert value <= set(values)
            case Integer(_, low, high):
                assert type(value) is int
                assert low <= value <= high
            case Money(_, low, high):
                assert type(value) in {int, Decimal}
                assert isinstance(value, int | Decimal)
                assert low <= value <= high
            case Day():
                assert type(value) is date


@given(FACT_FILES)
@example("balance.owed: 5\nbalance:\n  owed: 6\n")
def test_any_text_as_a_fact_file_is_read_or_a_finding(text: str) -> None:
    known, _ = read_facts(text.encode())
    assert_values_fit(known)


@given(st.one_of(st.binary(), st.tuples(FACT_FILES.map(str.encode), st.binary(max_size=4)).map(b"".join)))
@example(b"[")
@example(b"\xff\xfe")
@example(b"\xef\xbb\xbf")
@example(b"\x00" * 100)
def test_any_bytes_as_a_fact_file_are_read_or_a_finding(data: bytes) -> None:
    known, _ = read_facts(data)
    assert_values_fit(known)


@given(st.dictionaries(st.sampled_from(FACTS), st.sampled_from(VALUES), max_size=8))
def test_what_is_wrong_with_one_fact_hides_no_other(facts: dict[str, str]) -> None:
    pairs = {name: value for name, value in facts.items() if not set("&*!|>#") & set(value) and value.isprintable() and value != "- a"}
    alone = {name: read_facts(f"{name}: {value}\n".encode()) for name, value in pairs.items()}
    known, found = read_facts("".join(f"{name}: {value}\n" for name, value in pairs.items()).encode() or b"{}")
    assert known == {name: value for known_alone, _ in alone.values() for name, value in known_alone.items()}
    assert sorted(finding.message for finding in found) == sorted(f.message for _, found_alone in alone.values() for f in found_alone)


ANY_TEXT = st.text(st.characters(exclude_categories=()))
"""Surrogates too: that is how Python shows bytes of an argument that are not UTF-8."""


@given(
    st.one_of(
        ANY_TEXT,
        st.tuples(st.sampled_from(FACTS), st.one_of(st.sampled_from(VALUES), ANY_TEXT)).map("=".join),
        st.tuples(st.sampled_from(FACTS), st.sampled_from(["=", " = ", "==", ":", ""]), st.sampled_from(VALUES)).map("".join),
        FACT_FILES,
    )
)
@example("balance.owed=\udcff")
@example("=")
def test_any_option_is_a_fact_or_a_finding(option: str) -> None:
    findings = Findings()
    told = from_option(option, shipped(), findings)
    assert (told is None) == bool(len(findings))
    shown(findings)
    if told is not None:
        assert told.value is not None
        assert_values_fit({told.fact: told.value})


@pytest.mark.parametrize("option", ["balance.owed=lots ", "balance.owed = lots  "])
def test_blanks_behind_an_option_do_not_move_its_place(option: str) -> None:
    findings = Findings()
    assert from_option(option, shipped(), findings) is None
    (finding,) = shown(findings)
    assert finding.span is not None
    assert finding.span.text().strip() == "lots"


FLAT = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**30), 10**30),
    st.floats(),
    st.decimals(places=3, min_value=-(10**15), max_value=10**15),
    st.sampled_from([Decimal("NaN"), Decimal("Infinity"), Decimal("-Infinity"), Decimal("-0")]),
    st.text(),
    st.binary(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.uuids(),
    st.sampled_from(VALUES),
)
OBJECTS = st.one_of(
    FLAT,
    st.frozensets(st.one_of(st.sampled_from(["agent", "transfer", "x"]), FLAT)),
    st.lists(st.one_of(st.sampled_from(["agent", "transfer", "x"]), FLAT)),
    st.dictionaries(FLAT, FLAT, max_size=3),
)


@given(st.dictionaries(st.one_of(st.sampled_from(FACTS), st.sampled_from(FACTS), FLAT), OBJECTS, max_size=6))
def test_any_python_values_are_facts_or_findings(facts: dict[Any, object]) -> None:
    findings = Findings()
    known = situation(from_python(facts, shipped(), findings), findings)
    assert_values_fit(known)
    render(findings.in_order())
    unknown = {name for name, value in facts.items() if value is None and name in FACTS}
    assert len(known) + len(unknown) + len(findings) == len(facts), "each fact is known, unknown or a finding"


def _nested(depth: int) -> list[Any]:
    inner: list[Any] = []
    for _ in range(depth):
        inner = [inner]
    return inner


ODD: dict[str, tuple[str, object]] = {
    "a list of lists": ("person.considers", [["agent"]]),
    "a list of mappings": ("person.considers", [{"agent": True}]),
    "an endless whole number": ("application.rejections", 10**5000),
    "an endless amount": ("balance.owed", -(10**5000)),
    "a large exponent": ("balance.owed", Decimal("1E+5000")),
    "a list in lists": ("balance.owed", _nested(5000)),
}


@pytest.mark.parametrize(("fact", "value"), ODD.values(), ids=ODD)
def test_an_odd_python_value_is_a_finding(fact: str, value: object) -> None:
    findings = Findings()
    assert from_python({fact: value}, shipped(), findings) == []
    assert len(findings) == 1


# whole libraries


FILES = {file.relative_to(BASE).as_posix(): file.read_text(encoding="utf-8") for file in sorted(BASE.rglob("*.yaml"))}
FRAGMENTS = sorted(
    {
        *(line for text in FILES.values() for line in text.split("\n")),
        *(word for text in FILES.values() for word in re.findall(r"\w[\w.]*", text)),
        *(": ", "\n", "  ", "- ", "{", "}", "[", "]", ",", '"', "'", "#", "{}", "[]", "null", "~", "|", ">-\n", "0", "-1", "1.5", "yes"),
        *("{x: y}", "[x]", "[[x]]", '"5"', "\t", "\x00", "书", "{fine.owed}", "{", "}}", "&a", "*a", "!!str", "---\n", "9" * 40),
    }
)


@st.composite
def damaged(draw: st.DrawFn) -> dict[str, bytes]:
    """Some files of a right library, each with a few stretches replaced by something else."""
    chosen = draw(st.lists(st.sampled_from(sorted(FILES)), min_size=1, max_size=3, unique=True))
    result = {}
    for name in chosen:
        text = FILES[name]
        for _ in range(draw(st.integers(1, 3))):
            words = [match.span() for match in re.finditer(r"[\w.]+|\S|\n *", text)] or [(0, 0)]
            start, end = draw(st.sampled_from(words))
            text = text[:start] + draw(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=5))) + text[end:]
        result[name] = draw(st.sampled_from([text.encode(), text.replace("\n", "\r\n").encode(), text.encode() + b"\xff"]))
    return result


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of the base library; tests put it back as it was."""
    folder = tmp_path_factory.mktemp("library")
    shutil.copytree(BASE, folder, dirs_exist_ok=True)
    yield folder
    assert {file.relative_to(folder).as_posix() for file in folder.rglob("*.yaml")} == set(FILES)


@given(changed=damaged())
def test_a_damaged_library_is_a_rule_set_or_findings(root: Path, changed: dict[str, bytes]) -> None:
    for name, data in changed.items():
        (root / name).write_bytes(data)
    try:
        rules, findings = check(Library(root))
        assert (rules is None) == bool(len(findings))
        shown(findings)
        if rules is not None:
            assert simexit.Advisor(rules, second_opinion="off").advise({}).status in {"act", "ask", "wait", "finished"}
    finally:
        for name in changed:
            (root / name).write_text(FILES[name], encoding="utf-8")


@given(data=st.binary(), name=st.sampled_from(sorted(FILES)))
def test_any_bytes_in_a_file_of_a_library_are_findings(root: Path, data: bytes, name: str) -> None:
    (root / name).write_bytes(data)
    try:
        rules, findings = check(Library(root))
        assert rules is None
        assert shown(findings)
    finally:
        (root / name).write_text(FILES[name], encoding="utf-8")


RULE = """\
when: {when}
then: {{{then}}}
why: {{en: It is so., ru: Это так.}}
sources: [house-rules]
checked: 2026-11-21
"""


def checked_with(folder: Path, files: dict[str, str]) -> tuple[simexit.Advisor | None, tuple[Diagnostic, ...]]:
    """Check the base library with files added, and load it where nothing is found."""
    shutil.copytree(BASE, folder, dirs_exist_ok=True)
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    rules, findings = check(Library(folder))
    return (None if rules is None else simexit.Advisor(rules, second_opinion="off")), shown(findings)


def _derived(name: str, value: str | None = None) -> str:
    return f"{name}:\n  label: {{en: so, ru: так}}\n" + (f"  value: {value}\n" if value else "")


def _chain_of_conditions(length: int) -> dict[str, str]:
    rules = {
        f"rules/derived/d{n}.yaml": RULE.format(when=f"d{n + 1}" if n + 1 < length else "late", then=f"derived: d{n}")
        for n in range(length)
    }
    return {"kb/derived/more.yaml": "".join(_derived(f"d{n}") for n in range(length)), **rules}


def _chain_of_values(length: int) -> dict[str, str]:
    values = [_derived(f"v{n}", f"v{n + 1} + 1" if n + 1 < length else "fine.owed") for n in range(length)]
    return {"kb/derived/more.yaml": "".join(values)}


def _sum(length: int) -> dict[str, str]:
    return {"rules/home/sum.yaml": RULE.format(when="fine.owed > 1" + " + 1" * length, then="action: bring_book")}


@pytest.mark.parametrize("files", [_chain_of_conditions(50), _chain_of_values(50), _sum(150)], ids=["conditions", "values", "sum"])
def test_a_chain_that_a_person_would_write_gives_advice(tmp_path: Path, files: dict[str, str]) -> None:
    advisor, found = checked_with(tmp_path, files)
    assert advisor is not None, render(found)
    assert advisor.advise({"fine.owed": 5}).next == "pay_fine"


@pytest.mark.parametrize("files", [_chain_of_conditions(400), _chain_of_values(300), _sum(400)], ids=["conditions", "values", "sum"])
def test_a_long_chain_gives_advice_or_is_a_finding(tmp_path: Path, files: dict[str, str]) -> None:
    advisor, found = checked_with(tmp_path, files)
    assert advisor is not None or found


def test_a_file_whose_name_is_not_utf8_is_read_or_a_finding(tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    try:
        (tmp_path / "kb" / "warnings" / os.fsdecode(b"\xff.yaml")).write_text("{}\n", encoding="utf-8")
    except (OSError, UnicodeError):
        pytest.skip("this file system has no such names")
    rules, findings = check(Library(tmp_path))
    assert rules is not None or len(findings)


def test_an_amount_in_a_very_wide_range_is_a_fact_or_a_finding(tmp_path: Path) -> None:
    text = FILES["kb/facts/fine.yaml"].replace("{min: 0}", "{max: " + "9" * 30 + "}")
    advisor, found = checked_with(tmp_path, {"kb/facts/fine.yaml": text})
    findings = Findings(list(found))
    told = None if advisor is None else from_option("fine.owed=" + "1" * 30 + ".5", advisor.rules, findings)
    value: Value | None = None if told is None else told.value
    assert value is not None or len(findings)


def test_a_calendar_that_is_known_has_holidays() -> None:
    for word in ("DE", "KZ", "germany", "kazakhstan"):
        assert not is_known_country(word) or working_days(word).count(0) > 2 * 52 * 108


def test_a_library_without_a_language_is_a_finding(tmp_path: Path) -> None:
    silent = {name: re.sub(r"\{en: .*\}", "{}", text).replace("[en, ru]", "[]") for name, text in FILES.items()}
    advisor, found = checked_with(tmp_path, silent)
    assert advisor is None
    assert found
