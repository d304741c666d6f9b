"""The page of a report of coverage."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from author.covered import coverage_of, numbers, rules_in, rules_with
from simexit.author.coverage.html import page
from simexit.libraries import library
from small_library import small_library

VOID = {"meta", "br"}
IMPLIED = {"tr", "td", "th"}
HOSTILE = "</pre><script>alert(1)</script><img src=//evil.example onerror=x> & \"quoted\" 'too'"


class Reader(HTMLParser):
    """Notes what a browser would: the tags with what they say, the text of files, and whether tags are closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.files: list[str] = []
        self.feed(text)
        assert self.open == [], "a tag is not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.open += [tag] if tag not in VOID | IMPLIED else []
        self.files += [""] if tag == "pre" else []

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "pre" in self.open:
            self.files[-1] += data

    def marked(self) -> list[dict[str, str | None]]:
        """What is said of the leaves in the text of files."""
        return [attributes for tag, attributes in self.tags if tag == "mark" and "title" in attributes]


def hostile(folder: Path) -> Path:
    """A library whose rule file holds markup in a comment and in a reason."""
    rule = small_library(folder, "x < 3 and x > 1") / "rules/do/act.yaml"
    rule.write_text(f"# {HOSTILE}\n{rule.read_text('utf-8')}", encoding="utf-8")
    return folder


def test_markup_in_a_rule_file_is_text_on_the_page(tmp_path: Path) -> None:
    rules = rules_in(hostile(tmp_path))
    read = Reader(page(coverage_of(rules, numbers(2)), f"Coverage {HOSTILE}"))
    assert {tag for tag, _ in read.tags} & {"script", "img"} == set()
    assert read.files == [rules.rules[0].span.source.text + "\n"]


def test_every_rule_file_stands_on_the_page_letter_by_letter() -> None:
    rules = rules_in(library().root)
    read = Reader(page(coverage_of(rules, []), "Coverage"))
    assert read.files == [rule.span.source.text + "\n" for rule in rules.rules]
    assert len(read.marked()) == sum(len(rule.leaves) for rule in rules.rules)


def test_the_page_needs_nothing_but_itself(tmp_path: Path) -> None:
    text = page(coverage_of(rules_in(hostile(tmp_path)), []), "Coverage")
    tags = Reader(text).tags
    assert all((value or "").startswith("#") for _, attributes in tags for name, value in attributes.items() if name in {"href", "src"})
    assert {tag for tag, _ in tags} & {"link", "script", "iframe", "object", "form"} == set()
    assert re.search(r"url\(|@import", text) is None


def test_every_link_leads_to_a_section() -> None:
    tags = Reader(page(coverage_of(rules_in(library().root), []), "Coverage")).tags
    linked = [attributes["href"] for tag, attributes in tags if tag == "a"]
    assert linked == [f"#{attributes['id']}" for tag, attributes in tags if tag == "section"]


@pytest.mark.parametrize(
    ("values", "looks"),
    [
        ([], ["never", "never"]),
        ([2], ["one", "one"]),
        ([2, 1], ["one", "both"]),
        ([3, 2, 1], ["both", "both"]),
    ],
)
def test_a_leaf_looks_as_it_decides(tmp_path: Path, values: list[int], looks: list[str]) -> None:
    coverage = coverage_of(rules_with(tmp_path, "x < 3 and x > 1"), numbers(*values))
    assert [one["class"] for one in Reader(page(coverage, "Coverage")).marked()] == looks


def test_a_leaf_that_can_never_decide_looks_different_from_one_that_no_case_covers(tmp_path: Path) -> None:
    coverage = coverage_of(rules_with(tmp_path, "x > 1 or (x > 2 and x < 2)"), [])
    assert [one["class"] for one in Reader(page(coverage, "Coverage")).marked()] == ["never", "never", "idle"]


def test_a_leaf_that_was_open_in_a_case_says_so_with_its_numbers(tmp_path: Path) -> None:
    coverage = coverage_of(rules_with(tmp_path, "x > 1"), [{}, *numbers(2, 3)])
    (leaf,) = Reader(page(coverage, "Coverage")).marked()
    assert leaf == {"class": "one opened", "title": "true: 2, false: 0, open: 1, decides true: 2, decides false: 0"}


def test_both_comparisons_of_a_chain_are_marked_and_none_twice(tmp_path: Path) -> None:
    text = page(coverage_of(rules_with(tmp_path, "0 < x <= 12"), numbers(5)), "Coverage")
    marks = re.findall(r'<mark class="one" title="[^"]*">(.*?)</mark>', text)
    assert marks == ["0 &lt; ", "x &lt;= 12"]


def test_a_leaf_over_two_lines_is_marked_on_both(tmp_path: Path) -> None:
    text = page(coverage_of(rules_with(tmp_path, ">-\n  x\n  > 1"), numbers(5)), "Coverage")
    marks = re.findall(r'<mark class="one" title="[^"]*">(.*?)</mark>', text)
    assert [mark.strip() for mark in marks] == ["x", "&gt; 1"]
