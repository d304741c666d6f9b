"""The style sheet, the script and the icon, under names that change with their content, so that they can be kept for ever."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

_KINDS = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}
_NAMES = ("page.css", "page.js", "icon.svg")
FOR_EVER = "public, max-age=31536000, immutable"


@cache
def _assets() -> dict[str, tuple[str, bytes]]:
    """Return each file by its name: the name with the hash, and what is in it."""
    found: dict[str, tuple[str, bytes]] = {}
    for name in _NAMES:
        content = (files("simexit.web") / "static" / name).read_bytes()
        stem, _, suffix = name.partition(".")
        found[name] = (f"{stem}.{sha256(content).hexdigest()[:16]}.{suffix}", content)
    return found


def hashed(name: str) -> str:
    """Return the name under which a file is served."""
    return _assets()[name][0]


def asset(request: Request) -> Response:
    """Serve one of these files; there is no folder that a path could leave."""
    for served, content in _assets().values():
        if served == request.path_params["name"]:
            return Response(content, media_type=_KINDS[served.rpartition(".")[2]], headers={"Cache-Control": FOR_EVER})
    raise HTTPException(404)
