"""The whole site: every link leads somewhere, everything has its page, the same library gives the same bytes, nothing breaks out."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import get_args

import pytest
from benchmarks.generator import Generated

from docs_site.sites import GYM, OUTSIDE, Elements, gym, pages, read_anew, shipped, subject_of, target
from simexit.check.entry_forms import WORK_KINDS
from simexit.model.rules import RuleSet
from simexit.site.addresses import KINDS, Thing
from simexit.site.site import site
from simexit.site.subject import UnreadableError
from simexit.site.tables.names import Word
from simexit.site.uses import How
from simexit.site.words import table
from simexit.text.codes import Code
from simexit.text.forms import PLACEHOLDER, PLURALS, split
from small_library import small_library
from web.hostile_library import HOSTILE, hostile_library

LANGUAGES = ("en", "zh", "ru")
_TAGS = (
    "html head meta title link script body a header nav ul ol li main section p h1 h2 h3 div form input button label details summary span "
    "dl dt dd strong em code pre table thead tbody tr th td footer noscript figure img svg defs marker path rect g text tspan"
)
TAGS = frozenset(_TAGS.split())


def assert_whole(files: dict[str, bytes]) -> None:
    """Every link of a page leads to a file of the site, and to an anchor that is there, or to another site by a link alone."""
    read = pages(files)
    for here, page in read.items():
        assert len(page.ids()) == len(set(page.ids())), here
        for link in page.links():
            if link.startswith(OUTSIDE):
                continue
            address, anchor = target(link, here)
            assert address in files, f"{here} leads to {link}"
            assert not anchor or anchor in read[address].ids(), f"{here} leads to {link}"


def things(rules: RuleSet) -> list[Thing]:
    """Everything that has a name in a library."""
    words = rules.vocabulary
    return [
        *(Thing("rule", one.name) for one in rules.rules),
        *(Thing("invariant", one.name) for one in rules.invariants),
        *(Thing("fact", name) for name in words.facts),
        *(Thing("action", name) for name in words.actions),
        *(Thing("warning", name) for name in words.warnings),
        *(Thing("deadline", name) for name in words.deadlines),
        *(Thing("derived", name) for name in words.derived),
        *(Thing("parameter", name) for name in words.parameters),
        *(Thing("constraint", name) for name in words.constraints),
        *(Thing("source", name) for name in words.works),
        *(Thing("contradiction", name) for name in words.contradictions),
        *(Thing("letter", name) for name in words.letters),
        *(Thing("profile", f"{fact}/{value}") for fact, value in words.profiles),
        *(Thing("code", code.code) for code in Code),
    ]


def test_every_link_of_the_shipped_site_leads_somewhere() -> None:
    assert_whole(shipped())


def test_every_link_of_another_library_leads_somewhere() -> None:
    assert_whole(gym())


def test_every_link_of_a_generated_library_leads_somewhere(tmp_path: Path) -> None:
    root = Generated(24).write(tmp_path)
    subject = subject_of(root)
    files = dict(site(subject))
    assert_whole(files)
    assert [thing for thing in things(subject.rules) if thing.address not in files] == []


@pytest.mark.parametrize("root", [None, GYM])
def test_everything_in_a_library_has_its_page_and_is_in_a_list(root: Path | None) -> None:
    files = shipped() if root is None else gym()
    for thing in things(subject_of(root).rules):
        assert thing.address in files
        listed = [target(link, f"{thing.kind}.html")[0] for link in Elements(files[f"{thing.kind}.html"]).links()]
        assert thing.address in listed, thing


def test_every_page_can_be_reached_from_the_first() -> None:
    files = shipped()
    read, reached, begun = pages(files), {"index.html"}, ["index.html"]
    while begun:
        here = begun.pop()
        for link in read[here].links():
            address = here if link.startswith(OUTSIDE) else target(link, here)[0]
            if address in read and address not in reached:
                reached.add(address)
                begun.append(address)
    assert sorted(set(read) - reached) == []


def test_the_same_library_gives_the_same_bytes_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert dict(site(read_anew(GYM))) == gym()


def test_the_index_has_every_thing_once_and_words_of_its_page() -> None:
    text = gym()["static/index.js"].decode()
    entries = json.loads(text.removeprefix("globalThis.pages = ").removesuffix(";\n"))
    assert [address for address, *_ in entries] == [address for address in gym() if "/" in address and address.endswith(".html")]
    (fees,) = (entry for entry in entries if entry[0] == "fact/fees.owed.html")
    assert fees[2] == "fees.owed"
    assert "fees" in fees[5]


def test_nothing_in_a_hostile_library_becomes_more_than_text(tmp_path: Path) -> None:
    files = dict(site(subject_of(hostile_library(tmp_path))))
    assert_whole(files)
    shown = ""
    for address, page in pages(files).items():
        for tag, has in page.tags:
            assert tag in TAGS, f"{address}: {tag}"
            assert not [name for name in has if name.startswith("on") or name == "style"], address
        for link in page.links():
            assert re.match(r"(?:\.\./)*[a-z][\w%./-]*(?:#[\w.-]+)?$|#[\w.-]+$", link) or link.startswith(OUTSIDE), link
        scripts = [has["src"] for tag, has in page.tags if tag == "script"]
        assert scripts == (["static/index.js", "static/search.js"] if address == "search.html" else [])
        shown += page.text
    assert all(text in shown for text in HOSTILE)


def test_a_small_library_without_cases_guides_or_documents_has_a_site(tmp_path: Path) -> None:
    files = dict(site(subject_of(small_library(tmp_path))))
    assert_whole(files)
    assert not [address for address in files if address.startswith(("cases", "guide", "table", "profile", "letter"))]


def test_a_file_among_the_guides_that_does_not_fit_is_a_finding(tmp_path: Path) -> None:
    root = small_library(tmp_path)
    (root / "examples").mkdir()
    (root / "examples" / "some.yaml").write_text("today: 2026-11-20\ny: 3\n", encoding="utf-8")
    with pytest.raises(UnreadableError) as error:
        subject_of(root)
    assert [found.code for found in error.value.findings] == [Code.UNKNOWN_FACT]


def test_a_guide_whose_facts_cannot_all_be_true_is_a_finding(tmp_path: Path) -> None:
    root = small_library(tmp_path)
    (root / "kb" / "constraints").mkdir()
    (root / "kb" / "constraints" / "c.yaml").write_text("never: {impossible: x == 7, why: {en: no}}\n", encoding="utf-8")
    (root / "examples").mkdir()
    (root / "examples" / "some.yaml").write_text("x: 7\n", encoding="utf-8")
    with pytest.raises(UnreadableError) as error:
        subject_of(root)
    assert [found.code for found in error.value.findings] == [Code.IMPOSSIBLE]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sites_own_words_are_in_every_language_with_the_same_places(language: str) -> None:
    assert list(table(language)) == list(get_args(Word))
    assert {f"{start}_{kind}" for start in ("one", "all", "about") for kind in KINDS} <= set(get_args(Word))
    assert {f"use_{how}" for how in get_args(How)} | {f"kind_{kind}" for kind in WORK_KINDS} <= set(get_args(Word))
    for name, text in table(language).items():
        places = [split(place) for place in PLACEHOLDER.findall(text)]
        assert {of for of, _ in places} == {split(place)[0] for place in PLACEHOLDER.findall(table("en")[name])}, name
        assert all(len(forms) in {0, len(PLURALS[language])} for _, forms in places), name


@pytest.mark.parametrize("language", ["zh", "ru"])
def test_a_site_in_another_language_has_no_english_words_of_its_own(language: str, tmp_path: Path) -> None:
    root = GYM if language == "zh" else hostile_library(tmp_path)
    files = dict(site(subject_of(root, language)))
    read = pages(files)
    assert f'lang="{"zh-Hans" if language == "zh" else "ru"}"' in files["index.html"].decode()
    assert table(language)["contents"] in read["index.html"].text
    assert table("en")["rule_when"] not in "".join(page.text for address, page in read.items() if address.startswith("rule/"))


def test_pages_allow_a_browser_nothing_but_their_own_files() -> None:
    for address, content in shipped().items():
        if address.endswith(".html"):
            policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', content.decode())
            assert policy is not None, address
            assert set(re.findall(r"(\S+-src|default-src|form-action|base-uri) ([^;]+)", policy[1])) == {
                ("default-src", "'none'"),
                ("script-src", "'self'"),
                ("style-src", "'self'"),
                ("img-src", "'self'"),
                ("form-action", "'self'"),
                ("base-uri", "'none'"),
            }


def test_no_style_sheet_or_script_names_another_site() -> None:
    for name in ("static/site.css", "static/search.js"):
        assert b"http" not in shipped()[name]
