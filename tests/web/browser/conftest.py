"""Chromium with the window of a phone, and the service on this computer; without Chromium the tests are passed over."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import uvicorn
from starlette.applications import Starlette

from chromium import chromium as chromium  # a fixture
from web.pages import app

PHONE = {"width": 360, "height": 740}


class Served:
    """An application that is served by a thread of its own."""

    def __init__(self, application: Starlette) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._server = uvicorn.Server(uvicorn.Config(application, log_level="error", access_log=False))
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True)
        self._thread.start()
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    def close(self) -> None:
        self._server.should_exit = True
        self._thread.join(10)


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Starlette], str]]:
    served: list[Served] = []

    def one(application: Starlette) -> str:
        served.append(Served(application))
        return served[-1].address

    yield one
    for each in served:
        each.close()


@pytest.fixture(scope="session")
def site(serve: Callable[[Starlette], str]) -> str:
    """The address of the service for the shipped library."""
    return serve(app())


@pytest.fixture
def phone(chromium: Any, site: str) -> Iterator[Callable[..., Any]]:
    """Return what opens a tab of a phone; a page that asks anybody else, sets a cookie or complains fails the test."""
    contexts, wrong = [], []

    def refuse(dialog: Any) -> None:
        wrong.append(dialog.message)
        dialog.dismiss()

    def open_tab(**options: Any) -> Any:
        context = chromium.new_context(**{"viewport": PHONE, "has_touch": True, "base_url": site, **options})
        context.set_default_timeout(30_000)
        contexts.append(context)
        context.on("request", lambda request: None if request.url.startswith((site, "http://127.0.0.1:")) else wrong.append(request.url))
        context.on("console", lambda message: wrong.append(message.text) if message.type in {"error", "warning"} else None)
        context.on("dialog", refuse)
        return context.new_page()

    yield open_tab
    cookies = [cookie for context in contexts for cookie in context.cookies()]
    for context in contexts:
        context.close()
    # a browser reports an answer such as 404 as an error too; that it is one is for the test to say
    assert [what for what in wrong if "the server responded with a status of" not in what] == []
    assert cookies == []
