"""What the pages show and carry: languages, questions, answers, changes, errors, files; each page read as HTML."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from importlib.resources import files
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given, settings
from starlette.testclient import TestClient

from generators.shipped import shipped, with_gaps
from simexit.api import Advisor, DisagreementError, load
from simexit.ask.interview import Reply
from simexit.explain.advice import Advice
from simexit.model.rules import Situation
from simexit.text.diagnostics import Findings
from simexit.text.words import sentence, table, word
from simexit.web import addresses
from simexit.web.current import Current
from simexit.web.limits import Limits
from simexit.web.service import create_app
from web.pages import app, client
from web.persons import EXAMPLES, LANGUAGES, day_and_answers
from web.reading import fetch, press

DAY = "today=2026-11-20"


def known(person: str) -> str:
    """The address of what a person knows."""
    day, told = day_and_answers(person, shipped())
    return addresses.link("", ((addresses.FACT, f"{fact}={value}") for fact, value in told.items()), today=day)  # type: ignore[arg-type]  # pairs of texts


DEBT = known("esim-debt")


def plain(text: str) -> str:
    """A text with single ordinary blanks."""
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("header", "language"),
    [("ru,en;q=0.5", "ru"), ("en-GB", "en"), ("de, en;q=0.1, ru;q=0.9", "ru"), ("zh-CN,zh;q=0.9", "zh"), (";q=x,,", "zh"), (None, "zh")],
)
def test_the_first_address_leads_to_the_language_that_the_browser_prefers(header: str | None, language: str) -> None:
    answered = client().get("/", headers={} if header is None else {"accept-language": header}, follow_redirects=False)
    assert (answered.status_code, answered.headers["location"], answered.headers["vary"]) == (303, f"/{language}/", "Accept-Language")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_asks_which_guide_a_person_reads_in_the_language(language: str) -> None:
    page = fetch(client(), f"/{language}/")
    assert page.heading == shipped().vocabulary.settings.title[language]
    form = page.form("answer")
    assert form is not None
    assert ("fact", "card.product") in form.hidden
    assert shipped().vocabulary.facts["card.product"].question[language] in page.text


def test_a_page_leads_to_the_same_in_every_other_language() -> None:
    page = fetch(client(), f"/en/advice{DEBT}")
    assert {link for link in page.links if "/advice?" in link} >= {f"/{language}/advice{DEBT}" for language in LANGUAGES}


def test_an_answer_goes_into_the_address_and_stays_there() -> None:
    page = fetch(client(), "/en/")
    form = page.form("answer")
    assert form is not None
    page = press(client(), page, form, ("value", "esim"))
    form = page.form("answer")
    assert form is not None
    assert form.hidden[0] == ("f", "card.product=esim")
    assert urlsplit(page.address).query == "f=card.product=esim"


def test_what_is_not_known_is_not_asked_again() -> None:
    page, asked = fetch(client(), "/en/"), set()
    for _ in range(5):
        form = page.form("answer")
        assert form is not None
        fact = dict(form.hidden)["fact"]
        assert fact not in asked
        asked.add(fact)
        page = press(client(), page, form, ("unknown", "1"))


def test_each_question_says_how_to_find_out_and_can_be_answered_with_i_do_not_know() -> None:
    for fact in shipped().vocabulary.facts.values():
        page = fetch(client(), f"/en/ask?about={fact.name}&{DAY}")
        form = page.form("answer")
        assert form is not None, fact.name
        assert ("unknown", "1") in form.buttons
        assert word("web_unknown", "en") in page.text
        assert " ".join(fact.find_out["en"].split()[:4]) in page.text


@pytest.mark.parametrize(("typed", "told"), [("12500", "12500"), ("3 500,50", "3500.50"), ("１２５００", "12500"), ("12500 KZT", "12500")])
def test_an_amount_is_understood_as_people_write_it(typed: str, told: str) -> None:
    page = fetch(client(), f"/en/ask?about=balance.owed&{DAY}")
    form = page.form("answer")
    assert form is not None
    assert f"f=balance.owed={told}" in press(client(), page, form, ("value", typed)).address


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("wrong", ["much", "", "-5", "1e99", "<b>"])
def test_an_answer_that_is_none_is_asked_again_with_what_is_expected(wrong: str, language: str) -> None:
    answered = client().get(f"/{language}/answer", params={"fact": "balance.owed", "value": wrong})
    assert answered.status_code == 400
    assert word("web_no_such_answer", language) in answered.text
    assert 'role="alert"' in answered.text
    assert word("expect_money", language).split("{")[0] in answered.text


@pytest.mark.parametrize("fact", ["balance.owed", "contract.months_left"])
def test_nothing_is_one_press_where_a_number_starts_from_nothing(fact: str) -> None:
    form = fetch(client(), f"/en/ask?about={fact}&{DAY}").form("answer")
    assert form is not None
    assert ("none", "1") in form.buttons
    for typed in ("", "700"):
        answered = client().get("/en/answer", params={"fact": fact, "value": typed, "none": "1"}, follow_redirects=False)
        assert f"f={fact}=0" in answered.headers["location"]


def test_nothing_is_no_answer_where_a_day_is_asked_for() -> None:
    form = fetch(client(), f"/en/ask?about=person.leaves_on&{DAY}").form("answer")
    assert form is not None
    assert ("none", "1") not in form.buttons
    assert client().get("/en/answer", params={"fact": "person.leaves_on", "value": "", "none": "1"}).status_code == 400


def test_how_far_the_questions_are_is_a_picture_with_words_for_those_who_do_not_see_it() -> None:
    def bar(told: str) -> tuple[str, ...]:
        (found,) = re.findall(r'<progress max="(\d+)" value="(\d+)" aria-label="([^"]+)">', client().get(f"/en/ask?{told}{DAY}").text)
        return tuple(found)

    start, later = bar("f=card.product=esim&"), bar("f=card.product=esim&f=application.status=none&f=balance.owed=0&")
    assert start[0] == later[0] == str(len(shipped().vocabulary.actions))
    assert int(start[1]) < int(later[1]) < int(later[0])
    assert start[2].startswith("1\N{NO-BREAK SPACE}answer ·")


def test_where_the_next_step_is_clear_words_say_why_more_is_asked() -> None:
    day, told = day_and_answers("esim-in-country", shipped())
    told.pop("operator")
    facts = "&".join(f"f={fact}={value}" for fact, value in told.items())
    text = client().get(f"/en/ask?{facts}&today={day}").text
    assert word("web_certain", "en") in text
    assert "<progress" not in text


def test_several_answers_become_one_fact_and_none_of_them_is_an_answer_too() -> None:
    page = fetch(client(), f"/en/ask?about=person.considers&{DAY}")
    form = page.form("answer")
    assert form is not None
    assert "f=person.considers=agent,transfer" in press(client(), page, form, ("value", "transfer"), ("value", "agent")).address
    assert "f=person.considers=&" in press(client(), page, form, ("none", "1")).address + "&"
    assert press(client(), page, form).status == 400


def test_an_answer_can_be_changed_and_what_it_makes_void_is_named() -> None:
    told = f"?f=person.in_kazakhstan=yes&f=person.leaving=yes&f=person.leaves_on=2026-11-30&{DAY}"
    page = fetch(client(), f"/en/answer{told}&fact=person.leaving&value=no")
    assert shipped().vocabulary.facts["person.leaves_on"].label["en"] in page.text
    (onward,) = [link for link in page.links if "/en/ask?" in link]
    assert "leaves_on" not in onward
    assert "f=person.leaving=no" in onward


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_that_cannot_be_true_says_why_in_the_language_and_leads_to_the_others(language: str) -> None:
    constraint = shipped().vocabulary.constraints["refused_needs_a_refusal"]
    told = f"?f=application.status=rejected&{DAY}"
    answered = client().get(f"/{language}/answer{told}&fact=application.rejections&value=0")
    assert answered.status_code == 400
    assert constraint.why[language] in unescape(answered.text)
    assert "about=application.status" in answered.text


def test_facts_that_cannot_be_used_are_named_with_code_and_hint_and_can_be_left_out() -> None:
    answered = client().get("/ru/advice?f=card.form=esin&f=balance.owd=1&f=plan.status=active&f=plan.status=paused&u=nothing.here")
    assert answered.status_code == 400
    text = unescape(re.sub("</?code>", "`", answered.text))
    for part in ("K602", "did you mean `esim`?", "K601", "did you mean `balance.owed`?", "K605", "nothing.here"):
        assert part in text
    links = [link for link in re.findall(r'href="([^"]*)"', text) if link.startswith("/ru/answers")]
    assert len(links) == 4
    assert 'lang="ru"' in text


def test_leaving_out_what_is_wrong_mends_the_address() -> None:
    page = fetch(client(), f"/en/advice?f=card.form=esin&f=plan.status=active&{DAY}")
    (mended,) = [link for link in page.links if link.startswith("/en/answers?")]
    assert fetch(client(), mended).status == 200
    assert "plan.status=active" in mended


def test_facts_that_cannot_all_be_true_are_refused_with_a_link_for_each() -> None:
    page = fetch(client(), f"/en/advice?f=application.status=rejected&f=application.rejections=0&{DAY}")
    assert page.status == 400
    assert "K604" in page.text
    assert len([link for link in page.links if link.startswith("/en/answers")]) == 2


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["nothing", "letters/nothing", "ask/", "did?action=x", "answer?fact=x", "ask?about=x", "static/page.css"])
def test_an_address_that_leads_nowhere_says_so_in_its_language(path: str, language: str) -> None:
    page = fetch(client(), f"/{language}/{path}")
    assert (page.status, page.heading) == (404, word("web_not_found", language))


def test_an_unknown_language_is_no_page_and_is_answered_in_the_one_preferred() -> None:
    answered = client().get("/de/", headers={"accept-language": "ru"})
    assert answered.status_code == 404
    assert 'lang="ru"' in answered.text


def test_head_is_answered_like_get_and_what_is_not_allowed_is_405() -> None:
    head, got = client().head(f"/en/advice{DEBT}"), client().get(f"/en/advice{DEBT}")
    assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", str(len(got.content)))
    refused = client().post("/en/advice")
    assert (refused.status_code, set(refused.headers["allow"].split(", "))) == (405, {"GET", "HEAD"})
    assert word("web_not_allowed", "en") in refused.text
    assert client().get("/en/load").headers["allow"] == "POST"


def test_where_two_calculations_differ_no_advice_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    def differs(_self: Advisor, facts: Situation, **_more: object) -> None:
        raise DisagreementError(dict(facts), "", ())

    monkeypatch.setattr(Advisor, "advise", differs)
    answered = client().get(f"/ru/advice{DEBT}")
    assert answered.status_code == 500
    assert word("web_no_advice", "ru") in answered.text
    assert "pay_debt" not in answered.text


def test_a_failure_inside_shows_nothing_of_itself_and_has_all_headers(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_self: Advisor, _facts: Situation, **_more: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(Advisor, "advise", fails)
    answered = client(raises=False).get(f"/en/advice{DEBT}")
    assert answered.status_code == 500
    assert word("web_failed", "en") in answered.text
    assert "secret" not in answered.text
    assert "default-src 'none'" in answered.headers["content-security-policy"]


def test_the_answers_come_back_from_the_file_they_were_saved_in() -> None:
    file = client().get(f"/en/answers.yaml{DEBT}&u=person.login")
    assert "attachment" in file.headers["content-disposition"]
    answered = client().post("/en/load", files={"file": ("mine.yaml", file.content)}, follow_redirects=False)
    assert answered.status_code == 303
    told = sorted(parse_qsl(urlsplit(answered.headers["location"]).query, keep_blank_values=True))
    assert told == sorted([*parse_qsl(DEBT[1:]), ("u", "person.login")])


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"- a", b"card: [", b"nothing: 1", b"x" * 2_000_000, b"&a [*a]", b"card.form: esin"])
def test_a_file_that_cannot_be_used_is_refused_with_what_is_wrong(content: bytes) -> None:
    answered = client().post("/en/load", files={"file": ("../../mine.yaml", content)})
    assert answered.status_code in {400, 413}


def test_a_letter_holds_what_was_filled_in_and_is_found_nowhere_else() -> None:
    name = next(iter(shipped().vocabulary.letters))
    field = next(iter(shipped().vocabulary.letters[name].fields))
    page = client().get(f"/en/letters/{name}{DEBT}")
    assert f'name="{field}"' in page.text
    letter = client().post(f"/en/letters/{name}{DEBT}", data={field: "Zhang <b>Wei</b>", "form": "html"})
    assert "Zhang &lt;b&gt;Wei&lt;/b&gt;" in letter.text
    assert "Zhang" not in client().get(f"/en/letters/{name}{DEBT}").text
    assert client().post(f"/en/letters/{name}{DEBT}", data={field: "x" * 301}).status_code == 400
    assert client().post(f"/en/letters/{name}{DEBT}", data={"form": "pdf"}).content.startswith(b"%PDF")


def test_the_plan_is_shown_and_its_calendar_is_that_of_the_command() -> None:
    page = fetch(client(), f"/en/plan{DEBT}")
    assert shipped().vocabulary.actions["pay_debt"].title["en"] in page.text
    calendar = client().get(f"/en/plan.ics{DEBT}")
    day, told = day_and_answers("esim-debt", shipped())
    facts, _ = app().state.current.advisor.facts_told(
        addresses.told(tuple(("f", f"{f}={v}") for f, v in told.items()), shipped(), Findings()), Findings()
    )
    assert calendar.content == app().state.current.advisor.plan(facts, today=date.fromisoformat(day), lang="en").to_ics()
    assert calendar.headers["content-type"].startswith("text/calendar")


def test_the_spoken_text_is_marked_with_its_own_language() -> None:
    said = shipped().vocabulary.actions["pay_debt"].say
    assert said is not None
    assert f'<blockquote lang="ru">{said["ru"]}</blockquote>' in client().get(f"/zh/advice{DEBT}").text
    assert said["ru"] in client().get(f"/zh/say{DEBT}").text


@pytest.mark.parametrize(
    ("person", "language"),
    [("esim-in-country", "zh"), ("esim-in-country", "ru"), ("esim-debt", "en"), ("internet-card-in-country", "ru"), ("esim-abroad", "zh")],
)
def test_what_has_to_be_done_is_seen_at_once_and_the_rest_is_announced(person: str, language: str) -> None:
    day, told = day_and_answers(person, shipped())
    page = fetch(client(), f"/{language}/advice{known(person)}")
    advisor = app().state.current.advisor
    facts, _ = advisor.facts_told(addresses.told(tuple(("f", f"{f}={v}") for f, v in told.items()), shipped(), Findings()), Findings())
    advice = advisor.advise(facts, today=date.fromisoformat(day), lang=language)
    seen, all_of_it = " ".join(page.at_once), page.text
    assert advice.how is not None
    warned = advice.warnings.certain
    first = [advice.how.title, *advice.how.steps, advice.how.where]
    spoken = [advice.how.say_spoken or advice.how.say, advice.how.waits_for]
    grave = [one.title for one in warned if one.severity in {"critical", "high"}] + [
        one.text for one in warned if one.severity == "critical"
    ]
    for text in filter(None, (*first, *spoken, *grave)):
        assert plain(text) in seen
    later = [advice.how.say, advice.how.bring, advice.how.takes, advice.how.unverified]
    later += [*(one.text for one in warned), *(reason.text for reason in advice.because), *(item.text for item in advice.how.known)]
    for text in filter(None, later):
        assert plain(text) in all_of_it
    assert advice.how.say_spoken is None or word("web_means", language) in page.at_once
    assert advice.how.bring is None or word("bring", language) in page.at_once
    assert advice.how.unverified is None or word("unverified", language) in page.at_once
    assert word("why", language) in page.at_once
    if advice.how.known:
        unverified = sum(item.confidence == "unverified" for item in advice.how.known)
        official = sum(item.confidence in {"official", "official_old"} for item in advice.how.known)
        assert plain(sentence("web_known", language, len(advice.how.known), official, unverified)) in page.at_once


def test_critical_warnings_stand_before_the_instructions() -> None:
    text = client().get(f"/en/advice{DEBT}").text
    assert text.index("<h1>") < text.index('class="warning critical"') < text.index('class="ticks"')


@settings(max_examples=60)
@given(with_gaps())
def test_what_is_told_comes_back_from_the_address_in_its_order(known: Situation) -> None:
    replies = tuple(Reply(fact, value) for fact, value in known.items()) + tuple(
        Reply(fact, None) for fact in list(shipped().vocabulary.facts)[:3] if fact not in known
    )
    state = addresses.state(replies, with_day=True)
    findings = Findings()
    link = addresses.link("/x", state)
    read = addresses.of_state(parse_qsl(urlsplit(link).query, keep_blank_values=True))
    told = addresses.told(read, shipped(), findings)
    assert not len(findings)
    assert addresses.in_order(sorted(replies, key=lambda reply: reply.fact), told) == replies
    assert {one.fact: one.value for one in told} == {reply.fact: reply.value for reply in replies}


def test_every_word_that_a_template_names_is_in_the_table_and_every_word_of_the_pages_is_used() -> None:
    folder = files("simexit.web")
    templates = " ".join(path.read_text(encoding="utf-8") for path in (folder / "templates").iterdir())
    programs = " ".join(path.read_text(encoding="utf-8") for path in (folder / "pages").iterdir() if path.name.endswith(".py"))
    named = set(re.findall(r"\b[ws]\('(\w+)'", templates))
    assert named
    assert named <= set(table("en"))
    own = {name for name in table("en") if name.startswith("web_")}
    assert own == {name for name in own if f"'{name}'" in templates or f'"{name}"' in programs}


@pytest.mark.parametrize("page", ["", "ask", "advice", "plan", "letters", "answers", "say", "nothing"])
def test_the_headers_of_a_page_let_nothing_in_and_nothing_out(page: str) -> None:
    headers = client().get(f"/en/{page}{DEBT}").headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert "unsafe" not in policy
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in headers


@pytest.mark.parametrize("page", ["ask?about=person.documents_ready", f"advice{known('data-card-in-country')}"])
def test_a_picture_is_shown_where_it_helps_and_is_kept_by_the_browser(page: str) -> None:
    text = client().get(f"/zh/{page}").text
    (source,) = re.findall(r'src="(/pictures/[^"]*)"', text)
    assert shipped().vocabulary.pictures["card_number"].shows["zh"] in text
    drawing = client().get(source)
    assert (drawing.headers["content-type"], drawing.text) == ("image/svg+xml", shipped().vocabulary.pictures["card_number"].drawing)
    assert "immutable" in drawing.headers["cache-control"]
    assert "default-src 'none'" in drawing.headers["content-security-policy"]
    assert client().get(source.replace("card", "cart")).status_code == 404


def test_where_there_was_no_second_opinion_the_advice_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    assert word("no_second_opinion", "ru") not in client().get(f"/ru/advice{DEBT}").text
    monkeypatch.setattr(Advice, "second_opinion", "not available: no extension")
    assert word("no_second_opinion", "ru") in client().get(f"/ru/advice{DEBT}").text


@pytest.mark.parametrize("language", ["en", "zh"])
def test_another_library_is_shown_by_the_same_pages(language: str) -> None:
    advisor = load(EXAMPLES / "gym", second_opinion="off")
    other = TestClient(create_app(Current(advisor), Limits(per_second=None)))
    page = fetch(other, f"/{language}/?today=2026-11-20")
    asked = 0
    while (form := page.form("answer")) is not None:
        chosen = form.buttons[0] if form.buttons[0][0] == "value" else ("unknown", "1")
        page = press(other, page, form, chosen)
        asked += 1
        assert asked < 60
    assert asked > 1
    assert (page.status, page.language) == (200, {"zh": "zh-Hans"}.get(language, language))
    assert "/advice" in page.address
    assert fetch(other, "/ru/").status == 404
