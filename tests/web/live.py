"""A service on a port of this machine, for what only a connection shows."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from starlette.applications import Starlette

from simexit.web.limits import Limits, server_settings


@contextmanager
def running(app: Starlette, limits: Limits) -> Iterator[int]:
    """Serve an application on a free port, and yield the port."""
    settings: dict[str, Any] = server_settings(limits)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", **settings))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(30)


def said(port: int, sent: bytes) -> bytes:
    """Send bytes, and return all that is answered until the connection is closed."""
    with socket.create_connection(("127.0.0.1", port), 30) as connection:
        connection.sendall(sent)
        received = b""
        while part := connection.recv(65536):
            received += part
        return received
