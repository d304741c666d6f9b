"""What a person tells, from a file, from the command line or from Python, to typed facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date, datetime
from decimal import Decimal

from simexit.model.expressions import TODAY
from simexit.model.rules import RuleSet, Situation
from simexit.model.types import Boolean, Choice, Day, Integer, Money, SetOf, Type, Value, describe, outside, written
from simexit.parse.nodes import Mapping as MappingNode
from simexit.parse.nodes import Node, Scalar, Sequence
from simexit.parse.shapes import kind_of, to_boolean, to_day, to_number
from simexit.record import record
from simexit.text.codes import Code
from simexit.text.diagnostics import Findings, Related, did_you_mean, shortened
from simexit.text.source import Source, Span, whole

_MOST_DIGITS = 30


@record
class Told:
    """One fact that was told, and where; None says that it is not known."""

    fact: str
    value: Value | None
    span: Span | None


def from_node(node: Node, rules: RuleSet, findings: Findings) -> list[Told]:
    """Read facts from a file: names dotted, nested or both."""
    if not isinstance(node, MappingNode):
        findings.add(Code.WRONG_SHAPE, node.span, f"facts are a mapping such as `fact: value`, but this is {kind_of(node)}")
        return []
    return list(_from_mapping(node, "", rules, findings))


def _from_mapping(node: MappingNode, prefix: str, rules: RuleSet, findings: Findings) -> Iterable[Told]:
    facts = rules.vocabulary.facts
    for key, value in node.entries:
        name = prefix + key.text
        if name in facts:
            told = _from_value(name, value, facts[name].type, findings)
            if told is not None:
                yield told
        elif isinstance(value, MappingNode) and any(fact.startswith(f"{name}.") for fact in facts):
            yield from _from_mapping(value, f"{name}.", rules, findings)
        else:
            _unknown_fact(name, key.span, rules, findings)


def _unknown_fact(name: str, span: Span | None, rules: RuleSet, findings: Findings) -> None:
    facts = rules.vocabulary.facts
    hint = did_you_mean(name, facts) or "`simexit facts` lists them"
    findings.add(Code.UNKNOWN_FACT, span, f"unknown fact `{shortened(name)}`", hint=hint)


def _from_value(name: str, node: Node, of: Type, findings: Findings) -> Told | None:
    if isinstance(node, Scalar) and node.is_null:
        return Told(name, None, node.span)
    value: Value | None = None
    if isinstance(of, SetOf) and isinstance(node, Sequence):
        texts = [item.text for item in node.items if isinstance(item, Scalar)]
        value = frozenset(texts) if len(texts) == len(node.items) and set(texts) <= set(of.values) else None
    elif isinstance(node, Scalar):
        value = typed(node.text, of, quoted=node.quoted)
        if value is None and node.quoted and typed(node.text, of) is not None:
            message = f"`{name}` is {describe(of)}, but this is a text in quotes"
            findings.add(Code.WRONG_TYPE, node.span, message, hint="write it without quotes")
            return None
    return _checked(name, value, of, node.span, kind_of(node), findings)


def typed(text: str, of: Type, *, quoted: bool = False) -> Value | None:
    """Return the value that a text writes, or None where it is of another kind."""
    match of:
        case Boolean():
            return None if quoted else to_boolean(text)
        case Choice(values):
            return text if text in values else None
        case SetOf(values):
            members = [word.strip() for word in text.split(",")] if text.strip() else []
            return frozenset(members) if set(members) <= set(values) else None
        case Integer():
            number = to_number(text)
            return number if isinstance(number, int) and not quoted else None
        case Money():
            return None if quoted else to_number(text)
        case Day():
            return to_day(text)


def _checked(name: str, value: Value | None, of: Type, span: Span | None, given: str, findings: Findings) -> Told | None:
    """Return the told fact where its value is of the right kind and in range."""
    if value is None:
        hint = _nearest(given.strip("`'\""), of)
        findings.add(Code.WRONG_TYPE, span, f"`{name}` is {describe(of)}, but this is {given}", hint=hint)
    elif (bound := outside(value, of)) is not None:
        findings.add(Code.OUT_OF_RANGE, span, f"`{name}` is {written(value)}, but it must be {bound}")
    else:
        return Told(name, value, span)
    return None


def _nearest(given: str, of: Type) -> str | None:
    match of:
        case SetOf(values) if given in values:
            return "give a list or a set"
        case Choice(values) | SetOf(values):
            return did_you_mean(given, values)
        case Day():
            return "write it as 2026-12-01"
        case Money() if any(character.isdigit() for character in given):
            return "write it as 3500 or 3500.50"
        case _:
            return None


def day_from_option(text: str, rules: RuleSet, findings: Findings, name_of_option: str = "--today") -> Told | None:
    """Read the day from `--today`, or from another place that holds nothing else."""
    before, written_day = len(text) - len(text.lstrip()), text.strip()
    span = Span(Source(name_of_option, text), 1, before + 1, 1, before + len(written_day) + 1)
    of = rules.vocabulary.facts[TODAY].type
    return _checked(TODAY, typed(written_day, of), of, span, f"`{shortened(written_day)}`", findings)


def from_option(option: str, rules: RuleSet, findings: Findings, name_of_option: str = "-f") -> Told | None:
    """Read a fact from `-f fact=value`, or from another option of this form."""
    name, equals, text = option.partition("=")
    before = len(name) + 1 + len(text) - len(text.lstrip())
    name, text = name.strip(), text.strip()
    source = Source(name_of_option, option)
    facts = rules.vocabulary.facts
    if not equals:
        findings.add(Code.WRONG_SHAPE, whole(source), f"a fact is given as fact=value, but this is `{shortened(option)}`")
        return None
    if not name:
        hint = "leave out the first `=`" if "=" in text else "`simexit facts` lists the names"
        findings.add(Code.UNKNOWN_FACT, whole(source), f"no fact is named before the `=` of `{shortened(option)}`", hint=hint)
        return None
    if name not in facts:
        _unknown_fact(name, Span(source, 1, 1, 1, len(name) + 1), rules, findings)
        return None
    span = Span(source, 1, before + 1, 1, before + len(text) + 1)
    return _checked(name, typed(text, facts[name].type), facts[name].type, span, f"`{shortened(text)}`", findings)


def from_python(
    given: Mapping[str, object], rules: RuleSet, findings: Findings, shown: Callable[[object], str] | None = None
) -> list[Told]:
    """Read facts from Python values; `None` says that a fact is not known. `shown` writes a value for a message, else as Python does."""
    told = []
    for name, value in given.items():
        fact = rules.vocabulary.facts.get(name)
        if fact is None:
            _unknown_fact(str(name), None, rules, findings)
        elif value is None:
            told.append(Told(name, None, None))
        else:
            found = _checked(name, _python_value(value, fact.type), fact.type, None, f"`{(shown or _shown)(value)}`", findings)
            if found is not None:
                told.append(found)
    return told


def _python_value(value: object, of: Type) -> Value | None:
    match of, value:
        case Boolean(), bool():
            return value
        case ((Integer() | Money()), bool()):
            return None
        case Integer(), int():
            return value
        case Money(), int() | Decimal():
            return _exact(value)
        case Choice(values), str():
            return value if value in values else None
        case SetOf(values), str():
            return None
        case SetOf(values), (AbstractSet() | list() | tuple()):
            members = [member for member in value if isinstance(member, str)]
            return frozenset(members) if len(members) == len(value) and set(members) <= set(values) else None
        case Day(), date() if not isinstance(value, datetime):
            return value
        case Day(), str():
            return to_day(value)
        case _:
            return None


def _exact(value: int | Decimal) -> Value | None:
    if not isinstance(value, Decimal):
        return value
    if not value.is_finite() or abs(value.adjusted()) > _MOST_DIGITS or len(value.as_tuple().digits) > 2 * _MOST_DIGITS:
        return None
    return int(value) if value == value.to_integral_value() else value


def _shown(value: object) -> str:
    """Return a Python value for a message, whatever it is."""
    try:
        return shortened(repr(value))
    except Exception:  # a value of any class may fail to write itself
        return type(value).__name__


def situation(told: Iterable[Told], findings: Findings) -> Situation:
    """Put what was told together; a fact told with two values is a finding, one told as not known as well is none."""
    first: dict[str, Told] = {}
    for one in told:
        if one.value is None:
            continue
        before = first.setdefault(one.fact, one)
        if before.value != one.value:
            related = (Related(before.span, f"given as {written(before.value)}"),) if before.span else ()
            message = f"`{one.fact}` is given as {written(one.value)} and as {written(before.value)}"
            findings.add(Code.CONTRADICTION, one.span, message, related=related)
    return {name: one.value for name, one in first.items() if one.value is not None}
