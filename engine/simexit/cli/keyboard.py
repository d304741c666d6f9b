"""Reading lines so that an interrupt never cuts off what is being done with the line before."""

from __future__ import annotations

import io
import signal
import sys
import threading
from types import FrameType, TracebackType
from typing import Any, Self

import click


class Keyboard:
    """Lines of standard input, a terminal or a pipe; Ctrl-C is heard when the next line is awaited, and a second one at once."""

    def __init__(self) -> None:
        self.is_terminal = sys.stdin.isatty()
        self._awaiting = False
        self._interrupted = False
        self._before: Any = None

    def __enter__(self) -> Self:
        if isinstance(sys.stdin, io.TextIOWrapper):
            sys.stdin.reconfigure(errors="replace")
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGINT, self._interrupt)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)

    def line(self) -> str:
        """Return the next line; raise `KeyboardInterrupt` on Ctrl-C and `EOFError` where there is none."""
        click.echo("> ", nl=False)
        self._awaiting = True
        try:
            if self._interrupted:
                raise KeyboardInterrupt
            line = sys.stdin.readline()
        finally:
            self._awaiting = self._interrupted = False
        if not line:
            raise EOFError
        if not self.is_terminal:
            click.echo(line.rstrip("\r\n"))
        return line.rstrip("\r\n")

    def _interrupt(self, _number: int, _frame: FrameType | None) -> None:
        if self._awaiting or self._interrupted:
            raise KeyboardInterrupt
        self._interrupted = True
