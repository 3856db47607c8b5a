"""`r2k serve --metrics`: an engine whose health and figures Prometheus scrapes."""

from __future__ import annotations

import asyncio
import errno
import logging
import os
import sys
from collections.abc import Awaitable, Callable, Coroutine
from importlib.util import find_spec
from typing import Any, NamedTuple

import msgspec

from r2k_tui.bootstrap.build import build_engine
from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.bootstrap.links import address_at
from r2k_tui.commands.outlets.follower import Follower
from r2k_tui.commands.serve.engine import check_right, log_running, until_signal
from r2k_tui.commands.serve.loopback import is_loopback
from r2k_tui.commands.shared.options import Options, long_running
from r2k_tui.engine.setup import EngineSetup

log = logging.getLogger(__name__)
_HTTP = 80
RISK = "--anyone-on-the-network-may-read-it"


class Listening(NamedTuple):
    """Where the server listens."""

    host: str
    port: int

    @property
    def names(self) -> tuple[str, ...]:
        """What a request may call this machine: one that is not for the network answers to its own names only."""
        if not is_loopback(self.host):
            return ()
        hosts = {"127.0.0.1", "localhost", "[::1]", f"[{self.host}]" if ":" in self.host else self.host}
        return (*(f"{host}:{self.port}" for host in hosts), *(hosts if self.port == _HTTP else ()))


def run(options: Options, metrics: str, publish: str, right: bool, anyone: bool) -> int:
    """Serve until TERM or INT. Returns the exit status."""
    where = listening_at(metrics)
    if not is_loopback(where.host) and not anyone:
        raise UsageError(
            f"--metrics {metrics} gives prices to everybody who can reach this machine, without a password and "
            f"unencrypted; to allow that, add {RISK}"
        )
    if find_spec("prometheus_client") is None:
        raise UsageError('metrics need the extra "metrics": pip install "r2k-tui[metrics]"')
    if publish and options.attach:
        raise UsageError("--publish serves a hub, --attach reads one: choose one of them")
    setup = msgspec.structs.replace(long_running(options.setup(), kiosk=False), publishes=bool(publish))
    log_running(setup)
    if publish:
        check_right(setup, right)
    status = asyncio.run(_serve(setup, where, publish))
    # Threads of a source may hang in a call that never returns, and the end of the process would wait for them.
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def listening_at(text: str) -> Listening:
    """Host and port of HOST:PORT; a port alone is one of this machine. Raises UsageError."""
    host, colon, port = text.rpartition(":")
    host = host.removeprefix("[").removesuffix("]") if colon else "127.0.0.1"
    if not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536 or not host or "/" in host:
        raise UsageError(f"--metrics {text}: expected HOST:PORT, such as 127.0.0.1:9464")
    return Listening(host, int(port))


async def _serve(setup: EngineSetup, where: Listening, publish: str) -> int:
    from r2k_tui.commands.outlets.exposition import CONTENT_TYPE, exposition
    from r2k_tui.commands.outlets.metrics_server import PATH, MetricsServer

    symbols = tuple(dict.fromkeys((setup.config.market.index, *setup.config.watchlist.symbols)))
    followed = msgspec.structs.replace(setup, attach=publish) if publish else setup
    follower = Follower(followed, symbols, waits=bool(publish))
    server = MetricsServer(lambda: exposition(follower.mirror, symbols), CONTENT_TYPE, where.names)

    def listening(port: int) -> None:
        host = f"[{where.host}]" if ":" in where.host else where.host
        log.info("metrics at http://%s:%s%s", host, port, PATH)

    async def serve() -> None:
        try:
            await server.serve(*where, listening)
        except OSError as error:
            raise _cannot_listen(where, error) from None

    works: list[Callable[[], Coroutine[Any, Any, None]]] = [serve, follower.run]
    close: Callable[[], Awaitable[None]] = _nothing
    if publish:
        from r2k_tui.link.nats.hub import HubEngine

        hub = HubEngine(address_at(publish, setup.config), setup.config.hub, lambda: build_engine(setup))
        works.append(hub.run)
        close = hub.close
    return await until_signal(_together(works), close)


def _cannot_listen(where: Listening, error: OSError) -> UsageError:
    if error.errno == errno.EADDRINUSE:
        return UsageError(f"port {where.port} is in use by another program; choose another with --metrics")
    return UsageError(f"cannot listen on {where.host}, port {where.port}: {error.strerror or error}")


async def _together(works: list[Callable[[], Coroutine[Any, Any, None]]]) -> None:
    """Run until one of them ends, and end the others. Raises what it raised."""
    tasks = [asyncio.create_task(work()) for work in works]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _nothing() -> None:
    """The engine closes with the link that owns it."""
