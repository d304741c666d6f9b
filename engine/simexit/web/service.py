"""The service: pages for people put together with the API for programs, as one application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.middleware import Middleware

from simexit.web.api.routes import api_routes
from simexit.web.current import Current, reloading
from simexit.web.limits import Limits
from simexit.web.metrics import Metrics
from simexit.web.operations import middleware, operations_routes
from simexit.web.pages.errors import refused
from simexit.web.pages.routes import ERRORS, ROUTES
from simexit.web.security import SecurityHeaders


def create_app(current: Current, limits: Limits | None = None, metrics: Metrics | None = None) -> Starlette:
    """Return the application for the library that is in service; it can be mounted under any path of another one."""
    limits, metrics = limits or Limits(), metrics or Metrics()
    routes = [*api_routes(current, limits, metrics), *operations_routes(current, metrics), *ROUTES]

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with reloading(current):
            yield

    app = Starlette(
        routes=routes,
        exception_handlers=ERRORS,
        middleware=[Middleware(SecurityHeaders), *middleware(routes, limits, metrics, refused)],
        lifespan=lifespan,
    )
    app.router.redirect_slashes = False  # which would lead to whatever host the request names
    app.state.current = current
    return app
