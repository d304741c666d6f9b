"""A subject to the files of its site: the entrance of this layer. The same subject always gives the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.resources import files

from simexit.site.pages import pages
from simexit.site.render import Renderer
from simexit.site.search import entry, index
from simexit.site.subject import Subject

Progress = Callable[[int, int], None]
_STATIC = ("site.css", "search.js", "icon.svg")


def site(subject: Subject, progress: Progress | None = None) -> Iterator[tuple[str, bytes]]:
    """Yield each file of the site by its address; `progress` is told how many pages are made and how many there are."""
    renderer, found = Renderer(subject), pages(subject)
    entries: list[list[str]] = []
    for number, page in enumerate(found, 1):
        html = renderer.rendered(page)
        searched = entry(page, html, subject.language)
        entries += [] if searched is None else [searched]
        yield page.address, html.encode()
        if progress is not None:
            progress(number, len(found))
    yield "static/index.js", index(entries)
    for name in _STATIC:
        yield f"static/{name}", (files("simexit.site") / "static" / name).read_bytes()
    for picture in subject.rules.vocabulary.pictures.values():
        yield f"pictures/{picture.name}.svg", picture.drawing.encode()
    for document in subject.documents:
        for name, path in document.pictures:
            yield f"pictures/{name}", path.read_bytes()
