"""What went wrong with a request, as RFC 9457 has it: problem details for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping

from starlette.responses import Response

_TYPE = "urn:problem-type:simexit:"
TITLES = {
    "malformed": "What was sent cannot be read",
    "wrong-call": "The call cannot be answered as it is made",
    "not-found": "There is nothing here",
    "wrong-method": "This is asked for by another method",
    "wrong-type": "The content is of a type that is not read here",
    "too-large": "The content is too large",
    "too-slow": "The content did not arrive in time",
    "too-many": "Too many requests from one client",
    "busy": "Too many requests at once",
    "took-too-long": "The answer took too long",
    "disagreement": "The two interpreters disagree, so no advice is given",
    "internal": "Something went wrong inside the service",
}


class ProblemError(Exception):
    """Ends a request with a problem."""

    def __init__(self, status: int, kind: str, detail: str, headers: Mapping[str, str] | None = None, **more: object) -> None:
        super().__init__(detail)
        self.status = status
        self.headers = dict(headers or {})
        self.content = {"type": _TYPE + kind, "title": TITLES[kind], "status": status, "detail": detail, **more}

    def response(self) -> Response:
        """Return the problem as a response, which nobody keeps."""
        body = json.dumps(self.content, ensure_ascii=False).encode(errors="replace")
        headers = {"Cache-Control": "no-store", **self.headers}
        return Response(body, self.status, headers, media_type="application/problem+json")
