"""Expressions with one blank around operators, after commas, and nowhere else; what they say stays the same."""

from __future__ import annotations

import ast
import re

_TOKEN = re.compile(r"""'[^']*'|"[^"]*"|\w+(?:\.\w+)*|[<>=!]=|[^\s\w]|\s+""")
_BINARY = {"==", "!=", "<", ">", "<=", ">=", "+", "-", "*"}
_WORDS = {"and", "or", "not", "in", "is", "if", "else", "for", "lambda"}


def spaced(text: str) -> str:
    """Return an expression in canonical spacing; one that cannot be read stays as it is."""
    before = _tree(text)
    if before is None:
        return text
    words = [word for word in _TOKEN.findall(text) if not word.isspace()]
    after = "".join(_with_blank(words, number) for number in range(len(words)))
    return after if _tree(after) == before else text


def _with_blank(words: list[str], number: int) -> str:
    """Return a word with the blank before it, where one stands there."""
    word = words[number]
    if number == 0 or word in {",", ")", "]", "."}:
        return word
    last = words[number - 1]
    if last in {"(", "[", "."} or (word == "(" and _is_name(last)) or _is_sign(words, number - 1):
        return word
    return f" {word}"


def _is_name(word: str) -> bool:
    return bool(re.match(r"\w", word)) and word not in _WORDS


def _is_sign(words: list[str], number: int) -> bool:
    """Return whether a word is the sign of a number, not a difference."""
    return words[number] in {"-", "+"} and (number == 0 or words[number - 1] in {*_BINARY, *_WORDS, "(", "[", ","})


def _tree(text: str) -> str | None:
    try:
        return ast.dump(ast.parse(text.strip(), mode="eval"))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
