"""Where the page of each thing is: its kind and its name make the address, and addresses are relative to the page that links."""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args
from urllib.parse import quote

Kind = Literal[
    "rule",
    "fact",
    "action",
    "warning",
    "deadline",
    "derived",
    "parameter",
    "profile",
    "source",
    "contradiction",
    "constraint",
    "invariant",
    "letter",
    "cases",
    "guide",
    "table",
    "code",
]
"""What has a page of its own, in the order of the contents."""

KINDS: tuple[Kind, ...] = get_args(Kind)


class Thing(NamedTuple):
    """What a page is about: `profile` has the fact and its value as name, `cases` the file, `source` the work."""

    kind: Kind
    name: str

    @property
    def address(self) -> str:
        """The file of its page, from the top of the site."""
        return f"{self.kind}/{self.name}.html"


def listing(kind: Kind) -> str:
    """Return the file of the page that lists all of a kind; it stands beside the folder, so that no name can take its place."""
    return f"{kind}.html"


def href(address: str, here: str) -> str:
    """Return the link to an address, with or without an anchor, from the page at another."""
    path, _, anchor = address.partition("#")
    up = "../" * here.count("/")
    return f"{up}{quote(path)}#{quote(anchor)}" if anchor else f"{up}{quote(path)}"
