"""What the server itself logs: lines of JSON like ours, and nothing of what was told, whatever goes wrong."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from io import StringIO

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from simexit.web.limits import Limits
from simexit.web.logs import LOGGER, write_json_lines
from web.live import running, said


@pytest.fixture
def written() -> Iterator[StringIO]:
    """Return what the service and the server write."""
    loggers = (LOGGER, logging.getLogger("uvicorn.error"))
    before = [(logger, logger.handlers[:], logger.propagate, logger.level) for logger in loggers]
    buffer = StringIO()
    write_json_lines(logging.StreamHandler(buffer))
    yield buffer
    for logger, handlers, propagate, level in before:
        logger.handlers[:] = handlers
        logger.propagate = propagate
        logger.setLevel(level)


def test_an_error_of_a_page_is_logged_with_its_place_and_without_what_was_told(written: StringIO) -> None:
    def page(request: Request) -> Response:
        raise ValueError(request.query_params["f"])

    with running(Starlette(routes=[Route("/", page)]), Limits()) as port:
        answered = said(port, b"GET /?f=balance.owed=98765 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert b" 500 " in answered.splitlines()[0]
    (line,) = [json.loads(one) for one in written.getvalue().splitlines()]
    assert (line["level"], line["exception"]) == ("error", "ValueError")
    assert line["raised_in"][-1].endswith(" page")
    assert "98765" not in written.getvalue()


def test_what_is_no_request_is_logged_as_json(written: StringIO) -> None:
    with running(Starlette(), Limits()) as port:
        logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
        said(port, b"garbage\r\n\r\n")
    (line,) = [json.loads(one) for one in written.getvalue().splitlines()]
    assert line["level"] == "warning"
