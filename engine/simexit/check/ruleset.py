"""A library on disk to a checked rule set, or findings: the one entrance of this layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simexit.check.actions import action_names, actions
from simexit.check.conditions import condition
from simexit.check.context import Context
from simexit.check.facts import constraints, derived_facts, derived_names, fact_types, facts
from simexit.check.file_kinds import FOLDERS, SETTINGS
from simexit.check.files import Files, Text, parsed, read_texts
from simexit.check.glossary import check_terms
from simexit.check.invariants import invariants
from simexit.check.letters import conditions_of, letters
from simexit.check.parameters import parameters
from simexit.check.pictures import pictures
from simexit.check.rules import rules
from simexit.check.settings import settings
from simexit.check.sources import contradictions, profiles, works
from simexit.check.warnings import deadlines, warnings
from simexit.check.whole import check_whole, in_order
from simexit.model.assembly import conditions as assembled
from simexit.model.rules import RuleSet
from simexit.model.vocabulary import Settings, Vocabulary
from simexit.parse.nodes import parse
from simexit.text.codes import Code
from simexit.text.diagnostics import Findings

if TYPE_CHECKING:
    from simexit.check.kept import Kept
    from simexit.libraries import Library


def check(library: Library) -> tuple[RuleSet | None, Findings]:
    """Read and check a library; the rule set is there only where nothing was found."""
    findings = Findings()
    return check_texts(read_texts(library, findings), library, findings)


def check_texts(texts: tuple[Text, ...], library: Library, findings: Findings, kept: Kept | None = None) -> tuple[RuleSet | None, Findings]:
    """Check a library whose files were read; `findings` are the problems found in reading them, `kept` is of the check before."""
    context = Context(findings, kept=kept)
    if kept is not None:
        kept.begin()
    files = parsed(texts, library, findings, parse if kept is None else kept.parse)
    found = None if files.settings is None else settings(files.settings.node, context)
    try:
        checked = None if found is None else _check(files, found, context)
    except RecursionError:
        checked = None
        context.findings.add(Code.TOO_DEEP, files.place(), "definitions of this library are nested too deeply")
    return (checked if not len(context.findings) else None), context.findings


def _check(files: Files, found: Settings, context: Context) -> RuleSet | None:
    _known_folders(files, found, context)
    fact_entries, derived_entries = fact_types(files, context), derived_names(files, context)
    figures = parameters(files, context)
    action_entries = action_names(files, found, context)
    derived = derived_facts(derived_entries, context)
    impossible = constraints(files, context)
    read_works = works(files, context)
    vocabulary = Vocabulary(
        settings=found,
        facts=facts(fact_entries, context),
        constraints={name: constraint for name, (constraint, _) in impossible.items()},
        derived=derived,
        parameters=figures,
        actions=actions(action_entries, context),
        warnings=warnings(files, context),
        deadlines=deadlines(files, context),
        works=read_works,
        profiles=profiles(files, found, context),
        contradictions=contradictions(files, read_works, context),
        letters=letters(files, context),
        pictures=pictures(files, context),
    )
    known = {
        "derived": context.names.derived,
        **{kind: {name for of, name in context.places if of == kind} for kind in ("action", "warning", "deadline")},
    }
    read = rules(files, known, context)
    finished = None if context.finished_when is None else condition(context.finished_when, context)
    never = invariants(files, context)
    check_terms(files, context)
    conditions = in_order(assembled(vocabulary, {name: forbidden for name, (_, forbidden) in impossible.items()}, read), context)
    if conditions is None:
        return None
    requires = [action.requires for action in vocabulary.actions.values() if action.requires is not None]
    requires += conditions_of(vocabulary.letters.values())
    check_whole(vocabulary, [*conditions.values(), *requires], context)
    return RuleSet(vocabulary, read, conditions, files.identity, finished, never)


def _known_folders(files: Files, found: Settings, context: Context) -> None:
    known = {*FOLDERS, *found.profiles}
    for file in files.knowledge:
        if file.path != SETTINGS and (file.folder not in known or not file.stem):
            message = f"`{file.path}.yaml` stands in no folder that is read: {', '.join(sorted(known))}"
            context.findings.add(Code.MISSING_FILE, file.node.span, message)
