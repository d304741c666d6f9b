"""`simexit why-not`: what comes first, what is not known, or the nearest miss."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from simexit.cli.explaining import explained, with_facts
from simexit.cli.session import Session, write_json
from simexit.cli.show import heading, labelled, paragraph, title

if TYPE_CHECKING:
    from simexit.explain.why_not import WhyNot


@click.command("why-not")
@click.argument("name", metavar="ACTION_OR_WARNING")
@with_facts
def command(session: Session, name: str, file: str | None, facts: tuple[str, ...], today: str | None, as_json: bool) -> None:
    """Show why an action is not the next step, or why a warning does not concern you.

    Either something else comes first, or something is not known yet, or the smallest set of conditions is shown that
    would have to be different, and by how much.

    \b
    Examples:
      simexit why-not ACTION my-facts.yaml
      simexit why-not WARNING -f FACT=VALUE
      simexit why-not ACTION my-facts.yaml --json
    """
    found = explained(session, file, facts, today, lambda advisor, known, lang: advisor.why_not(known, name, lang=lang))
    if as_json:
        write_json(found.to_dict())
    else:
        _show(found)


def _show(found: WhyNot) -> None:
    from simexit.text.words import word

    language = found.language
    title(found.about, found.text, {"next": "green", "due": "green", "open": "cyan", "out": "yellow"}[found.status])
    if found.earlier:
        heading(word("comes_first" if found.earlier[0].certain else "may_come_first", language))
        for one in found.earlier:
            labelled(one.title, " ".join(one.because) or one.action)
    if found.lacking:
        heading(word("one_lacking" if len(found.lacking) == 1 else "all_lacking", language))
        _list([one.text for one in found.lacking])
    if found.undecided:
        heading(word("still_open", language))
        _list([one.text for one in found.undecided])
    _show_end(found)


def _show_end(found: WhyNot) -> None:
    from simexit.text.words import word

    if found.tell:
        heading(word("tell", found.language))
        paragraph(" ".join(f"-f {fact}=…" for fact in found.tell))
    for name in found.no_figure:
        labelled(word("no_figure", found.language), name)
    if found.example:
        heading(word("for_example", found.language))
        paragraph(" ".join(f"-f {fact}={value}" for fact, value in found.example))
    elif found.status == "out" and not found.no_figure:
        paragraph(word("not_to_be" if found.lacking or not found.undecided else "against_itself", found.language))


def _list(texts: list[str]) -> None:
    for text in texts:
        paragraph(f"· {text}")
