"""The drawings of the library, under names that change with what they show."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import NamedTuple

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from simexit.model.vocabulary import Picture, Vocabulary
from simexit.web.pages.assets import FOR_EVER
from simexit.web.pages.visit import advisor_of


class Shown(NamedTuple):
    """A picture on a page: the name it is served by, and what it shows in words."""

    file: str
    shows: str


def of_fact(vocabulary: Vocabulary, fact: str, language: str) -> list[Shown]:
    """Return the pictures that help with a fact."""
    return _shown(vocabulary, lambda picture: fact in picture.facts, language)


def of_action(vocabulary: Vocabulary, action: str, language: str) -> list[Shown]:
    """Return the pictures that help with an action."""
    return _shown(vocabulary, lambda picture: action in picture.actions, language)


def picture(request: Request) -> Response:
    """Serve a drawing."""
    for one in advisor_of(request).rules.vocabulary.pictures.values():
        if _file(one) == request.path_params["name"]:
            return Response(one.drawing, media_type="image/svg+xml", headers={"Cache-Control": FOR_EVER})
    raise HTTPException(404)


def _shown(vocabulary: Vocabulary, helps: Callable[[Picture], bool], language: str) -> list[Shown]:
    return [Shown(_file(one), one.shows[language]) for one in vocabulary.pictures.values() if helps(one)]


def _file(picture: Picture) -> str:
    return f"{picture.name}.{sha256(picture.drawing.encode()).hexdigest()[:16]}.svg"
