"""Reports for build servers: every case that did not pass, every finding, and any text that an author may write."""

from __future__ import annotations

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from simexit.author.cases.case import Case, Is
from simexit.author.cases.github import error_lines
from simexit.author.cases.junit import junit
from simexit.author.cases.run import Difference, Outcome, Result
from simexit.text.codes import Code
from simexit.text.diagnostics import Diagnostic
from simexit.text.source import Source, Span

TEXTS = st.text()


def place(file: str = "rules/a.cases.yaml", line: int = 3) -> Span:
    return Span(Source(file, ""), line, 5, line, 9)


def result(name: str, outcome: Outcome, *messages: str, file: str = "rules/a.cases.yaml") -> Result:
    case = Case(name, {}, (), (Is("next", None, place(file)),), place(file, 1))
    return Result(case, outcome, tuple(Difference(message, place(file)) for message in messages))


RESULTS = [
    result("one", "passed"),
    result("two", "failed", "next is a", "due is b"),
    result("three", "matched nothing", "nothing", file="rules/b.cases.yaml"),
]
FINDING = Diagnostic(Code.UNKNOWN_NAME, "unknown action `x`", place(line=7))


def test_junit_has_a_suite_for_each_file_and_counts_what_did_not_pass() -> None:
    root = ElementTree.fromstring(junit(RESULTS, [FINDING]))
    counts = [(suite.get("name"), suite.get("tests"), suite.get("failures"), suite.get("errors")) for suite in root]
    assert counts == [
        ("rules/a.cases.yaml", "2", "1", "0"),
        ("rules/b.cases.yaml", "1", "1", "0"),
        ("files of cases", "1", "0", "1"),
    ]
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("4", "2", "1")


def test_junit_says_what_differs_and_where() -> None:
    root = ElementTree.fromstring(junit(RESULTS, [FINDING]))
    passed, failed, nothing, unread = root.iter("testcase")
    assert list(passed) == []
    assert failed.attrib == {"classname": "rules/a.cases.yaml", "name": "two", "file": "rules/a.cases.yaml", "line": "1"}
    assert (failed[0].get("type"), failed[0].get("message")) == ("failed", "next is a")
    assert failed[0].text == "rules/a.cases.yaml:3:5: next is a\nrules/a.cases.yaml:3:5: due is b"
    assert nothing[0].get("type") == "matched nothing"
    assert (unread.get("name"), unread[0].tag, unread[0].get("type")) == ("rules/a.cases.yaml:7:5", "error", "K301")


@given(TEXTS, TEXTS)
def test_junit_can_be_read_back_whatever_the_texts_are(name: str, message: str) -> None:
    (test,) = ElementTree.fromstring(junit([result(name, "failed", message)], [])).iter("testcase")
    assert test[0].get("type") == "failed"


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"])))
def test_junit_keeps_what_can_be_printed(name: str) -> None:
    (test,) = ElementTree.fromstring(junit([result(name, "passed")], [])).iter("testcase")
    assert test.get("name") == name


def test_github_gets_a_line_for_each_finding_and_each_difference() -> None:
    assert list(error_lines(RESULTS, [FINDING])) == [
        "::error file=rules/a.cases.yaml,line=7,col=5,title=K301::unknown action `x`",
        "::error file=rules/a.cases.yaml,line=3,col=5,title=failed%3A two::next is a",
        "::error file=rules/a.cases.yaml,line=3,col=5,title=failed%3A two::due is b",
        "::error file=rules/b.cases.yaml,line=3,col=5,title=matched nothing%3A three::nothing",
    ]


def unescaped(text: str) -> str:
    for written, meant in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(written, meant)
    return text


@given(TEXTS, TEXTS)
def test_github_reads_back_any_name_and_message_from_one_line(name: str, message: str) -> None:
    (line,) = error_lines([result(name, "failed", message)], [])
    assert "\n" not in line
    assert "\r" not in line
    _, properties, data = line.split("::", 2)
    *_, title = properties.split(",")
    assert unescaped(title.removeprefix("title=")) == f"failed: {name}"
    assert unescaped(data) == message
