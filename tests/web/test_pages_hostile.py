"""Whatever facts, files, addresses and the texts of a library hold, nothing of it becomes part of a page but text."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.testclient import TestClient

from generators.shipped import shipped
from simexit.api import load
from simexit.web.current import Current
from simexit.web.service import create_app
from web.hostile_library import HOSTILE, hostile_library
from web.pages import client

FACTS = "f=kind=a&f=maker=m&f=x=5&f=many=a,b&today=2026-11-20"
PLACES = (
    "", "ask", "advice", "say", "plan", "letters", "letters/plea", "answers", "answer?fact=x&value=no", "answer?fact=x&value=5",
    "checked?checklist=some&fact=x&ticked=x&unsure=x&rest=no",
)  # fmt: skip
_TAGS = (
    "html head meta title link script body a header nav ul li main section p h1 h2 h3 div form input fieldset legend button label "
    "figure figcaption details summary progress span svg path circle ol dl dt dd blockquote time strong em img code table tr td style"
)
OWN_TAGS = frozenset(_TAGS.split())


class Elements(HTMLParser):
    """Every tag with its attributes, and all text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data


def assert_is_tame(html: str) -> Elements:
    """A page has no tag, attribute or address that its template does not have."""
    page = Elements(html)
    for tag, has in page.tags:
        assert tag in OWN_TAGS, tag
        assert not [name for name in has if name.startswith("on") or name == "style"], has
        assert tag not in {"script", "img"} or has["src"].startswith(("/static/", "/pictures/"))
        for name in ("href", "action", "src"):
            assert has.get(name, "/").startswith(("/", "#", "https://", "http://")), has
            assert not has.get(name, "/").startswith("//"), has
    assert len([tag for tag, _ in page.tags if tag == "script"]) <= 1
    return page


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Starlette:
    return create_app(Current(load(hostile_library(tmp_path_factory.mktemp("hostile")), second_opinion="off")))


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("told", ["", FACTS, "f=maker=m&today=2026-11-20", "u=x&u=kind"])
def test_texts_of_a_library_are_text_on_every_page(hostile: Starlette, place: str, told: str) -> None:
    separator = "&" if "?" in place else "?"
    answered = TestClient(hostile).get(f"/en/{place}{separator}{told}")
    assert answered.status_code in {200, 400}
    page = assert_is_tame(answered.text)
    for text in HOSTILE[:4]:
        assert text in page.text


def test_an_advice_shows_every_hostile_text_and_computes_none(hostile: Starlette) -> None:
    page = assert_is_tame(TestClient(hostile).get(f"/en/advice?{FACTS}").text)
    assert "{{7*7}} {% raw %} ${7*7}" in page.text
    assert "49" not in page.text.replace("2049", "")
    assert page.text.count(HOSTILE[0]) > 20


def test_a_hostile_letter_is_text_as_well(hostile: Starlette) -> None:
    answered = TestClient(hostile).post(f"/en/letters/plea?{FACTS}", data={"who": HOSTILE[0] + HOSTILE[1]})
    page = assert_is_tame(answered.text)
    assert HOSTILE[0] + HOSTILE[1] in page.text
    assert "'sha256-" in answered.headers["content-security-policy"]
    assert "unsafe" not in answered.headers["content-security-policy"]


def test_a_clash_with_hostile_texts_is_text(hostile: Starlette) -> None:
    answered = TestClient(hostile).get("/en/answer?f=maker=n&today=2026-11-20&fact=x&value=7")
    assert answered.status_code == 400
    assert HOSTILE[0] in assert_is_tame(answered.text).text


@settings(max_examples=60)
@given(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=40)), st.sampled_from(["f", "u", "today", "fact", "value", "about"]), st.data())
def test_hostile_parameters_never_become_part_of_a_page(value: str, name: str, data: st.DataObject) -> None:
    fact = data.draw(st.sampled_from(["", "balance.owed=", "person.considers=", "card.form="]))
    page = data.draw(st.sampled_from(["", "ask", "answer", "advice", "answers", "plan", "letters", "did"]))
    more = {"fact": "balance.owed"} if page == "answer" and name != "fact" else {}
    query = urlencode({name: (fact if name == "f" else "") + value, **more}, errors="replace")
    answered = client().get(f"/en/{page}?{query}", headers={"accept-language": "en"})
    assert answered.status_code in {200, 400, 404}
    assert_is_tame(answered.text)


@pytest.mark.parametrize(
    "path", ["../service.py", "..%2fservice.py", "%2e%2e/%2e%2e/service.py", "/etc/passwd", "%2fetc%2fpasswd", "page.css%00", "", "."]
)
def test_no_path_leaves_the_files_that_are_served(path: str) -> None:
    for under in ("static", "en/letters", "static/..%5c.."):
        answered = client().get(f"/{under}/{path}")
        assert answered.status_code in {404, 200}
        assert "create_app" not in answered.text
        assert "root:" not in answered.text
        assert answered.status_code == 404 or answered.url.path in {"/en/letters", "/en/", "/"}


@pytest.mark.parametrize("line", ["\r\nSet-Cookie: a=b", "%0d%0aSet-Cookie:%20a=b", "\nX: y", '"; filename="evil.html'])
def test_no_header_takes_a_line_from_a_person(line: str) -> None:
    for address in (
        f"/?f={quote(line)}",
        f"/en/answers.yaml?u={quote(line)}",
        f"/en/letters/{quote(line, safe='')}",
        f"/{quote(line, safe='')}/",
    ):
        answered = client().get(address, follow_redirects=False)
        assert "set-cookie" not in answered.headers
        assert "x" not in answered.headers
        assert "evil" not in answered.headers.get("content-disposition", "")
        assert "\n" not in answered.headers.get("location", "")


def test_the_host_of_a_request_leads_nowhere() -> None:
    for address in ("/", "/en", "/en/?f=plan.status=active", "//evil.example/", "/en/answer?fact=card.form&value=esim", "/en/answer/"):
        answered = client().get(f"http://testserver{address}", headers={"host": "evil.example"}, follow_redirects=False)
        assert "evil" not in answered.headers.get("location", "")
        assert answered.headers.get("location", "/en/").startswith("/")
        assert not answered.headers.get("location", "/en/").startswith("//")


def test_a_file_name_of_a_letter_holds_letters_and_digits_only() -> None:
    for name in shipped().vocabulary.letters:
        answered = client().post(f"/ru/letters/{name}", data={"form": "pdf"})
        assert answered.headers["content-disposition"] == f'attachment; filename="{name}.pdf"'


def test_a_page_is_found_under_the_path_where_another_application_mounts_it() -> None:
    from starlette.routing import Mount

    from web.pages import app

    outer = TestClient(Starlette(routes=[Mount("/help", app=app())]))
    page = outer.get("/help/")
    assert page.url.path == "/help/zh/"
    links = [has["href"] for tag, has in Elements(page.text).tags if tag in {"a", "link"}]
    assert all(link.startswith(("/help/", "#")) for link in links), links
    for link in links:
        assert link.startswith("#") or outer.get(link).status_code == 200
    assert outer.get("/help/en/nothing").status_code == 404
