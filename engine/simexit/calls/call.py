"""What a program may ask: each call with its members, and how an object is read as one, with everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from simexit.calls.told import at, escaped, told
from simexit.model.expressions import TODAY
from simexit.text.codes import Code
from simexit.text.diagnostics import Findings, did_you_mean, shortened

if TYPE_CHECKING:
    from simexit.api import Advisor
    from simexit.check.situations import Told

COMMON = ("facts", "today", "lang")
"""The members of every call; all of them may be left out."""
_LONGEST_NAME = 200
_MOST_UNKNOWN = 20
"""So many members that there are not are named, with the nearest that there is."""
_OBJECTS = frozenset({"facts", "changes"})


class Asked(NamedTuple):
    """A call as it was read; `findings` is empty where nothing is wrong with it."""

    told: tuple[Told, ...]
    changes: tuple[Told, ...]
    name: str | None
    language: str
    findings: Findings


class Call(NamedTuple):
    """One thing to ask: what it is for, its own member and whether that is needed, and what answers it."""

    name: str
    summary: str
    member: str | None
    needed: bool
    answer: Callable[[Advisor, Asked], dict[str, object]]


def read(call: Call, given: object, advisor: Advisor, language: str) -> Asked:
    """Return an object read as a call; `language` is that of the answer where the object names none."""
    findings = Findings()
    members = _members(call, given, findings)
    languages = advisor.rules.vocabulary.settings.languages
    wanted = members.get("lang", language)
    if wanted not in languages:
        message = f"the library has no texts in `{shortened(str(wanted))}`; it has {', '.join(languages)}"
        findings.add(Code.BAD_VALUE, at("/lang"), message)
    facts = told(_object(members, "facts"), "/facts", advisor.rules, findings)
    if members.get(TODAY) is not None:
        facts += told({TODAY: members[TODAY]}, "", advisor.rules, findings)
    changes = told(_object(members, "changes"), "/changes", advisor.rules, findings)
    name = members.get(call.member) if call.member is not None else None
    return Asked(tuple(facts), tuple(changes), _name(name) if isinstance(name, str) else None, str(wanted), findings)


def _name(given: str) -> str:
    """Return a name as it is, or what cannot be one as it can be shown."""
    return given if given.replace(".", "_").isidentifier() and len(given) <= _LONGEST_NAME else shortened(given)


def _members(call: Call, given: object, findings: Findings) -> dict[str, object]:
    """Return the members that are as they have to be; what is wrong with the others is noted."""
    if not isinstance(given, dict):
        findings.add(Code.WRONG_SHAPE, at(""), 'a call is an object such as {"facts": {}}', hint=None)
        return {}
    known = (*COMMON, *(() if call.member is None else (call.member,)))
    for name in [name for name in given if name not in known][:_MOST_UNKNOWN]:
        message = f"`{shortened(name)}` is not a member of `{call.name}`; it has {', '.join(known)}"
        findings.add(Code.UNKNOWN_KEY, at(f"/{escaped(name)}"), message, hint=did_you_mean(name, known))
    if call.needed and call.member is not None and call.member not in given:
        findings.add(Code.MISSING_KEY, at(""), f"`{call.name}` needs the member `{call.member}`")
    return {name: value for name, value in given.items() if name in known and _fits(name, value, findings)}


def _fits(name: str, value: object, findings: Findings) -> bool:
    if name in _OBJECTS:
        wanted, fits = 'an object such as {"fact": value}', isinstance(value, dict)
    else:
        wanted, fits = "a text that is not empty", isinstance(value, str) and value != ""
    if not fits:
        findings.add(Code.WRONG_SHAPE, at(f"/{name}"), f"`{name}` is {wanted}, but this is {_kind(value)}")
    return fits


def _object(members: Mapping[str, object], name: str) -> Mapping[str, object]:
    value = members.get(name)
    return value if isinstance(value, dict) else {}


def _kind(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case str():
            return "a text"
        case list():
            return "a list"
        case dict():
            return "an object"
        case _:
            return "a number"
