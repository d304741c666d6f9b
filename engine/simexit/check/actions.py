"""kb/actions: what a person can do; the file is the stage, the order in it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simexit.check.conditions import condition
from simexit.check.entry_forms import ACTION, OUTCOME
from simexit.check.terms import typed_term
from simexit.check.texts import is_name, optional_text, sources, text, texts
from simexit.model.expressions import Constant, Term
from simexit.model.types import Boolean, Choice, SetOf, Type, outside
from simexit.model.vocabulary import Action, Outcome
from simexit.parse.expressions import parse_expression
from simexit.parse.nodes import Node, Scalar, Sequence
from simexit.parse.shapes import Fields, fields, mapping, scalar, to_boolean, words
from simexit.text.codes import Code
from simexit.text.diagnostics import did_you_mean

if TYPE_CHECKING:
    from simexit.check.context import Context
    from simexit.check.files import Files
    from simexit.model.vocabulary import Settings

Entries = list[tuple[str, "Scalar", Fields]]


def action_names(files: Files, settings: Settings, context: Context) -> Entries:
    """Note the name of every action, in the order of stages and of each file; return the entries."""
    found: Entries = []
    for file, key, node in files.entries("actions", "actions", context.findings):
        if file.stem not in settings.stages:
            hint = did_you_mean(file.stem, settings.stages) or "the file is named for the stage"
            context.findings.add(Code.UNKNOWN_NAME, key.span, f"there is no stage `{file.stem}` in library.yaml", hint=hint)
            continue
        if not is_name(key, "an action", context) or not context.define("action", key.text, key.span):
            continue
        context.names.actions.append(key.text)
        entry = fields(node, f"action `{key.text}`", context.findings, needs=ACTION.needs, may=ACTION.may)
        if entry is not None:
            found.append((file.stem, key, entry))
    order = list(settings.stages)
    found.sort(key=lambda entry: order.index(entry[0]))
    in_order = [key.text for _, key, _ in found]
    context.names.actions = [*in_order, *(name for name in context.names.actions if name not in in_order)]
    return found


def actions(entries: Entries, context: Context) -> dict[str, Action]:
    """Read the actions; exclusions that only one side knows are a finding."""
    found = {key.text: _action(stage, key, entry, context) for stage, key, entry in entries}
    for name, action in found.items():
        for other in action.excludes:
            if other in found and name not in found[other].excludes:
                message = f"`{name}` excludes `{other}`, but `{other}` does not exclude `{name}`"
                context.findings.add(Code.EXCLUDES_ONE_SIDE, found[other].span, message)
    return found


def _action(stage: str, key: Scalar, entry: Fields, context: Context) -> Action:
    name = key.text
    what = f"action `{name}`"
    return Action(
        name=name,
        stage=stage,
        title=text(entry["title"], f"title of {what}", context),
        do=texts(entry["do"], f"the steps of {what}", context),
        where=optional_text(entry, "where", what, context),
        bring=optional_text(entry, "bring", what, context),
        say=optional_text(entry, "say", what, context),
        takes=text(entry["takes"], f"takes of {what}", context),
        unverified=optional_text(entry, "unverified", what, context),
        needs=_known(entry, "needs", "fact", what, list(context.names.facts), context),
        requires=condition(entry["requires"], context) if "requires" in entry else None,
        waits_for=optional_text(entry, "waits_for", what, context),
        excludes=_known(entry, "excludes", "action", what, sorted(context.names.actions), context),
        outcomes=_outcomes(entry["outcomes"], what, context),
        sources=sources(entry, what, context),
        span=key.span,
    )


def _known(entry: Fields, key: str, kind: str, what: str, known: list[str], context: Context) -> tuple[str, ...]:
    if key not in entry:
        return ()
    found = words(entry[key], f"{key} of {what}", context.findings)
    for word in found:
        if word.text not in known:
            context.unknown(kind, word.text, word.span, known)
    return tuple(word.text for word in found if word.text in known)


def _outcomes(node: Node, what: str, context: Context) -> tuple[Outcome, ...]:
    found = mapping(node, f"outcomes of {what}", context.findings)
    if found is None:
        return ()
    outcomes = []
    for key, value in found.entries:
        entry = fields(value, f"outcome `{key.text}` of {what}", context.findings, needs=OUTCOME.needs, may=OUTCOME.may)
        if entry is None:
            continue
        title = optional_text(entry, "title", f"outcome `{key.text}`", context)
        if title is None and len(found.entries) > 1:
            message = f"outcome `{key.text}` needs a title, because {what} can end in several ways"
            context.findings.add(Code.MISSING_KEY, key.span, message)
        outcomes.append(Outcome(key.text, title, _changes(entry["set"], what, context)))
    return tuple(outcomes)


def _changes(node: Node, what: str, context: Context) -> dict[str, Term]:
    found = mapping(node, f"`set` of {what}", context.findings)
    changes = {}
    for key, value in found.entries if found else ():
        of = context.names.facts.get(key.text)
        if of is None:
            context.unknown("fact", key.text, key.span, context.names.facts)
        elif (term := _new_value(value, of, key.text, context)) is not None:
            changes[key.text] = term
            bound = outside(term.value, of) if isinstance(term, Constant) else None
            if bound is not None:
                context.findings.add(Code.BAD_VALUE, value.span, f"`{key.text}` must be {bound}")
    return changes


def _new_value(node: Node, of: Type, fact: str, context: Context) -> Term | None:
    if isinstance(of, SetOf) and isinstance(node, Sequence):
        members = words(node, f"`{fact}`", context.findings)
        for word in members:
            if word.text not in of.values:
                context.findings.add(Code.NOT_A_CHOICE, word.span, f"`{word.text}` is not a value of `{fact}`")
        return Constant(frozenset(word.text for word in members))
    new = scalar(node, f"the new value of `{fact}`", context.findings)
    if new is None:
        return None
    if isinstance(of, Boolean) and (boolean := to_boolean(new.text)) is not None:
        return Constant(boolean)
    if isinstance(of, Choice) and new.text in of.values:
        return Constant(new.text)
    expression = parse_expression(new, context.findings)
    return None if expression is None else typed_term(expression, of, f"the new value of `{fact}`", context)
