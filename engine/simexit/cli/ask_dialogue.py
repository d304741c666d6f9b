"""The interview as a dialogue: one question at a time, and what the person can do instead of answering."""

from __future__ import annotations

from collections.abc import Callable

from simexit.answering import expected, plain, read_answer
from simexit.ask.interview import ImpossibleAnswerError, Interview, Reply
from simexit.cli.ask_show import in_words, show_clash, show_progress, show_question, show_replies, show_set_aside
from simexit.cli.ask_store import Keeps
from simexit.cli.keyboard import Keyboard
from simexit.cli.show import paragraph
from simexit.explain.compose import question
from simexit.explain.parts import Question
from simexit.explain.wording import Wording
from simexit.model.expressions import TODAY
from simexit.model.types import Value
from simexit.text.words import Word, word

Act = Callable[[str, Value], Interview]


class QuitError(Exception):
    """The person wants to stop here."""


class Dialogue:
    """Holds the interview as it is now; every reply goes to the store at once."""

    def __init__(self, interview: Interview, language: str, store: Keeps, keyboard: Keyboard) -> None:
        self.interview = interview
        self._language = language
        self._store = store
        self._keyboard = keyboard

    @property
    def words(self) -> Wording:
        """Wording for what is known now."""
        return Wording(self.interview.rules, self.interview.situation, self._language)

    def run(self) -> None:
        """Ask until nothing is left to ask; raise `QuitError`, `EOFError` or `KeyboardInterrupt` where the person stops."""
        while (fact := self.interview.question) is not None:
            asked = question(self.words, fact)
            show_progress(self.interview, self._language)
            show_question(asked, self.words, "ask_keys")
            while not self._do(asked, self._keyboard.line()):
                pass

    def again(self) -> bool:
        """Offer to go back once the advice is shown; return whether the person did, False where the interview is over."""
        shown = self.interview
        while self.interview is shown:
            self._say("ask_keys_at_end")
            line = self._keyboard.line()
            if plain(line).casefold() in {"", "q"}:
                return False
            if not self._command(line):
                self._say("ask_not_a_key")
        return True

    def _do(self, asked: Question, line: str) -> bool:
        """Do what a line says; return whether there is something new to ask, False where the same answer is awaited again."""
        key = plain(line).casefold()
        if key == "q":
            raise QuitError
        if key in {"?", "d"}:
            self._find_out(asked)
        if key == "d":
            self._settle(self.interview.skip(asked.fact))
        elif key != "?" and not self._command(line):
            return self._tell(asked, line, self.interview.answer)
        return key in {"d", "b", "l"}

    def _command(self, line: str) -> bool:
        """Go back, list the answers, or save, if the line says so; return whether it does."""
        key = plain(line)
        match key[:2].rstrip().casefold():
            case "b" if len(key) == 1:
                self._back()
            case "l" if len(key) == 1:
                self._list()
            case "s":
                self._store.save_as(line.strip()[1:].strip(), self.interview)
            case _:
                return False
        return True

    def _back(self) -> None:
        if self.interview.before is None:
            self._say("ask_no_back")
        else:
            self._settle(self.interview.back())

    def _list(self) -> None:
        """Show the answers so far, and change the one that is chosen."""
        replies = [reply for reply in self.interview.replies if reply.fact != TODAY]
        if not replies:
            self._say("ask_nothing_told")
            return
        show_replies(replies, self.words)
        self._say("ask_which")
        while (line := self._line()) not in {"", "b"}:
            if line.isdecimal() and 1 <= int(line) <= len(replies):
                self._change(replies[int(line) - 1])
                return
            self._say("ask_which")

    def _change(self, reply: Reply) -> None:
        asked, before = question(self.words, reply.fact), self.interview
        show_question(asked, self.words, "ask_keys_in_change")
        while (line := self._line()) not in {"", "b"}:
            if line == "?":
                self._find_out(asked)
            elif line == "d":
                self._find_out(asked)
                self._settle(self.interview.change(reply.fact, None))
                break
            elif self._tell(asked, line, self.interview.change):
                break
        if self.interview is not before:
            show_set_aside(self.interview.set_aside, self.words)

    def _line(self) -> str:
        line = plain(self._keyboard.line()).casefold()
        if line == "q":
            raise QuitError
        return line

    def _tell(self, asked: Question, line: str, act: Act) -> bool:
        """Tell the answer that a line gives; return whether it was one and is possible."""
        rules = self.interview.rules
        fact = rules.vocabulary.facts[asked.fact]
        value = read_answer(plain(line), asked, rules)
        if value is None:
            paragraph(expected(fact.type, len(asked.answers), self._language))
            return False
        try:
            self._settle(act(asked.fact, value))
        except ImpossibleAnswerError as error:
            show_clash(error, self.words, asked.fact, in_words(Reply(asked.fact, value), self.words))
            return False
        return True

    def _settle(self, interview: Interview) -> None:
        self.interview = interview
        self._store.keep(interview)

    def _find_out(self, asked: Question) -> None:
        paragraph(f"{word('find_out', self._language)}: {asked.find_out}")

    def _say(self, name: Word) -> None:
        paragraph(word(name, self._language))
