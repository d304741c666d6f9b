"""Build the wheel and try it in a fresh environment of every Python from 3.11 on that this machine has.

Run as a program: it is the part of `make test` that needs several interpreters and the package index.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
VERSIONS = ("3.11", "3.12", "3.13")
SITUATION = '{"card": {"registered_to": "me"}, "balance": {"owed": 3500}, "today": "2026-11-20"}'


def interpreters() -> dict[str, str]:
    """Return the interpreters that can be started, by version: those on the path and those of pyenv."""
    found = {f"{sys.version_info.major}.{sys.version_info.minor}": sys.executable}
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    for version in VERSIONS:
        candidates = [shutil.which(f"python{version}"), *map(str, sorted(pyenv.glob(f"{version}.*/bin/python{version}")))]
        for candidate in candidates:
            if candidate and subprocess.run([candidate, "-c", "import venv"], capture_output=True, check=False).returncode == 0:
                found.setdefault(version, candidate)
    return {version: path for version, path in sorted(found.items()) if version in VERSIONS}


def run(*command: str, cwd: Path, given: str | None = None) -> str:
    """Run a command and return what it printed; stop with its errors where it fails."""
    environment = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    done = subprocess.run(command, cwd=cwd, input=given, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return done.stdout


def try_version(version: str, interpreter: str, wheel: Path, folder: Path) -> None:
    """Install the wheel into a new environment and do the main job there."""
    run(interpreter, "-m", "venv", str(folder), cwd=folder.parent)
    python = str(folder / "bin" / "python")
    run(python, "-m", "pip", "install", "--quiet", str(wheel), cwd=folder)
    simexit = str(folder / "bin" / "simexit")
    shown = run(simexit, "--version", cwd=folder)
    assert "durable_rules is there" in shown, shown
    run(simexit, "check", cwd=folder)
    advice = json.loads(run(simexit, "next", "-", "--json", cwd=folder, given=SITUATION))
    assert "pay_debt" in advice["possible_next"], advice
    assert advice["second_opinion"] == "agreed", advice
    print(f"Python {version}: the wheel works, {shown.splitlines()[1]}")


def main() -> None:
    """Try every version."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        run(sys.executable, "-m", "build", "--outdir", str(folder), str(ROOT), cwd=folder)
        (wheel,) = folder.glob("*.whl")
        for version, interpreter in interpreters().items():
            try_version(version, interpreter, wheel, folder / f"python{version}")


if __name__ == "__main__":
    main()
