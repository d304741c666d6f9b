"""What one client may take of the service: size, time, rate; and the middleware that holds it to that."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from typing import TYPE_CHECKING

import anyio
from starlette.datastructures import Headers

from simexit.web.problems import ProblemError

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    Refused = Callable[[Scope, ProblemError], Response]
    """What a client sees of a request that is refused."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What is refused; None for `per_second` sets no rate. Each process of a server counts for itself."""

    body_bytes: int = 1_000_000
    """The largest body of a request."""
    body_seconds: float = 10.0
    """How long a body may take to arrive."""
    depth: int = 8
    """How many objects and lists of JSON stand in one another."""
    rows: int = 1_000
    """The situations of one batch."""
    answer_seconds: float = 10.0
    """How long one answer may take, the wait for a thread with it."""
    batch_seconds: float = 120.0
    """How long a batch may take; the situations that are left then are not judged."""
    threads: int = 4
    """How many answers are worked on at a time."""
    waiting: int = 64
    """How many more wait for one of these threads; the next is turned away at once."""
    in_progress: int = 2_000
    """How many requests are read, wait or are answered at a time."""
    per_second: float | None = 50.0
    """How many requests a client may make each second, in the long run."""
    burst: int = 200
    """How many of them at once."""
    clients: int = 10_000
    """How many clients are remembered; the one that was not seen for longest is forgotten."""
    proxies: int = 0
    """How many proxies stand before the service and are trusted: the client is the one that the first of them saw."""


def server_settings(limits: Limits) -> dict[str, object]:
    """Return what uvicorn is started with: no logs of its own, which would hold queries and facts, and nothing of it in its headers."""
    return {
        "access_log": False,
        "log_config": None,
        "server_header": False,
        "proxy_headers": False,
        "ws": "none",
        "h11_max_incomplete_event_size": 16_384,
        "timeout_keep_alive": 5,
        "timeout_graceful_shutdown": int(limits.answer_seconds),
    }


class Buckets:
    """A bucket of tokens for each client: each request takes one, and so many come back each second."""

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic) -> None:
        self._limits = limits
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, client: str) -> float:
        """Take a token; return 0, or where there is none how many seconds later there will be."""
        rate = self._limits.per_second
        if rate is None:
            return 0.0
        now = self._clock()
        tokens, seen = self._left.pop(client, (float(self._limits.burst), now))
        tokens = min(float(self._limits.burst), tokens + (now - seen) * rate)
        allowed = tokens >= 1
        self._left[client] = (tokens - 1 if allowed else tokens, now)
        if len(self._left) > self._limits.clients:
            self._left.popitem(last=False)
        return 0.0 if allowed else (1 - tokens) / rate


class Limited:
    """Middleware: a request is counted, and its body is read whole, before the application sees it."""

    def __init__(self, app: ASGIApp, limits: Limits, refused: Refused, clock: Callable[[], float] = time.monotonic) -> None:
        self.app = app
        self._limits = limits
        self._refused = refused
        self._buckets = Buckets(limits, clock)
        self._in_progress = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it with a problem."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        self._in_progress += 1
        try:
            self._admit(scope)
            body = await self._body(scope, receive)
        except ProblemError as problem:
            await self._refused(scope, problem)(scope, receive, send)
        else:
            await self.app(scope, _once(body, receive), send)
        finally:
            self._in_progress -= 1

    def _admit(self, scope: Scope) -> None:
        if self._in_progress > self._limits.in_progress:
            raise ProblemError(503, "busy", "try again in a moment", {"Retry-After": "1"})
        seconds = self._buckets.wait(client_of(scope, self._limits.proxies))
        if seconds:
            again = str(int(seconds) + 1)
            raise ProblemError(429, "too-many", f"try again in {again} s", {"Retry-After": again})

    async def _body(self, scope: Scope, receive: Receive) -> bytes:
        largest = self._limits.body_bytes
        too_large = ProblemError(413, "too-large", f"at most {largest} bytes are read", {"Connection": "close"})
        announced = Headers(scope=scope).get("content-length", "0")
        if not announced.isascii() or not announced.isdigit() or int(announced[:20]) > largest:
            raise too_large
        parts, size = [], 0
        try:
            with anyio.fail_after(self._limits.body_seconds):
                while True:
                    message = await receive()
                    part = message.get("body", b"")
                    parts.append(part)
                    size += len(part)
                    if size > largest:
                        raise too_large
                    if message["type"] != "http.request" or not message.get("more_body", False):
                        return b"".join(parts)
        except TimeoutError:
            slow = f"it took more than {self._limits.body_seconds:g} s"
            raise ProblemError(408, "too-slow", slow, {"Connection": "close"}) from None


def _once(body: bytes, receive: Receive) -> Receive:
    """Return what gives the body once, and then what the client does."""
    read = False

    async def replay() -> Message:
        nonlocal read
        if read:
            return await receive()
        read = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay


def client_of(scope: Scope, proxies: int) -> str:
    """Return whose request it is: the address as the first trusted proxy saw it; of IPv6 the network, for a client has many addresses."""
    address = str((scope.get("client") or ("",))[0])
    if proxies:
        seen = [one.strip() for one in ",".join(Headers(scope=scope).getlist("x-forwarded-for")).split(",") if one.strip()]
        address = seen[-proxies] if len(seen) >= proxies else address
    try:
        parsed = ip_address(address)
    except ValueError:
        return address[:64]
    return str(parsed) if not isinstance(parsed, IPv6Address) else parsed.exploded[:19]
