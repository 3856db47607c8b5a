"""`r2k web`: the monitor in a browser, on this machine only unless an option allows more."""

from __future__ import annotations

import errno
import os
import shlex
import socket
from importlib.util import find_spec

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.commands.serve.loopback import is_loopback
from r2k_tui.commands.shared.options import Options
from r2k_tui.link.pipe import python_command

RISK = "--anyone-on-the-network-may-use-it"


def run(options: Options, host: str, port: int, anyone: bool, pages: int) -> int:
    """Serve until TERM or INT. Returns the exit status."""
    if find_spec("textual_serve") is None:
        raise UsageError('the browser needs the extra "web": pip install "r2k-tui[web]"')
    outside = not is_loopback(host)
    if outside and not anyone:
        raise UsageError(
            f"--host {host} shows the monitor to everybody who can reach this machine and has the address, without "
            f"a password and unencrypted; to allow that, add {RISK}"
        )
    options.setup()
    _check_free(host, port)
    from r2k_tui.commands.serve.web_server import BrowserServer

    command, environment = python_command("r2k_tui")
    os.environ["PYTHONPATH"] = environment["PYTHONPATH"]
    monitor = shlex.join([*command, *arguments(options, kiosk=outside)])
    BrowserServer(monitor, host, port, outside=outside, most_pages=pages).serve()
    return 0


def _check_free(host: str, port: int) -> None:
    """Raises UsageError if the server cannot listen."""
    try:
        infos = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        for family, kind, protocol, _, address in infos:
            with socket.socket(family, kind, protocol) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise UsageError(f"port {port} is in use by another program; choose another with --port") from None
        words = error.strerror or str(error)
        raise UsageError(
            f"cannot listen on {host}, port {port}: {words}; choose others with --host and --port"
        ) from None


def arguments(options: Options, *, kiosk: bool) -> list[str]:
    """The command-line options for the monitor of each page: the same as of `r2k web`."""
    given = []
    for name, value in options._asdict().items():
        flag = f"--{name.replace('_', '-')}"
        if value is True:
            given.append(flag)
        elif value not in (None, False):
            given += [flag, str(value)]
    return [*given, "--kiosk"] if kiosk else given
