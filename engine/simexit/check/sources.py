"""kb/sources, contradictions, profiles: works, their claims and what they say against one another; what is known about one value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simexit.check.context import Reference
from simexit.check.entry_forms import CLAIM, CONTRADICTION, ITEM, PROFILE, WORK, WORK_KINDS
from simexit.check.texts import optional_text, sources, text
from simexit.model.sources import CONFIDENCES, VERDICTS, Claim, Contradiction, Item, Profile, Work
from simexit.model.types import Choice
from simexit.parse.shapes import Fields, day, fields, items, mapping, one_of, scalar, words
from simexit.text.codes import Code

if TYPE_CHECKING:
    from collections.abc import Mapping

    from simexit.check.context import Context
    from simexit.check.files import File, Files
    from simexit.model.vocabulary import Settings
    from simexit.parse.nodes import Node, Scalar


def works(files: Files, context: Context) -> dict[str, Work]:
    """Read the works and what they claim."""
    found: dict[str, Work] = {}
    for _, key, node in files.entries("sources", "sources", context.findings):
        what = f"work `{key.text}`"
        entry = fields(node, what, context.findings, needs=WORK.needs, may=WORK.may)
        if entry is not None and context.define("work", key.text, key.span):
            work = _work(key, entry, what, context)
            if work is not None:
                found[key.text] = work
    return found


def _work(key: Scalar, entry: Fields, what: str, context: Context) -> Work | None:
    findings = context.findings
    plain = {name: scalar(entry[name], f"{name} of {what}", findings) for name in ("title", "publisher", "date", "url") if name in entry}
    title, publisher = plain["title"], plain["publisher"]
    kind = one_of(entry["kind"], f"kind of {what}", WORK_KINDS, findings)
    confidence = one_of(entry["confidence"], f"confidence of {what}", CONFIDENCES, findings)
    read = day(entry["read"], f"read of {what}", findings)
    if title is None or publisher is None or kind is None or confidence is None or read is None:
        return None
    published, url = plain.get("date"), plain.get("url")
    return Work(
        name=key.text,
        title=title.text,
        kind=kind,
        publisher=publisher.text,
        published=None if published is None else published.text,
        read=read,
        until=day(entry["until"], f"until of {what}", findings) if "until" in entry else None,
        confidence=confidence,
        url=None if url is None else url.text,
        note=optional_text(entry, "note", what, context),
        claims=_claims(entry.get("claims"), what, context),
        span=key.span,
    )


def _claims(node: Node | None, what: str, context: Context) -> dict[str, Claim]:
    found = None if node is None else mapping(node, f"claims of {what}", context.findings)
    claims = {}
    for key, value in found.entries if found else ():
        label = f"claim `{key.text}` of {what}"
        entry = fields(value, label, context.findings, needs=CLAIM.needs, may=CLAIM.may)
        if entry is None:
            continue
        section = scalar(entry["section"], f"section of {label}", context.findings)
        verdict = one_of(entry["verdict"], f"verdict of {label}", VERDICTS, context.findings)
        says, reason = text(entry["says"], f"says of {label}", context), optional_text(entry, "reason", label, context)
        if section is None or verdict is None:
            continue
        if reason is None and verdict != "adopted":
            context.findings.add(Code.NO_REASON, key.span, f"{label} is {verdict} without a reason")
        evidence = words(entry["evidence"], f"evidence of {label}", context.findings) if "evidence" in entry else ()
        context.citations += [Reference(word.text, word) for word in evidence]
        claims[key.text] = Claim(key.text, section.text, says, verdict, reason, tuple(word.text for word in evidence), key.span)
    return claims


def contradictions(files: Files, known: Mapping[str, Work], context: Context) -> dict[str, Contradiction]:
    """Read what the works say against one another."""
    found: dict[str, Contradiction] = {}
    for _, key, node in files.entries("contradictions", "contradictions", context.findings):
        what = f"contradiction `{key.text}`"
        entry = fields(node, what, context.findings, needs=CONTRADICTION.needs)
        if entry is None or not context.define("contradiction", key.text, key.span):
            continue
        evidence = words(entry["evidence"], f"evidence of {what}", context.findings)
        context.citations += [Reference(word.text, word) for word in evidence]
        found[key.text] = Contradiction(
            name=key.text,
            about=text(entry["about"], f"about of {what}", context),
            sides=_sides(entry["between"], what, known, context),
            resolved=text(entry["resolved"], f"resolved of {what}", context),
            evidence=tuple(word.text for word in evidence),
            span=key.span,
        )
    return found


def _sides(node: Node, what: str, known: Mapping[str, Work], context: Context) -> tuple[tuple[str, ...], ...]:
    """Read the sides: lists of claims, at least two, no claim twice."""
    findings = context.findings
    sides = [words(side, f"each side of {what}", findings) for side in items(node, f"between of {what}", findings)]
    every = {f"{work.name}/{claim}" for work in known.values() for claim in work.claims}
    named: set[str] = set()
    for word in (word for side in sides for word in side):
        if word.text not in every:
            context.unknown("claim", word.text, word.span, every)
        elif word.text in named:
            findings.add(Code.DUPLICATE_NAME, word.span, f"{what} names `{word.text}` twice")
        named.add(word.text)
    if len(sides) < 2 or not all(sides):
        findings.add(Code.BAD_VALUE, node.span, f"{what} needs at least two sides with a claim each")
    return tuple(tuple(word.text for word in side) for side in sides)


def profiles(files: Files, settings: Settings, context: Context) -> dict[tuple[str, str], Profile]:
    """Read the profiles: one file for one value of the fact that the folder is about."""
    found = {}
    for file in files.knowledge:
        fact = settings.profiles.get(file.folder)
        if fact is None or not file.stem:
            continue
        profile = _profile(file, fact, context)
        if profile is not None:
            found[fact, file.stem] = profile
    return found


def _profile(file: File, fact: str, context: Context) -> Profile | None:
    what = f"profile `{file.stem}`"
    entry = fields(file.node, what, context.findings, needs=PROFILE.needs)
    of = context.names.facts.get(fact)
    if entry is None:
        return None
    if not isinstance(of, Choice) or file.stem not in of.values:
        context.findings.add(Code.NOT_A_CHOICE, entry["name"].span, f"`{file.stem}`, the name of this file, is not a value of `{fact}`")
        return None
    found = mapping(entry["items"], f"items of {what}", context.findings)
    items = tuple(item for key, node in (found.entries if found else ()) if (item := _item(key, node, context)) is not None)
    return Profile(fact, file.stem, text(entry["name"], f"name of {what}", context), items, entry["name"].span)


def _item(key: Scalar, node: Node, context: Context) -> Item | None:
    what = f"item `{key.text}`"
    entry = fields(node, what, context.findings, needs=ITEM.needs, may=ITEM.may)
    if entry is None:
        return None
    helps = words(entry["for"], f"for of {what}", context.findings) if "for" in entry else ()
    for word in helps:
        if word.text not in context.names.actions:
            context.unknown("action", word.text, word.span, context.names.actions)
    confidence = one_of(entry["confidence"], f"confidence of {what}", CONFIDENCES, context.findings)
    wording = text(entry["text"], f"text of {what}", context)
    if confidence is None:
        return None
    return Item(key.text, wording, tuple(word.text for word in helps), confidence, sources(entry, what, context), key.span)
