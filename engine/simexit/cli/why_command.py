"""`simexit why`: the derivation of the answer, down to facts, figures and sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from simexit.cli.explaining import explained, with_facts
from simexit.cli.session import Session, write_json
from simexit.cli.show import indented, paragraph, title

if TYPE_CHECKING:
    from simexit.explain.derivation import Cited, Node
    from simexit.explain.why import Why


@click.command("why")
@with_facts
@click.option("--of", "name", metavar="NAME", help="Explain this action, warning, deadline or derived fact, not the next step.")
def command(session: Session, file: str | None, facts: tuple[str, ...], today: str | None, as_json: bool, name: str | None) -> None:
    """Show why the next step is next, as a tree: conclusions, rules, your facts, figures with their date, sources.

    Only what forces the answer is shown: with these facts alone, the answer would be the same.

    \b
    Examples:
      simexit why my-facts.yaml
      simexit why my-facts.yaml --of NAME
      simexit why -f FACT=VALUE --json
    """
    found = explained(session, file, facts, today, lambda advisor, known, lang: advisor.why(known, name, lang=lang))
    if as_json:
        write_json(found.to_dict())
    else:
        _show(found)


def _show(found: Why) -> None:
    from simexit.text.words import word

    title(word("why", found.language), found.text, "green" if found.status in {"next", "due", "finished"} else "cyan")
    if found.certain_anyway:
        paragraph(word("certain_anyway", found.language))
    for part in found.tree.parts:
        _show_node(part, 0, found.language)


def _show_node(node: Node, depth: int, language: str) -> None:
    from simexit.text.words import word

    cited = "; ".join(_cited(source, language) for source in node.sources)
    said = f"{node.text} ({word('see_above', language)})" if node.above else node.text
    indented(depth, f"· {said}" + (f" [{cited}]" if cited else ""))
    for part in node.parts:
        _show_node(part, depth + 1, language)


def _cited(source: Cited, language: str) -> str:
    from simexit.text.words import CONFIDENCE_WORDS, word

    return f"{source.source}: {word(CONFIDENCE_WORDS[source.confidence], language)}"
