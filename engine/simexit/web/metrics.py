"""What happened, counted, as Prometheus reads it; nothing in it is about a person."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""The upper bounds of the histogram of durations, in seconds."""
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(slots=True)
class Durations:
    """How many durations fell into each bucket, the last for all above, and their sum."""

    counts: list[int] = field(default_factory=lambda: [0] * (len(BUCKETS) + 1))
    total: float = 0.0

    def add(self, seconds: float) -> None:
        """Count one."""
        self.counts[bisect_left(BUCKETS, seconds)] += 1
        self.total += seconds


class Metrics:
    """Counters of one process; written by the event loop alone."""

    def __init__(self) -> None:
        self.requests: Counter[tuple[str, str, int]] = Counter()
        self.durations: defaultdict[str, Durations] = defaultdict(Durations)
        self.advice: Counter[str] = Counter()

    def requested(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request that was answered."""
        self.requests[method, route, status] += 1
        self.durations[route].add(seconds)

    def text(self, info: dict[str, str]) -> str:
        """Return everything in the text format of Prometheus, version 0.0.4; `info` are labels of what serves."""
        return "\n".join([*self._requests(), *self._durations(), *self._advice(), *_info(info), ""])

    def _requests(self) -> Iterator[str]:
        yield from _head("simexit_requests_total", "counter", "Requests by method, route and status.")
        for (method, route, status), count in sorted(self.requests.items()):
            yield f"simexit_requests_total{_labels(method=method, route=route, status=str(status))} {count}"

    def _durations(self) -> Iterator[str]:
        name = "simexit_request_seconds"
        yield from _head(name, "histogram", "How long requests took, by route.")
        for route, seen in sorted(self.durations.items()):
            below = 0
            for bound, count in zip((*map(str, BUCKETS), "+Inf"), seen.counts, strict=True):
                below += count
                yield f"{name}_bucket{_labels(route=route, le=bound)} {below}"
            yield f"{name}_sum{_labels(route=route)} {seen.total:.6f}"
            yield f"{name}_count{_labels(route=route)} {below}"

    def _advice(self) -> Iterator[str]:
        yield from _head("simexit_advice_total", "counter", "Advice given, by status.")
        for status, count in sorted(self.advice.items()):
            yield f"simexit_advice_total{_labels(status=status)} {count}"


def _info(labels: dict[str, str]) -> Iterator[str]:
    yield from _head("simexit_info", "gauge", "The program and the rule set that serves.")
    yield f"simexit_info{_labels(**labels)} 1"


def _head(name: str, kind: str, about: str) -> Iterator[str]:
    yield f"# HELP {name} {about}"
    yield f"# TYPE {name} {kind}"


def _labels(**labels: str) -> str:
    escaped = {name: text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") for name, text in labels.items()}
    return "{" + ",".join(f'{name}="{text}"' for name, text in escaped.items()) + "}"
