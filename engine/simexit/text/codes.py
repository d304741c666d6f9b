"""The table of codes: one line for each kind of finding."""

from __future__ import annotations

from enum import Enum
from typing import Literal


class Code(Enum):
    """A kind of finding: its short code and what it means."""

    def __init__(self, code: str, summary: str) -> None:
        self.code = code
        self.summary = summary

    @property
    def level(self) -> Literal["error", "warning"]:
        """How bad it is: a lint warns of what is right but could be better."""
        return "warning" if self.code.startswith("L") else "error"

    # reading files
    NOT_UTF8 = ("K101", "the file is not UTF-8 text")
    NOT_YAML = ("K102", "the file is not YAML")
    EMPTY_FILE = ("K103", "the file holds nothing")
    TOO_LARGE = ("K104", "the file is too large")
    TOO_DEEP = ("K105", "the file is nested too deeply")
    ALIAS = ("K106", "anchors and aliases are not part of the format")
    TAG = ("K107", "tags are not part of the format")
    MANY_DOCUMENTS = ("K108", "a file holds one document")
    DUPLICATE_KEY = ("K109", "a key is given twice")
    UNREADABLE = ("K110", "the file cannot be read")

    # the shape of entries
    UNKNOWN_KEY = ("K201", "a key that this entry does not have")
    MISSING_KEY = ("K202", "a key that this entry needs")
    WRONG_SHAPE = ("K203", "a value of the wrong shape")
    BAD_VALUE = ("K204", "a value that is not allowed here")
    MISSING_LANGUAGE = ("K205", "a text that lacks a language")
    PLACEHOLDER = ("K206", "a placeholder that names nothing, or is not in every language")
    BAD_NAME = ("K207", "a name that is not in the form of names")

    # names
    UNKNOWN_NAME = ("K301", "a name that nothing has")
    DUPLICATE_NAME = ("K302", "a name that is given twice")
    CYCLE = ("K303", "definitions that go round in a circle")

    # expressions
    SYNTAX = ("K401", "an expression that cannot be read")
    NOT_IN_LANGUAGE = ("K402", "a form that the language does not have")
    TYPE = ("K403", "values of kinds that do not go together")
    UNIT = ("K404", "numbers of units that do not go together")
    NOT_A_CHOICE = ("K405", "a value that the fact never has")
    AMBIGUOUS = ("K406", "a name that could be a fact or a value")
    NOT_A_CONDITION = ("K407", "an expression that is neither true nor false")

    # the library as a whole
    NO_RULE = ("K501", "an action, warning, deadline or derived fact that no rule concludes")
    UNUSED_FACT = ("K502", "a fact that nothing uses")
    NO_SOURCE = ("K503", "an entry without a source")
    OVERLAP = ("K504", "figures in force at the same time")
    OPEN_CLAIM = ("K505", "a claim that is neither encoded nor refused")
    MISSING_FILE = ("K506", "a file or folder that the library needs")
    NO_REASON = ("K507", "a verdict, or a lint that is switched off, without a reason")
    EXCLUDES_ONE_SIDE = ("K508", "an exclusion that only one side knows")
    TERM = ("K509", "a wording that the glossary does not allow")

    # what is not consistent
    GAP = ("P101", "a situation without a next action that is not finished")
    BOTH_DUE = ("P201", "actions that exclude each other are due together")
    NEVER_TRUE = ("P301", "a rule that is never true")
    REDUNDANT = ("P302", "a rule that adds nothing to the others for the same conclusion")
    NEVER_STRIKES = ("P303", "an exception that never meets the rule it overrides")
    NEVER_NEXT = ("P304", "an action that is never next")
    ALWAYS_SO = ("P305", "a derived fact that is always true")
    NEEDLESS_CONSTRAINT = ("P306", "a constraint that forbids nothing, or nothing that the others do not")
    NEVER_APPLIES = ("P307", "a fact that never applies")
    NO_INFLUENCE = ("P308", "a fact whose value never changes the advice")
    UNSAFE = ("P401", "an action is next while what it requires is false")
    LOOP = ("P501", "advice that goes round and does not end")
    NO_OUTCOME = ("P502", "an action without an outcome, which stays next for ever")
    ASTRAY = ("P503", "an outcome that leads to a situation that cannot be")
    BROKEN = ("P601", "an invariant that does not hold")
    UNDECIDED = ("P701", "a figure without a value leaves the advice open")
    OUTLIVED = ("P901", "a rule that applies after its sources have ended")

    # what is right and could be better
    DECIDED = ("L101", "a part of a condition that is always true or always false")
    BEYOND_RANGE = ("L102", "a comparison beyond the range of its fact")
    ADDS_NOTHING = ("L103", "a part of a condition that adds nothing to the part beside it")
    LONG_WINDED = ("L104", "a condition that can be said in a shorter way")
    SAME_RULE = ("L201", "two rules that say the same, or could be one")
    RESTATES = ("L202", "a rule that only restates another, with more conditions")
    OUT_OF_ORDER = ("L203", "an action that comes before the one it waits for")
    UNUSED_PARAMETER = ("L301", "a parameter that nothing uses")
    UNUSED_DERIVED = ("L302", "a derived fact that nothing uses")
    NUMBER_IS_PARAMETER = ("L303", "a number in a condition that is the value of a parameter")
    FIGURE_IN_TEXT = ("L401", "a text that writes out the value of a parameter its rule uses")
    STALE_TRANSLATION = ("L402", "a translation that has not followed the others")
    NOT_TRANSLATED = ("L403", "a text that is not in its language")
    NOT_READ_AGAIN = ("L501", "a source, rule or figure that nobody has looked at for long")
    EXPIRED_SOURCE = ("L502", "an entry that rests only on sources that have ended")
    NAME_STYLE = ("L601", "a name that does not say what the thing is in the style of the others")

    # facts about a situation
    UNKNOWN_FACT = ("K601", "a fact that the library does not have")
    WRONG_TYPE = ("K602", "a value of the wrong kind for this fact")
    OUT_OF_RANGE = ("K603", "a value outside the range of this fact")
    IMPOSSIBLE = ("K604", "facts that cannot all be true")
    CONTRADICTION = ("K605", "a fact given with two values")

    # a store of cases
    DAMAGED = ("C101", "a store of cases that is damaged")
    NEWER_FORMAT = ("C102", "a store of cases of a newer version")
    NO_STORE = ("C103", "what is no store of cases")
    CANNOT_WRITE = ("C104", "a store of cases that cannot be written")
    CANNOT_READ = ("C105", "a store of cases that cannot be opened")
    BUSY = ("C106", "a store of cases that another program holds")
    NO_CASE = ("C107", "a case that is not there, or a name that several have")
    CLOCK = ("C108", "a clock that shows a day before the last entry of a case")
    NOT_KEPT = ("C109", "a rule set whose files were not kept")
