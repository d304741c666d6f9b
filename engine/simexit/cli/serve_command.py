"""`simexit serve`: the pages for people, and the API for programs, from this computer."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING, Any, NoReturn

import click

from simexit.cli.exits import Exit
from simexit.cli.session import Session

if TYPE_CHECKING:
    from uvicorn import Server


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Where to listen; 0.0.0.0 lets other devices in.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="The port; 0 takes a free one.")
@click.option("--proxies", default=0, type=click.IntRange(0, 9), metavar="N", help="How many proxies stand before it and are believed.")
@click.option("--open", "opens", is_flag=True, help="Open the page in your browser.")
@click.pass_obj
def command(session: Session, host: str, port: int, proxies: int, opens: bool) -> None:
    """Serve the page: choose language and card, answer one question at a time, get the advice.

    Nothing that is told is stored, and nothing of it is in the log, which goes to standard error. Ctrl-C ends it.

    \b
    Examples:
      simexit serve
      simexit serve --open
      simexit serve --host 0.0.0.0 --port 8080
    """
    server = _server(session, proxies)
    listening = _listen(host, port)
    address = _address(listening)
    click.echo(f"simexit is at {address}  (Ctrl-C ends it)")
    if opens:
        click.launch(address)
    try:
        server.run(sockets=[listening])
    except KeyboardInterrupt:
        click.echo()


def _server(session: Session, proxies: int) -> Server:
    """Return the server; it logs what fails, and never what was asked for."""
    try:
        from uvicorn import Config, Server

        from simexit.web.service import create_app
    except ImportError as error:
        _fail(f"serving needs the library {error.name}: install simexit[web]")
    from simexit.web.current import Current
    from simexit.web.limits import Limits, server_settings
    from simexit.web.logs import write_json_lines

    limits = Limits(proxies=proxies)
    app = create_app(Current(session.advisor()), limits)
    write_json_lines()
    settings: dict[str, Any] = server_settings(limits)
    return Server(Config(app, log_level="warning", **settings))


def _listen(host: str, port: int) -> socket.socket:
    """Return the socket, which is open before anything is said; stop where that cannot be."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        _fail(f"cannot listen at {host}, port {port}: {os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror}")


def _address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def _fail(message: str) -> NoReturn:
    click.echo(f"error: {message}", err=True)
    raise click.exceptions.Exit(Exit.COULD_NOT_FINISH)
