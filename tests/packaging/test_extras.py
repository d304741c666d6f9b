"""What is installed with the package: an extra brings all that the thing it is named for offers."""

from __future__ import annotations

import tomllib
from pathlib import Path

EXTRAS = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]


def test_the_pages_bring_what_their_calendar_file_needs() -> None:
    assert set(EXTRAS["calendar"]) <= set(EXTRAS["web"])


def test_what_develops_the_package_has_every_extra_but_the_peers_of_the_benchmark() -> None:
    needed = {one.partition("[")[0] for name, some in EXTRAS.items() if name not in {"bench", "dev"} for one in some}
    assert {one.partition(">=")[0] for one in needed} <= {one.partition("[")[0].partition(">=")[0] for one in EXTRAS["dev"]}
