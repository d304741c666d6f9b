"""Reading lines so that an interrupt never cuts off what is being done with the line before."""

from __future__ import annotations

import contextlib
import io
import os
import select
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
        self._wake: tuple[int, int] | None = None

    def __enter__(self) -> Self:
        if isinstance(sys.stdin, io.TextIOWrapper):
            sys.stdin.reconfigure(errors="replace")
        if threading.current_thread() is threading.main_thread():
            self._before = signal.signal(signal.SIGINT, self._interrupt)
            if self.is_terminal and os.name == "posix":
                self._wake = os.pipe()
                for end in self._wake:
                    os.set_blocking(end, False)
                signal.set_wakeup_fd(self._wake[1])
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)
        if self._wake is not None:
            signal.set_wakeup_fd(-1)
            for end in self._wake:
                os.close(end)

    def line(self) -> str:
        """Return the next line; raise `KeyboardInterrupt` on Ctrl-C and `EOFError` where there is none."""
        click.echo("> ", nl=False)
        self._awaiting = True
        try:
            if self._interrupted:
                raise KeyboardInterrupt
            self._wait()
            line = sys.stdin.readline()
        finally:
            self._awaiting = self._interrupted = False
            self._forget()
        if not line:
            raise EOFError
        if not self.is_terminal:
            click.echo(line.rstrip("\r\n"))
        return line.rstrip("\r\n")

    def _wait(self) -> None:
        """Wait for a line on a terminal; a Ctrl-C that comes just before the reading begins would else only be heard after it."""
        if self._wake is not None:
            ready, _, _ = select.select([sys.stdin, self._wake[0]], [], [])
            if self._wake[0] in ready:
                raise KeyboardInterrupt

    def _forget(self) -> None:
        """Forget that there was a Ctrl-C, which has been heard."""
        if self._wake is not None:
            with contextlib.suppress(BlockingIOError):
                os.read(self._wake[0], 1024)

    def _interrupt(self, _number: int, _frame: FrameType | None) -> None:
        if self._awaiting or self._interrupted:
            raise KeyboardInterrupt
        self._interrupted = True
