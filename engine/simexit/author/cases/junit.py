"""Results of cases as JUnit XML, which most build servers read."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

if TYPE_CHECKING:
    from collections.abc import Iterable

    from simexit.author.cases.run import Result
    from simexit.text.diagnostics import Diagnostic

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_READING = "files of cases"


def junit(results: Iterable[Result], findings: Iterable[Diagnostic]) -> bytes:
    """Return the report: a suite for each file, a failure for each case that did not pass, an error for each finding."""
    root = Element("testsuites", name="simexit test")
    for file, group in groupby(results, key=lambda result: result.case.file):
        suite = SubElement(root, "testsuite", name=_text(file))
        for result in group:
            _test(suite, result)
    found = list(findings)
    if found:
        suite = SubElement(root, "testsuite", name=_READING)
        for finding in found:
            _problem(suite, finding)
    for suite in root:
        _count(suite, [suite])
    _count(root, list(root))
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _test(suite: Element, result: Result) -> None:
    file, line = _text(result.case.file), str(result.case.span.line)
    test = SubElement(suite, "testcase", classname=file, name=_text(result.case.name), file=file, line=line)
    if result.outcome != "passed":
        failure = SubElement(test, "failure", type=result.outcome, message=_text(result.differences[0].message))
        failure.text = _text("\n".join(str(difference) for difference in result.differences))


def _problem(suite: Element, finding: Diagnostic) -> None:
    place = _READING if finding.span is None else finding.span.place
    test = SubElement(suite, "testcase", classname=_READING, name=_text(place))
    SubElement(test, "error", type=finding.code.code, message=_text(finding.message))


def _count(element: Element, suites: list[Element]) -> None:
    """Note on a suite, or on all of them, how many cases there are and how many did not pass."""
    for key, tag in (("tests", "testcase"), ("failures", "testcase/failure"), ("errors", "testcase/error")):
        element.set(key, str(sum(len(suite.findall(tag)) for suite in suites)))


def _text(text: str) -> str:
    """Return a text without the characters that XML does not have."""
    return _NOT_IN_XML.sub("�", text)
