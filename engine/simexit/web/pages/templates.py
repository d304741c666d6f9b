"""Templates to pages: everything that is put into one is escaped, and the words come from the table of words."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse

from simexit.text.words import OWN_NAMES, TAGS, sentence, word
from simexit.web.addresses import Pairs, link, of_state
from simexit.web.pages.assets import hashed

if TYPE_CHECKING:
    from simexit.model.rules import RuleSet


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("simexit.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals |= {"hashed": hashed, "tag": TAGS.__getitem__}
    environment.filters |= {"web_address": web_address, "coded": coded}
    return environment


def web_address(text: str | None) -> str | None:
    """Return an address that a link may lead to, or None: one with a script or a file in it leads nowhere."""
    return text if text is not None and urlsplit(text).scheme in {"http", "https"} else None


def coded(text: str) -> Markup:
    """Return a message with what stands between backticks marked as such."""
    parts = text.split("`")
    return Markup("").join(Markup("<code>{}</code>").format(part) if place % 2 else escape(part) for place, part in enumerate(parts))


def page(
    request: Request, template: str, rules: RuleSet, language: str, *, state: Pairs = (), status: int = 200, **content: object
) -> HTMLResponse:
    """Return a page in a language, with links that carry what is known."""
    base = str(request.scope.get("root_path", ""))

    def to(name: str, **more: str) -> str:
        return link(f"{base}/{language}/{name}", state, **more)

    text = (
        _environment()
        .get_template(template)
        .render(
            content,
            language=language,
            title=rules.vocabulary.settings.title[language],
            languages=[(one, OWN_NAMES[one], _here(request, one, base)) for one in rules.vocabulary.settings.languages],
            base=base,
            state=state,
            to=to,
            w=lambda name: word(name, language),
            s=lambda name, *parts, **named: sentence(name, language, *parts, **named),
        )
    )
    return HTMLResponse(text, status)


def _here(request: Request, language: str, base: str) -> str:
    """Return the address of the same page in another language; of the first page, where this one cannot simply be read again."""
    parameters = request.query_params.multi_items()
    rest = request.url.path.removeprefix(base).split("/", 2)[2:]
    if request.method not in {"GET", "HEAD"} or "language" not in request.path_params:
        return link(f"{base}/{language}/", of_state(parameters))
    return link(f"{base}/{language}/{rest[0] if rest else ''}", tuple(parameters))
