"""Chromium for the tests of one file; where it is not there, they are passed over, or fail where that is asked for."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

sync_api = pytest.importorskip("playwright.sync_api")
_CHROMIUM = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)
_QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A browser for the tests of one file: as long as it is there, the thread has an event loop, and other tests could start none."""
    if _CHROMIUM is None:
        if os.environ.get("SIMEXIT_REQUIRE_CHROMIUM"):
            pytest.fail("there is no Chromium, and the tests in a browser may not be passed over")
        pytest.skip("there is no Chromium")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=_QUIET)
        yield browser
        browser.close()
