"""A real PostgreSQL server, started for the tests alone, where one is installed."""

from __future__ import annotations

import getpass
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

PROGRAMS = max(Path("/usr/lib/postgresql").glob("*/bin"), default=Path("/nowhere"))
INSTALLED = (PROGRAMS / "initdb").exists()


def _as_server(*command: str) -> None:
    """Run a program of the server; it refuses to run as root, who becomes `postgres` for it."""
    prefix = ["su", "postgres", "-s", "/bin/sh", "-c", " ".join(command)] if os.geteuid() == 0 else [*command]
    subprocess.run(prefix, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60)


class Server:
    """Listens on a socket in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._schemas = count()
        self.user = "postgres" if os.geteuid() == 0 else getpass.getuser()
        self.address = f"postgresql:///postgres?host={folder}&user={self.user}"

    def start(self) -> None:
        options = f"'-k {self.folder} -h \"\" -F'"
        _as_server(f"{PROGRAMS}/pg_ctl", "-D", f"{self.folder}/data", "-w", "-l", f"{self.folder}/log", "-o", options, "start")

    def stop(self) -> None:
        _as_server(f"{PROGRAMS}/pg_ctl", "-D", f"{self.folder}/data", "-m", "immediate", "stop")

    def empty_schema(self) -> str:
        """The address of a place on the server where nothing is yet."""
        name = f"test{next(self._schemas)}"
        self.run(f"CREATE SCHEMA {name}")
        return f"{self.address}&options=-csearch_path%3D{name}"

    def run(self, sql: str) -> None:
        subprocess.run([f"{PROGRAMS}/psql", "-q", self.address, "-c", sql], check=True, timeout=60)


@contextmanager
def running() -> Iterator[Server]:
    """A server that runs as long as the block."""
    folder = Path(mkdtemp(prefix="simexit-pg-", dir="/tmp"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    server = Server(folder)
    try:
        _as_server(f"{PROGRAMS}/initdb", "-D", f"{folder}/data", "-A", "trust", "-N")
        server.start()
        yield server
        server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
