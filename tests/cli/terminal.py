"""Runs the command line on a pseudo-terminal, as a person would use it."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
from pathlib import Path
from types import TracebackType
from typing import Self

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
PROMPT = "\n> "
HANGS = 300
"""Seconds without any output after which the program is taken to hang."""


class Terminal:
    """`simexit` on a terminal of 100 columns; `shown` is all that was written so far, without colours."""

    def __init__(self, *arguments: str, folder: Path) -> None:
        self._side, other = pty.openpty()
        fcntl.ioctl(other, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 100, 0, 0))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "simexit.cli.main", *arguments],
            stdin=other,
            stdout=other,
            stderr=other,
            cwd=folder,
            env={**os.environ, "LC_ALL": "C.UTF-8", "HOME": str(folder), "SIMEXIT_DEBUG": "1", "COLUMNS": "100", "LINES": "50"},
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        os.close(other)
        self.shown = ""
        self._bytes = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        os.close(self._side)

    def wait(self) -> str:
        """Return what is written up to the next prompt, or to the end."""
        before = len(self.shown)
        while self._read() and not self.shown.endswith(PROMPT):
            pass
        return self.shown[before:]

    def until(self, text: str) -> None:
        """Wait until a text is written."""
        while text not in self.shown and self._read():
            pass

    def type(self, line: str) -> str:
        """Type a line; return what is written up to the next prompt, or to the end."""
        return self.press(f"{line}\n")

    def press(self, keys: str) -> str:
        """Press keys without Enter, such as Ctrl-C; return what is written up to the next prompt, or to the end."""
        os.write(self._side, keys.encode())
        return self.wait()

    def exit_code(self) -> int:
        """Return the exit code, once everything is read."""
        while self._read():
            pass
        return self._process.wait(HANGS)

    def _read(self) -> bool:
        ready, _, _ = select.select([self._side], [], [], HANGS)
        assert ready, f"nothing more is written after: {self.shown[-500:]}"
        try:
            data = os.read(self._side, 65536)
        except OSError:  # the other side is closed
            return False
        self._bytes += data
        self.shown = _COLOUR.sub("", self._bytes.decode("utf-8", "ignore")).replace("\r\n", "\n")
        return bool(data)
