"""Every kind of entry of kb/ with its keys: the one table that reading, formatting, schemas and the language reference share."""

from __future__ import annotations

from simexit.check.forms import (
    ConditionShape,
    DayShape,
    Either,
    Entries,
    ExpressionShape,
    FactValueShape,
    Form,
    Items,
    Key,
    NameOf,
    Number,
    OneOf,
    Whole,
    Word,
    Wording,
)
from simexit.check.language import LANGUAGE_VERSION
from simexit.model.sources import CONFIDENCES, VERDICTS
from simexit.model.vocabulary import SEVERITIES

TYPES = ("boolean", "choice", "set", "integer", "money", "date")
FIGURE_TYPES = ("integer", "money")
SENSITIVITIES = ("low", "medium", "high")
WORK_KINDS = ("law", "official", "vendor", "news", "article", "inference")
LEAST_EFFORT, MOST_EFFORT = 1, 5

_TEXT, _WORD, _DAY, _CONDITION, _EXPRESSION = Wording(), Word(), DayShape(), ConditionShape(), ExpressionShape()
_SOURCES = Items(NameOf(("citation",)), least=1)
_ACTIONS = Items(NameOf(("action",)))
_CONFIDENCE = Key("confidence", OneOf(CONFIDENCES), "how well it is known")
_OPTIONAL_SOURCES = Key("sources", _SOURCES, "the works and claims it rests on", needed=False)

