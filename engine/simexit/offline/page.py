"""The whole interview and advice of a library as one HTML file, which may fetch nothing, send nothing and store nothing."""

from __future__ import annotations

import json
from base64 import b64encode
from hashlib import sha256
from html import escape
from importlib.resources import files
from string import Template
from typing import Any
from urllib.parse import quote

from simexit.model.rules import RuleSet
from simexit.offline.knowledge import knowledge
from simexit.offline.program import program
from simexit.offline.scripts import static, whole_script
from simexit.offline.texts import texts
from simexit.text.words import TAGS, word

_POLICY = "default-src 'none'; script-src '{script}'; style-src '{style}'; img-src data:; base-uri 'none'; form-action 'none'"


def page(rules: RuleSet) -> str:
    """Return the page; the same rule set always gives the same. Raises `NotExactError` where a script could not compute exactly."""
    settings = rules.vocabulary.settings
    script, style = whole_script(), _of_web("page.css") + static("offline.css")
    first = settings.languages[0]
    return Template(static("frame.html")).substitute(
        tag=TAGS[first],
        policy=_POLICY.format(script=_digest(script), style=_digest(style)),
        title=escape(settings.title[first]),
        icon=f"data:image/svg+xml,{quote(_of_web('icon.svg'))}",
        style=style,
        no_script="".join(f'<p lang="{TAGS[one]}">{escape(word("offline_no_script", one))}</p>' for one in settings.languages),
        data=_in_markup(data(rules)),
        script=script,
    )


def data(rules: RuleSet) -> dict[str, Any]:
    """Return everything that the script is given."""
    languages = rules.vocabulary.settings.languages
    return {"program": program(rules), "knowledge": knowledge(rules), "texts": {one: texts(rules, one) for one in languages}}


def _in_markup(value: object) -> str:
    """Return JSON in which nothing ends the element around it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _of_web(name: str) -> str:
    return (files("simexit.web") / "static" / name).read_text(encoding="utf-8")
