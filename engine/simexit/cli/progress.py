"""A bar on a terminal for what takes more than a second."""

from __future__ import annotations

import sys
from contextlib import ExitStack, contextmanager
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from click._termui_impl import ProgressBar

T = TypeVar("T")
SECONDS = 1.0


def with_progress(items: Sequence[T], label: str) -> Iterator[T]:
    """Yield the items; after a second, where standard error is a terminal, show there how many are done."""
    started, bar = monotonic(), None
    with ExitStack() as closing:
        for number, item in enumerate(items):
            if bar is None and monotonic() - started > SECONDS and sys.stderr.isatty():
                bar = closing.enter_context(click.progressbar(length=len(items), label=label, file=sys.stderr))
                bar.update(number)
            yield item
            if bar is not None:
                bar.update(1)


@contextmanager
def reported(label: str) -> Iterator[Callable[[int, int], None]]:
    """Give what is to be told how many of how many are done; it shows them as `with_progress` does."""
    started, shown = monotonic(), 0
    with ExitStack() as closing:
        bars: list[ProgressBar[int]] = []

        def tell(done: int, of: int) -> None:
            nonlocal shown
            if not bars and monotonic() - started > SECONDS and sys.stderr.isatty():
                bars.append(closing.enter_context(click.progressbar(length=of, label=label, file=sys.stderr)))
            for bar in bars:
                bar.update(done - shown)
                shown = done

        yield tell


@contextmanager
def counted(what: str) -> Iterator[Callable[[int, int], None]]:
    """Give what is to be told how many of how many are done; it shows them as `with_progress` does, with how many a second."""
    started = monotonic()
    with ExitStack() as closing:
        bars: list[ProgressBar[int]] = []

        def tell(done: int, of: int) -> None:
            seconds = monotonic() - started
            if not bars and seconds > SECONDS and sys.stderr.isatty():
                bars.append(closing.enter_context(click.progressbar(length=of, label=what, show_pos=True, file=sys.stderr)))
            for bar in bars:
                bar.length, bar.label = of, f"{what}, {done / seconds:,.0f} a second"
                bar.update(done - bar.pos)

        yield tell
