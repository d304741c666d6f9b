"""`simexit sources`: works, their claims, what became of each, and where it is used."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from simexit.cli.session import Session, write_json
from simexit.cli.show import heading, labelled, paragraph, table, title

if TYPE_CHECKING:
    from collections.abc import Mapping

    from simexit.model.rules import RuleSet
    from simexit.model.sources import Claim, Contradiction, Work
    from simexit.model.vocabulary import Vocabulary


@click.command("sources")
@click.argument("work", required=False)
@click.option("--summary", is_flag=True, help="Only the works with claims, counted by verdict.")
@click.option("--contradictions", is_flag=True, help="What works say against one another, and how it was resolved.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON for programs.")
@click.pass_obj
def command(session: Session, work: str | None, summary: bool, contradictions: bool, as_json: bool) -> None:
    """List the works, or show one claim by claim: what became of it, why, and where it is used.

    \b
    Examples:
      simexit sources --summary
      simexit sources WORK
      simexit sources WORK --json
      simexit sources --contradictions
    """
    from simexit.explain.citations import citations

    rules = session.rules()
    language, used = session.language(rules), citations(rules)
    works = [found for found in rules.vocabulary.works.values() if not summary or found.claims]
    if work is not None:
        works = [_work(rules, work)]
    if contradictions:
        _contradictions(
            [one for one in rules.vocabulary.contradictions.values() if work is None or _names(one, work)], rules, as_json, language
        )
    elif as_json:
        described = [_described(found, rules, language, used) for found in works]
        write_json(described if work is None else described[0])
    elif work is None:
        table([(found.name, found.kind, found.confidence, _counted(found), found.title) for found in works])
    else:
        _show(works[0], rules, language, used)


def _work(rules: RuleSet, name: str) -> Work:
    from simexit.text.diagnostics import did_you_mean

    works = rules.vocabulary.works
    if name not in works:
        raise click.UsageError(f"unknown work `{name}`; {did_you_mean(name, works) or '`simexit sources` lists them'}")
    return works[name]


def _counted(work: Work) -> str:
    counts = Counter(claim.verdict for claim in work.claims.values())
    return ", ".join(f"{count} {verdict}" for verdict, count in sorted(counts.items()))


def _show(work: Work, rules: RuleSet, language: str, used: Mapping[str, tuple[str, ...]]) -> None:
    title(work.name, work.title, "green")
    paragraph(f"{work.kind} · {work.publisher} · {work.published or '?'} · {work.confidence} · {work.read} {work.url or ''}".rstrip())
    if work.note is not None:
        paragraph(work.note[language])
    for entry in used.get(work.name, ()):
        labelled("→", entry)
    for claim in work.claims.values():
        _show_claim(work, claim, rules, language, used)


def _show_claim(work: Work, claim: Claim, rules: RuleSet, language: str, used: Mapping[str, tuple[str, ...]]) -> None:
    from simexit.text.words import sentence, word

    colour = {"adopted": "green", "refined": "cyan", "disputed": "yellow", "refused": "red"}[claim.verdict]
    verdict = word(claim.verdict, language)  # type: ignore[arg-type]  # each verdict is one of the words
    click.echo()
    labelled(f"{claim.name} {verdict}", claim.says[language], colour=colour)
    if claim.reason is not None:
        labelled("   ", claim.reason[language])
    if claim.evidence:
        labelled("   ", ", ".join(claim.evidence))
    for entry in used.get(f"{work.name}/{claim.name}", ()):
        labelled("  →", entry)
    for contradiction in _about(claim, work, rules.vocabulary):
        others = [other for side in contradiction.sides if f"{work.name}/{claim.name}" not in side for other in side]
        labelled("  ≠", f"{sentence('contradicts', language, ', '.join(others))}: {contradiction.resolved[language]}")


def _about(claim: Claim, work: Work, vocabulary: Vocabulary) -> list[Contradiction]:
    """Return the contradictions that a claim is part of."""
    return [one for one in vocabulary.contradictions.values() if f"{work.name}/{claim.name}" in one.claims]


def _names(contradiction: Contradiction, work: str) -> bool:
    return any(claim.partition("/")[0] == work for claim in contradiction.claims)


def _contradictions(found: list[Contradiction], rules: RuleSet, as_json: bool, language: str) -> None:
    from simexit.text.words import sentence, word

    if as_json:
        write_json([_contradiction(one, rules, language) for one in found])
        return
    for one in found:
        heading(f"{one.name}: {one.about[language]}")
        for number, side in enumerate(one.sides, 1):
            for claim in side:
                labelled(sentence("side", language, number), f"{claim}: {rules.vocabulary.claim(claim).says[language]}")
        labelled(word("resolved", language), f"{one.resolved[language]} ({', '.join(one.evidence)})", colour="green")


def _contradiction(contradiction: Contradiction, rules: RuleSet, language: str) -> dict[str, object]:
    says = [[{"claim": claim, "says": rules.vocabulary.claim(claim).says[language]} for claim in side] for side in contradiction.sides]
    return {
        "contradiction": contradiction.name,
        "about": contradiction.about[language],
        "between": says,
        "resolved": contradiction.resolved[language],
        "evidence": list(contradiction.evidence),
    }


def _described(work: Work, rules: RuleSet, language: str, used: Mapping[str, tuple[str, ...]]) -> dict[str, object]:
    return {
        "work": work.name,
        "title": work.title,
        "kind": work.kind,
        "publisher": work.publisher,
        "date": work.published,
        "read": work.read.isoformat(),
        "confidence": work.confidence,
        "url": work.url,
        "used_by": list(used.get(work.name, ())),
        "claims": [
            {
                "claim": f"{work.name}/{claim.name}",
                "section": claim.section,
                "says": claim.says[language],
                "verdict": claim.verdict,
                "reason": None if claim.reason is None else claim.reason[language],
                "evidence": list(claim.evidence),
                "used_by": list(used.get(f"{work.name}/{claim.name}", ())),
                "contradictions": [one.name for one in _about(claim, work, rules.vocabulary)],
            }
            for claim in work.claims.values()
        ],
    }
