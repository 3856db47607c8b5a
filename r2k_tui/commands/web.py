"""`r2k web`: the monitor in a browser, on this machine alone unless somebody says otherwise."""

from __future__ import annotations

import ipaddress
import os
import shlex
from importlib.util import find_spec

from r2k_tui.commands.options import Options
from r2k_tui.link.pipe import python_command
from r2k_tui.wiring import UsageError

RISK = "--anyone-on-the-network-may-use-it"


def run(options: Options, host: str, port: int, anyone: bool, pages: int) -> int:
    """Serve until TERM or INT; returns the exit status."""
    if find_spec("textual_serve") is None:
        raise UsageError('the browser needs the extra "web": pip install "r2k-tui[web]"')
    outside = not _is_loopback(host)
    if outside and not anyone:
        raise UsageError(
            f"--host {host} lets everybody who reaches this machine and has the address see the monitor, without a "
            f"password of their own and unencrypted; whoever wants that says {RISK}"
        )
    options.setup()
    from r2k_tui.commands.web_server import BrowserServer

    command, environment = python_command("r2k_tui")
    os.environ["PYTHONPATH"] = environment["PYTHONPATH"]
    monitor = shlex.join([*command, *arguments(options, kiosk=outside)])
    BrowserServer(monitor, host, port, outside=outside, most_pages=pages).serve()
    return 0


def arguments(options: Options, *, kiosk: bool) -> list[str]:
    """The command line that gives the monitor of each page the same options."""
    given = []
    for name, value in options._asdict().items():
        flag = f"--{name.replace('_', '-')}"
        if value is True:
            given.append(flag)
        elif value not in (None, False):
            given += [flag, str(value)]
    return [*given, "--kiosk"] if kiosk else given


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
