"""How the service does under many connections: requests per second and latencies; each connection asks again as soon as it is answered.

`python -m benchmarks.load --connections 1000 --seconds 20` starts a service on loopback in a process of its own, without a limit of rate.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import socket
import time
from collections import Counter
from typing import NamedTuple


class Load(NamedTuple):
    """What one load found: how many answers by status, and how long each took, in seconds, sorted."""

    statuses: Counter[int]
    seconds: list[float]
    took: float

    def quantile(self, share: float) -> float:
        """Return the duration that this share of the answers did not exceed."""
        return self.seconds[min(len(self.seconds) - 1, int(share * len(self.seconds)))]


def _serve(listening: socket.socket, second_opinion: str, threads: int) -> None:
    import uvicorn

    from simexit.api import load
    from simexit.web.current import Current
    from simexit.web.limits import Limits, server_settings
    from simexit.web.service import create_app

    limits = Limits(per_second=None, answer_seconds=120, waiting=100_000, threads=threads)
    app = create_app(Current(load(lang="en", second_opinion=second_opinion)), limits)  # type: ignore[arg-type]  # one of its words
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", backlog=4096, **server_settings(limits)))  # type: ignore[arg-type]  # its own
    server.run(sockets=[listening])


async def _connection(port: int, request: bytes, until: float, load: tuple[Counter[int], list[float]]) -> None:
    statuses, seconds = load
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while time.perf_counter() < until:
        began = time.perf_counter()
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        lines = head.lower().split(b"\r\n")
        length = next((int(line[15:]) for line in lines if line.startswith(b"content-length:")), 0)
        await reader.readexactly(length)
        statuses[int(head.split(b" ", 2)[1])] += 1
        seconds.append(time.perf_counter() - began)
    writer.close()


async def _load(port: int, request: bytes, connections: int, lasting: float) -> Load:
    statuses: Counter[int] = Counter()
    seconds: list[float] = []
    began = time.perf_counter()
    await asyncio.gather(*(_connection(port, request, began + lasting, (statuses, seconds)) for _ in range(connections)))
    return Load(statuses, sorted(seconds), time.perf_counter() - began)


def _requests() -> dict[str, bytes]:
    from simexit.api import load
    from simexit.calls.examples import example_calls

    examples = example_calls(load(lang="en"))["advise"]
    bodies = {f"advise, {name}": json.dumps(call).encode() for name, call in examples.items()}
    gets = {f"GET {path}": f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode() for path in ("/health/live", "/api/v1/ruleset")}
    head = "POST /api/v1/advise HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
    return {**gets, **{name: f"{head}{len(body)}\r\n\r\n".encode() + body for name, body in bodies.items()}}


def _main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--connections", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--second-opinion", default="always", choices=["always", "sampled", "off"])
    parser.add_argument("--threads", type=int, default=4)
    given = parser.parse_args()
    listening = socket.create_server(("127.0.0.1", 0), backlog=4096)
    process = multiprocessing.get_context("fork").Process(target=_serve, args=(listening, given.second_opinion, given.threads))
    process.start()
    try:
        asyncio.run(_load(listening.getsockname()[1], _requests()["GET /health/live"], 1, 0.1))
        for name, request in _requests().items():
            load = asyncio.run(_load(listening.getsockname()[1], request, given.connections, given.seconds))
            rate, p50, p99 = sum(load.statuses.values()) / load.took, load.quantile(0.5), load.quantile(0.99)
            print(
                f"| {name} | {rate:,.0f} | {p50 * 1000:,.0f} | {p99 * 1000:,.0f} | {load.seconds[-1] * 1000:,.0f} | {dict(load.statuses)} |"
            )
    finally:
        process.terminate()
        process.join()


if __name__ == "__main__":
    _main()
