"""Questions answered by several processes at a time, each with a solver of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_all_start_methods, get_context
from time import perf_counter

from simexit.model.rules import RuleSet
from simexit.prove.answer import Answerer
from simexit.prove.questions import Question, Result

_WORTH_A_PROCESS = 8
_answerers: list[Answerer] = []
"""The answerer of this process; each process has one of its own."""


def answers(
    rules: RuleSet, asked: Sequence[tuple[int, Question]], seconds: float, jobs: int, guess: int
) -> Iterator[tuple[int, Result, float]]:
    """Yield for each numbered question, as soon as it is there, its number, the answer, and the seconds it took."""
    if jobs == 1 or len(asked) < _WORTH_A_PROCESS:
        _begin(rules, seconds, guess)
        yield from (_answer(place, question) for place, question in asked)
        return
    method = "fork" if "fork" in get_all_start_methods() else "spawn"
    with ProcessPoolExecutor(min(jobs, len(asked)), get_context(method), _begin, (rules, seconds, guess)) as pool:
        for done in as_completed([pool.submit(_answer, place, question) for place, question in asked]):
            yield done.result()


def _begin(rules: RuleSet, seconds: float, guess: int) -> None:
    _answerers[:] = [Answerer(rules, seconds, guess)]


def _answer(place: int, question: Question) -> tuple[int, Result, float]:
    start = perf_counter()
    return place, _answerers[0].answer(question), perf_counter() - start
