"""What the tools say in words: labels in the language of the reader, and what the assistant must not do in English."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from simexit.model.types import describe
from simexit.text.words import Word, word

if TYPE_CHECKING:
    from simexit.model.vocabulary import Fact

NOT_CERTAIN = (
    "NOT CERTAIN. There is no advice yet: do not conclude, guess, or advise from what you know yourself. "
    "Put this one question to the person, then call again with the answer added to the facts."
)
STILL_OPEN = (
    "NOT CERTAIN. What is missing was said to be not known, so there is no certain advice. "
    "Say so; do not guess. These facts would settle it: "
)
NOTHING_TO_ASK = "Nothing needs to be asked: the next action is certain. Call advise with the same facts."
_HOW: tuple[tuple[str, Word], ...] = (
    ("where", "where"), ("bring", "bring"), ("say", "say"), ("say_spoken", "say"), ("takes", "takes"), ("waits_for", "waits_for"),
    ("unverified", "unverified"),
)  # fmt: skip


def question_in_words(found: dict[str, Any], certain: bool, language: str) -> str:
    """Return the question to put to the person, how to find out, and its sources."""
    question = found["question"]
    if question is None:
        return NOTHING_TO_ASK if certain else STILL_OPEN + ", ".join(found["missing"])
    answers = [f"- {answer['value']}: {answer['text']}" for answer in question["answers"]]
    return "\n".join(
        [
            NOT_CERTAIN,
            f"{word('question', language)} ({question['fact']}, {question['kind']}): {question['text']}",
            *answers,
            f"{word('find_out', language)}: {question['find_out']}",
            f"{word('sources', language)}: " + "; ".join(f"{one['source']} {one['title']}" for one in found["sources"]),
        ]
    )


def advice_in_words(advice: dict[str, Any], language: str) -> str:
    """Return a certain advice: what to do, what can go wrong, by when, why, and on what source."""
    return "\n".join(_advice(advice, language))


def _advice(advice: dict[str, Any], language: str) -> Iterator[str]:
    how = advice["how"]
    if how is None:
        yield word("finished", language)
    else:
        yield f"{word('wait' if advice['status'] == 'wait' else 'next', language)}: {how['title']} ({advice['next']})"
        yield from (f"- {step}" for step in how["steps"])
        yield from (f"{word(label, language)}: {how[name]}" for name, label in _HOW if how[name])
    for warning in advice["warnings"]["certain"]:
        yield f"{word(warning['severity'], language)}: {warning['title']}. {warning['text']}"
    if advice["deadline"] is not None:
        yield f"{word('deadline', language)} {advice['deadline']['by']}: {advice['deadline']['for']}"
    yield from (f"{word('why', language)}: {reason['text']}" for reason in advice["because"])
    yield from (f"{word('sources', language)}: {one['work']} {one['title']} ({one['standing']})" for one in advice["sources"])
    if advice["question"] is not None:
        yield f"{word('question', language)} ({advice['question']['fact']}): {advice['question']['text']}"


def plan_in_words(plan: dict[str, Any], language: str) -> str:
    """Return the main line of a plan, a step on each line; its branches are in the plain values."""
    steps = {step["number"]: step for step in plan["steps"]}
    lines = [f"{number}. {steps[number]['day'] or ''} {steps[number]['title']} ({steps[number]['action']})" for number in plan["main_line"]]
    dues = [f"{word('deadline', language)} {one['by']}: {one['for']}" for one in plan["deadlines"]]
    return "\n".join([word("plan", language), *lines, plan["ends_at"]["text"], *dues])


def explanation_in_words(found: dict[str, Any]) -> str:
    """Return what is explained in a sentence, and all of it as JSON."""
    sentence = found.get("text") or "; ".join(change["text"] for change in found.get("changes", ()))
    return f"{sentence}\n{as_json(found)}"


def facts_in_words(facts: Iterable[Fact], language: str) -> str:
    """Return the names of facts, with their types and labels, one on each line."""
    return "\n".join(f"{fact.name} ({describe(fact.type)}): {fact.label[language]}" for fact in facts)


def wrong_in_words(findings: Iterable[dict[str, object]]) -> str:
    """Return everything that is wrong with a call."""
    lines = [f"- {one['pointer'] or ''} {one['message']}" + (f" ({one['hint']})" if one["hint"] else "") for one in findings]
    return "\n".join(["The call has mistakes, and nothing was concluded. Mend these, asking the person where you do not know:", *lines])


def as_json(values: object) -> str:
    """Return plain values as JSON."""
    return json.dumps(values, ensure_ascii=False)
