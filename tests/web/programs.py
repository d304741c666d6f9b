"""A service for programs, as the tests of the API ask it."""

from __future__ import annotations

from functools import cache

from starlette.applications import Starlette
from starlette.testclient import TestClient

from simexit.api import Advisor, load
from simexit.web.current import Current
from simexit.web.limits import Limits
from simexit.web.metrics import Metrics
from simexit.web.service import create_app

API = "/api/v1"
NO_RATE = Limits(per_second=None)


@cache
def shipped() -> Advisor:
    """Return the advisor of the shipped rules."""
    return load(lang="en")


def service(current: Current, limits: Limits = NO_RATE, metrics: Metrics | None = None) -> Starlette:
    """Return the application with limits for tests, which ask more often than any client."""
    return create_app(current, limits, metrics)


def client(advisor: Advisor | None = None, limits: Limits = NO_RATE) -> TestClient:
    """Return a client of the service for an advisor."""
    return TestClient(service(Current(advisor or shipped()), limits))
