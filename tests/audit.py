"""Which of the installed packages have known vulnerabilities, by pip-audit; says so where nothing could be looked up.

Run as a program: it needs a network. It ends with 1 where a vulnerability is known, and with 0 where none is or nobody could be asked.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

OURS = "simexit"


@dataclass(frozen=True, slots=True)
class Audit:
    """How many packages were looked up, which could not be, and what is known of them: lines of package, version and identifier."""

    looked_up: int
    not_found: tuple[str, ...]
    vulnerable: tuple[str, ...]

    def summary(self) -> str:
        """Return what a log should say."""
        if not self.looked_up:
            return f"NOT AUDITED: none of {len(self.not_found)} packages could be looked up; is the service out of reach?"
        known = f"{len(self.vulnerable)} known vulnerabilities" if self.vulnerable else "no known vulnerability"
        missing = f"; not looked up: {', '.join(self.not_found)}" if self.not_found else ""
        return f"{self.looked_up} packages audited, {known}{missing}"


def read(report: str) -> Audit:
    """Read the JSON of pip-audit; a package that it skips was not looked up, whatever its exit code says."""
    packages: list[dict[str, Any]] = [one for one in json.loads(report)["dependencies"] if one["name"] != OURS]
    looked_up = [one for one in packages if "skip_reason" not in one]
    vulnerable = tuple(
        f"{one['name']} {one['version']}: {found['id']}, mended in {', '.join(found['fix_versions']) or 'no version yet'}"
        for one in looked_up
        for found in one["vulns"]
    )
    return Audit(len(looked_up), tuple(one["name"] for one in packages if "skip_reason" in one), vulnerable)


def main() -> None:
    """Audit the environment that runs this."""
    command = [sys.executable, "-m", "pip_audit", "--local", "--progress-spinner", "off", "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if not done.stdout.startswith("{"):
        print(f"NOT AUDITED: pip-audit ended with {done.returncode}\n{done.stderr}")
        return
    audit = read(done.stdout)
    print(audit.summary(), *audit.vulnerable, sep="\n")
    sys.exit(bool(audit.vulnerable))


if __name__ == "__main__":
    main()
