"""`simexit serve` as a person starts and ends it."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.request import Request, urlopen

import pytest

COMMAND = [sys.executable, "-m", "simexit.cli.main", "serve", "--port", "0"]


@contextmanager
def serving(*options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start the command; yield it and the address that it says."""
    with subprocess.Popen([*COMMAND, *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            found = re.search(r"http://\S+/", line)
            assert found, line
            yield process, found[0]
        finally:
            if process.poll() is None:
                process.kill()


def get(address: str, **headers: str) -> tuple[int, str]:
    with urlopen(Request(address, headers=headers)) as answered:
        return answered.status, answered.read().decode()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_the_address_is_said_the_page_is_there_and_it_ends_cleanly(how: signal.Signals) -> None:
    with serving() as (process, address):
        status, page = get(address, **{"Accept-Language": "en"})
        assert (status, '<html lang="en">' in page) == (200, True)
        process.send_signal(how)
        output, errors = process.communicate(timeout=30)
        assert process.returncode in {0, -how}
        assert "Traceback" not in output + errors


def test_nothing_told_is_written_to_the_terminal() -> None:
    with serving() as (process, address):
        get(f"{address}en/ask?f=person.leaves_on=2027-03-04&f=balance.owed=98765")
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=30)
        assert not re.search("98765|2027-03-04|leaves_on", output + errors)


def test_a_port_that_is_taken_is_said_so() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = subprocess.run([*COMMAND[:-1], str(taken.getsockname()[1])], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert done.stderr.startswith("error: cannot listen at 127.0.0.1, port ")
    assert "Traceback" not in done.stderr


def test_an_address_that_is_none_is_said_so() -> None:
    done = subprocess.run([*COMMAND, "--host", "no.such.host.invalid"], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert "cannot listen at no.such.host.invalid" in done.stderr
