"""An audit that could look nothing up does not look like one that found nothing."""

from __future__ import annotations

import json

from audit import read

SOUND = {"name": "sound", "version": "1.0", "vulns": []}
HOLED = {"name": "holed", "version": "1.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"]}, {"id": "PYSEC-2", "fix_versions": []}]}
SKIPPED = {"name": "skipped", "skip_reason": "not found"}
OURS = {"name": "simexit", "skip_reason": "not on the index"}


def summary(*packages: object) -> str:
    return read(json.dumps({"dependencies": packages, "fixes": []})).summary()


def test_nothing_looked_up_is_no_audit() -> None:
    assert summary(SKIPPED, SKIPPED, OURS).startswith("NOT AUDITED: none of 2 packages")


def test_packages_without_known_vulnerabilities_are_counted() -> None:
    assert summary(SOUND, SOUND, OURS) == "2 packages audited, no known vulnerability"


def test_a_package_that_was_not_looked_up_is_named() -> None:
    assert summary(SOUND, SKIPPED) == "1 packages audited, no known vulnerability; not looked up: skipped"


def test_every_vulnerability_is_told_with_what_mends_it() -> None:
    found = read(json.dumps({"dependencies": [SOUND, HOLED], "fixes": []}))
    assert found.summary() == "2 packages audited, 2 known vulnerabilities"
    assert found.vulnerable == ("holed 1.0: PYSEC-1, mended in 1.1", "holed 1.0: PYSEC-2, mended in no version yet")