FINISHED = Form(
    "finished",
    (
        Key("when", _CONDITION, "what must be so where nothing is due; `simexit prove` finds what falls between the rules", needed=False),
        Key("title", _TEXT, "a headline"),
        Key("text", _TEXT, "what to say where nothing is left to do"),
    ),
)
LINT = Form(
    "lint",
    (
        Key("off", _WORD, "why the library does without it"),
        Key("in", Items(_WORD), "the files in which it does; left out, everywhere", needed=False),
    ),
)
CHECKLIST = Form(
    "checklist",
    (
        Key("question", _TEXT, "the question that all its lines answer"),
        Key("lines", Entries(_TEXT, NameOf(("fact",))), "what is ticked where a fact is true, or more than nothing"),
    ),
)
LIBRARY = Form(
    "library",
    (
        Key("language", Whole(LANGUAGE_VERSION, LANGUAGE_VERSION), "the version of the rule language"),
        Key("title", _TEXT, "what the library is about"),
        Key("languages", Items(_WORD, least=1), "the languages of all texts, the first one for who asks for none of them"),
        Key("spoken", NameOf(("language",)), "the language in which to speak to the other side", needed=False),
        Key("calendar", _WORD, "the country whose public holidays are no working days, such as DE"),
        Key("time_zone", _WORD, "where it is `today`, such as Europe/Berlin"),
        Key("profiles", Entries(NameOf(("choice fact",))), "folders of profiles, and the fact whose values each is about", needed=False),
        Key("reread_after_days", Whole(1), "when what was read or checked is old", needed=False),
        Key("stages", Entries(_TEXT), "the stages in their order"),
        Key("finished", FINISHED, "what to say at the end"),
        Key("informative", Items(NameOf(("fact",))), "facts that no rule needs", needed=False),
        Key("checklists", Entries(CHECKLIST), "facts that a page asks for together, where they are missing together", needed=False),
        Key("lints", Entries(LINT, NameOf(("lint",))), "which lints are not looked at", needed=False),
    ),
)
RANGE = Form("range", (Key("min", Number(), "the least value", needed=False), Key("max", Number(), "the greatest value", needed=False)))
FACT = Form(
    "fact",
    (
        Key("type", OneOf(TYPES), "what its values are"),
        Key("currency", _WORD, "the currency", needed=False, only_for=("money",), needed_for=("money",)),
        Key("unit", _WORD, "what is counted", needed=False, only_for=("integer",)),
        Key(
            "values",
            Entries(_TEXT),
            "each value and its wording as an answer",
            needed=False,
            only_for=("choice", "set"),
            needed_for=("choice", "set"),
        ),
        Key("range", RANGE, "its bounds, both included", needed=False, only_for=("integer", "money")),
        Key("applies_when", _CONDITION, "when it applies; left out, always", needed=False),
        Key("label", _TEXT, "a noun phrase"),
        Key("question", _TEXT, "one short question to the person"),
        Key("find_out", _TEXT, "how a person who does not know finds out"),
        Key("effort", Whole(LEAST_EFFORT, MOST_EFFORT), "1 known by heart … 5 takes days"),
        Key("sensitivity", OneOf(SENSITIVITIES), "how private the answer is"),
        _OPTIONAL_SOURCES,
    ),
    depends_on="type",
)
CONSTRAINT = Form("constraint", (Key("impossible", _CONDITION, "what cannot be"), Key("why", _TEXT, "why it cannot be")))
DERIVED = Form(
    "derived fact",
    (
        Key("label", _TEXT, "a clause for a condition, a noun phrase for a value"),
        Key("value", _EXPRESSION, "of a value: the expression; a condition has none, because rules conclude it", needed=False),
    ),
)
PERIOD = Form(
    "period",
    (
        Key("from", _DAY, "the first day; left out, no start is known", needed=False),
        Key("until", _DAY, "the last day; left out, no end is known", needed=False),
        Key("value", Number(), "the figure"),
        _CONFIDENCE,
        Key("checked", _DAY, "the day somebody compared it with its sources"),
        Key("sources", _SOURCES, "the works and claims it rests on"),
    ),
)
PARAMETER = Form(
    "parameter",
    (
        Key("type", OneOf(FIGURE_TYPES), "what the figure is"),
        Key("currency", _WORD, "the currency", needed=False, only_for=("money",), needed_for=("money",)),
        Key("unit", _WORD, "what is counted", needed=False, only_for=("integer",)),
        Key("label", _TEXT, "a noun phrase"),
        Key("note", _TEXT, "what to know about it", needed=False),
        Key("values", Items(PERIOD), "the figure by the days on which it holds; no two at once"),
    ),
    depends_on="type",
)
OUTCOME = Form(
    "outcome",
    (
        Key("title", _TEXT, "how it ended; needed where there are several", needed=False),
        Key("set", Entries(FactValueShape(), NameOf(("fact",))), "facts, and their values or expressions for them"),
    ),
)
ACTION = Form(
    "action",
    (
        Key("title", _TEXT, "a short imperative"),
        Key("do", Items(_TEXT), "the steps, in order"),
        Key("where", _TEXT, "where it is done", needed=False),
        Key("bring", _TEXT, "what to have in hand", needed=False),
        Key("say", _TEXT, "what to say; also shown in the spoken language", needed=False),
        Key("takes", _TEXT, "how long it takes"),
        Key("unverified", _TEXT, "what is not verified, and what to ask", needed=False),
        Key("needs", Items(NameOf(("fact",))), "facts needed to carry it out, asked once it is next", needed=False),
        Key("requires", _CONDITION, "what must be true whenever it is next", needed=False),
        Key("waits_for", _TEXT, "only of waiting: for whom, and what then", needed=False),
        Key("excludes", _ACTIONS, "actions that must never be due together with it", needed=False),
        Key("outcomes", Entries(OUTCOME), "what is so when it is done"),
        _OPTIONAL_SOURCES,
    ),
)
WARNING = Form(
    "warning",
    (
        Key("severity", OneOf(SEVERITIES), "how grave it is"),
        Key("title", _TEXT, "a short headline"),
        Key("text", _TEXT, "what can go wrong"),
        _OPTIONAL_SOURCES,
    ),
)
DEADLINE = Form("deadline", (Key("by", _EXPRESSION, "an expression that is a date"), Key("label", _TEXT, "what must be done by then")))
ITEM = Form(
    "item",
    (
        Key("text", _TEXT, "what is known"),
        Key("for", _ACTIONS, "the actions it helps with; left out, no advice shows it", needed=False),
        _CONFIDENCE,
        Key("sources", _SOURCES, "the works and claims it rests on"),
    ),
)
PROFILE = Form("profile", (Key("name", _TEXT, "its name for people"), Key("items", Entries(ITEM), "what is known")))
PARAGRAPH = Form(
    "paragraph",
    (
        Key("when", _CONDITION, "when it stands there: only where this is certain"),
        Key("text", _TEXT, "the paragraph"),
        Key("otherwise", _TEXT, "what stands there instead", needed=False),
    ),
)
_PARAGRAPHS = Items(Either((_TEXT, PARAGRAPH)))
LETTER = Form(
    "letter",
    (
        Key("title", _TEXT, "its name, and its heading"),
        Key("purpose", _TEXT, "one sentence, for the list of letters"),
        Key("for", _ACTIONS, "the actions it helps with"),
        Key("to", _PARAGRAPHS, "to whom"),
        Key("from", _PARAGRAPHS, "from whom"),
        Key("body", _PARAGRAPHS, "date and signature are its last paragraph"),
        Key("note", _TEXT, "for the writer alone: what to mind before it is sent"),
        _CONFIDENCE,
        Key("sources", _SOURCES, "the works and claims it rests on"),
    ),
)
FIELD = Form("field", (Key("label", _TEXT, "what belongs there, as it stands under the blank"),))
PICTURE = Form(
    "picture",
    (
        Key("for", Items(NameOf(("fact", "action"))), "facts and actions that it helps with"),
        Key("shows", _TEXT, "the same in words, for those who do not see it"),
        Key("drawing", _WORD, "SVG of shapes and text with plain attributes"),
    ),
)
CLAIM = Form(
    "claim",
    (
        Key("section", _WORD, "where in the work"),
        Key("says", _TEXT, "our paraphrase, never a quotation"),
        Key("verdict", OneOf(VERDICTS), "what became of it"),
        Key("reason", _TEXT, "why this verdict", needed=False, needed_for=tuple(one for one in VERDICTS if one != "adopted")),
        Key("evidence", Items(NameOf(("citation",))), "works that speak for the verdict", needed=False),
    ),
    depends_on="verdict",
)
WORK = Form(
    "work",
    (
        Key("title", _WORD, "its title"),
        Key("publisher", _WORD, "who published it"),
        Key("kind", OneOf(WORK_KINDS), "what it is"),
        Key("date", _WORD, "when it was published, as far as known", needed=False),
        Key("read", _DAY, "the day somebody read it"),
        Key("until", _DAY, "the last day on which it holds", needed=False),
        Key("confidence", OneOf(CONFIDENCES), "how far it can be trusted"),
        Key("url", _WORD, "its address", needed=False),
        Key("note", _TEXT, "what to know about it", needed=False),
        Key("claims", Entries(CLAIM), "what it says, by the name of the claim", needed=False),
    ),
)
CONTRADICTION = Form(
    "contradiction",
    (
        Key("about", _TEXT, "what it is about"),
        Key("between", Items(Items(NameOf(("claim",)), least=1), least=2), "the sides; the claims of one side agree"),
        Key("resolved", _TEXT, "what holds"),
        Key("evidence", Items(NameOf(("citation",))), "works or claims on which that rests"),
    ),
)
TERM = Form(
    "term",
    (
        Key("term", _TEXT, "as it is said in each language"),
        Key("never", Entries(Items(_WORD), NameOf(("language",))), "by language: what no text may say instead"),
    ),
)
