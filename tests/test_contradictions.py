"""What the articles say against one another: recorded, resolved on evidence, shown where one looks for it."""

from __future__ import annotations

import pytest

from cli.program import answer, run
from generators.shipped import shipped
from simexit.model.sources import Contradiction
from simexit.text.words import LANGUAGES

VOCABULARY = shipped().vocabulary
RECORDED = list(VOCABULARY.contradictions.values())
ARTICLES = [f"article-00{number}" for number in range(5)]

# what the comparison of the five articles found, topic by topic
TOPICS = {
    "must_it_be_closed": {"article-000", "article-002", "article-004"},
    "main_channel": {"article-001", "article-002", "article-004"},
    "how_long_it_takes": {"article-001", "article-003", "article-004"},
    "closing_by_phone": {"article-000", "article-001", "article-002"},
    "expired_card": {"article-001", "article-004"},
    "tele2_company": {"article-002", "article-003"},
    "who_may_apply": {"article-000", "article-002", "article-004"},
}


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_on_which_the_articles_differ_is_recorded_with_all_its_articles(topic: str) -> None:
    assert {claim.partition("/")[0] for claim in VOCABULARY.contradictions[topic].claims} == TOPICS[topic]


@pytest.mark.parametrize("recorded", RECORDED, ids=lambda one: one.name)
def test_a_contradiction_is_between_claims_of_articles_and_resolved_on_evidence_that_is_no_article(recorded: Contradiction) -> None:
    assert {VOCABULARY.works[claim.partition("/")[0]].kind for claim in recorded.claims} == {"article"}
    assert recorded.evidence
    assert not set(recorded.evidence) & set(ARTICLES)


@pytest.mark.parametrize("recorded", RECORDED, ids=lambda one: one.name)
def test_where_claims_contradict_each_other_not_every_side_is_adopted_as_it_stands(recorded: Contradiction) -> None:
    adopted = [all(VOCABULARY.claim(claim).verdict == "adopted" for claim in side) for side in recorded.sides]
    assert sum(adopted) <= 1


def test_a_contradiction_that_a_reason_speaks_of_is_recorded() -> None:
    """Each pair of articles that the reasons set against each other stands in some contradiction."""
    pairs = {frozenset(claim.partition("/")[0] for claim in one.claims) for one in RECORDED}
    for work in ARTICLES:
        for claim in VOCABULARY.works[work].claims.values():
            reason = "" if claim.reason is None else claim.reason["en"].replace("article ", "article-")
            for other in ARTICLES:
                if "contradict" in reason and other in reason and other != work:
                    assert any({work, other} <= pair for pair in pairs), f"{work}/{claim.name}"


@pytest.mark.parametrize("article", ARTICLES)
def test_the_page_of_an_article_shows_at_each_claim_what_contradicts_it_and_how_it_was_resolved(article: str) -> None:
    shown = " ".join(run("sources", article).stdout.split())
    for contradiction in RECORDED:
        for side in contradiction.sides:
            if any(claim.partition("/")[0] == article for claim in side):
                others = ", ".join(claim for other in contradiction.sides if other != side for claim in other)
                assert f"Contradicts {others}: " in shown
                assert " ".join(contradiction.resolved["en"].split()) in shown


def test_json_names_the_contradictions_at_each_claim() -> None:
    claims = {claim["claim"]: claim["contradictions"] for work in answer("sources") for claim in work["claims"]}
    for contradiction in RECORDED:
        assert all(contradiction.name in claims[claim] for claim in contradiction.claims)
    assert sum(map(len, claims.values())) == sum(len(contradiction.claims) for contradiction in RECORDED)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_of_contradictions_has_what_each_side_says_and_the_resolution(language: str) -> None:
    shown = "".join(run("--lang", language, "sources", "--contradictions").stdout.split())
    for contradiction in RECORDED:
        for claim in contradiction.claims:
            assert "".join(f"{claim}: {VOCABULARY.claim(claim).says[language]}".split()) in shown
        assert "".join(contradiction.resolved[language].split()) in shown


def test_the_list_can_be_of_one_article_and_for_programs() -> None:
    listed = answer("sources", "--contradictions")
    assert [one["contradiction"] for one in listed] == list(VOCABULARY.contradictions)
    of_one = answer("sources", "article-000", "--contradictions")
    assert of_one == [one for one in listed if "article-000" in str(one["between"])]
    assert 0 < len(of_one) < len(listed)
