"""The examples for running it behind a proxy: nothing that was told in a log of the proxy, and each client with a rate of its own."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

DEPLOY = Path("deploy")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


def asked_while_the_service_is_down(command: list[str], port: int, folder: Path) -> str:
    """Start a proxy, ask it with a fact in the address, and return all that it and its logs say."""
    shown = folder / "shown.txt"
    with shown.open("w", encoding="utf-8") as output, subprocess.Popen(command, stdout=output, stderr=output) as process:
        try:
            answered: int | None = None
            while answered is None and process.poll() is None:
                try:
                    urlopen(f"http://127.0.0.1:{port}/en/ask?f=balance.owed=98765")
                except HTTPError as error:
                    answered = error.code
                except OSError:
                    continue
        finally:
            process.terminate()
    assert answered == 502
    return "\n".join(file.read_text(encoding="utf-8", errors="replace") for file in folder.rglob("*") if file.is_file())


@pytest.mark.skipif(shutil.which("nginx") is None, reason="nginx is not installed")
def test_nginx_writes_nothing_of_a_request_that_fails(tmp_path: Path) -> None:
    port = free_port()
    written = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    written = re.sub(r"(?m)^ *(listen|ssl_certificate|ssl_certificate_key) .*\n", "", written)
    written = written.replace("server_name", f"listen 127.0.0.1:{port}; server_name").replace("/var/log/nginx", str(tmp_path))
    written = written.replace("127.0.0.1:8000", "127.0.0.1:9")
    temporary = "".join(f"{kind}_temp_path {tmp_path}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    (tmp_path / "nginx.conf").write_text(
        f"daemon off; pid {tmp_path}/pid; error_log {tmp_path}/start.log emerg; events {{}} http {{ {temporary}\n{written} }}",
        encoding="utf-8",
    )
    command = ["nginx", "-e", str(tmp_path / "start.log"), "-c", str(tmp_path / "nginx.conf")]
    said = asked_while_the_service_is_down(command, port, tmp_path)
    assert '"GET /en/ask" 502' in said
    assert "98765" not in said


@pytest.mark.skipif(shutil.which("caddy") is None, reason="Caddy is not installed")
def test_caddy_writes_nothing_of_a_request_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    port = free_port()
    written = (DEPLOY / "Caddyfile").read_text(encoding="utf-8").replace("127.0.0.1:8000", "127.0.0.1:9")
    written = written.replace("{\n", "{\n\tadmin off\n", 1).replace("simexit.example {", f"http://127.0.0.1:{port} {{")
    (tmp_path / "Caddyfile").write_text(written, encoding="utf-8")
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    command = ["caddy", "run", "--adapter", "caddyfile", "--config", str(tmp_path / "Caddyfile")]
    assert "98765" not in asked_while_the_service_is_down(command, port, tmp_path)


def test_behind_the_proxy_of_the_examples_each_client_has_a_rate_of_its_own() -> None:
    assert "--proxies 1" in (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    assert re.search(r"(?m)^ExecStart=.* --proxies 1$", (DEPLOY / "simexit.service").read_text(encoding="utf-8"))
