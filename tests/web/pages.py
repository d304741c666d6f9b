"""The application for the shipped library, made once."""

from __future__ import annotations

from functools import cache

from starlette.applications import Starlette
from starlette.testclient import TestClient

from simexit.api import load
from simexit.web.current import Current
from simexit.web.limits import Limits
from simexit.web.service import create_app


@cache
def app() -> Starlette:
    return create_app(Current(load(second_opinion="off")), Limits(per_second=None))


def client(*, raises: bool = True) -> TestClient:
    return TestClient(app(), raise_server_exceptions=raises)
