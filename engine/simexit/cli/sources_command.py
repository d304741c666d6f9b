"""`simexit sources`: works, their claims, what became of each, and where it is used."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from simexit.cli.session import Session, write_json
from simexit.cli.show import labelled, paragraph, table, title

if TYPE_CHECKING:
    from collections.abc import Mapping

    from simexit.model.rules import RuleSet
    from simexit.model.vocabulary import Claim, Work


@click.command("sources")
@click.argument("work", required=False)
@click.option("--summary", is_flag=True, help="Only the works with claims, counted by verdict.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON for programs.")
@click.pass_obj
def command(session: Session, work: str | None, summary: bool, as_json: bool) -> None:
    """List the works, or show one claim by claim: what became of it, why, and where it is used.

    \b
    Examples:
      simexit sources --summary
      simexit sources WORK
      simexit sources WORK --json
    """
    from simexit.explain.citations import citations

    rules = session.rules()
    language, used = session.language(rules), citations(rules)
    works = [found for found in rules.vocabulary.works.values() if not summary or found.claims]
    if work is not None:
        works = [_work(rules, work)]
    if as_json:
        described = [_described(found, language, used) for found in works]
        write_json(described if work is None else described[0])
    elif work is None:
        table([(found.name, found.kind, found.confidence, _counted(found), found.title) for found in works])
    else:
        _show(works[0], language, used)


def _work(rules: RuleSet, name: str) -> Work:
    from simexit.text.diagnostics import did_you_mean

    works = rules.vocabulary.works
    if name not in works:
        raise click.UsageError(f"unknown work `{name}`; {did_you_mean(name, works) or '`simexit sources` lists them'}")
    return works[name]


def _counted(work: Work) -> str:
    counts = Counter(claim.verdict for claim in work.claims.values())
    return ", ".join(f"{count} {verdict}" for verdict, count in sorted(counts.items()))


def _show(work: Work, language: str, used: Mapping[str, tuple[str, ...]]) -> None:
    title(work.name, work.title, "green")
    paragraph(f"{work.kind} · {work.publisher} · {work.published or '?'} · {work.confidence} · {work.read} {work.url or ''}".rstrip())
    if work.note is not None:
        paragraph(work.note[language])
    for entry in used.get(work.name, ()):
        labelled("→", entry)
    for claim in work.claims.values():
        _show_claim(work, claim, language, used)


def _show_claim(work: Work, claim: Claim, language: str, used: Mapping[str, tuple[str, ...]]) -> None:
    from simexit.text.words import word

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


def _described(work: Work, language: str, used: Mapping[str, tuple[str, ...]]) -> dict[str, object]:
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
            }
            for claim in work.claims.values()
        ],
    }
