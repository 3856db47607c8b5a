"""`r2k engine`: an engine without a screen, alone or behind a hub."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import Any

import msgspec

from r2k_tui.bootstrap.build import build_engine
from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.bootstrap.links import address_at
from r2k_tui.bootstrap.source import make_source
from r2k_tui.commands.shared.options import Options, long_running
from r2k_tui.engine.engine import Engine
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.sources.base import SourceError

log = logging.getLogger(__name__)
_CLOSE_S = 3.0
_FORM = "%(asctime)s %(levelname)s %(name)s: %(message)s"
# Libraries that log what R2K logs itself.
_NOISY = ("nats", "yfinance", "peewee", "asyncio")


def run(options: Options, publish: str, right: bool) -> int:
    """Poll until TERM or INT. Returns the exit status."""
    if options.attach:
        raise UsageError("an engine cannot attach to a hub: use --publish URL to serve one")
    setup = _setup_of(options, publish)
    log_running(setup)
    if publish:
        address = address_at(publish, setup.config)
        check_right(setup, right)
        from r2k_tui.link.nats.hub import HubEngine

        hub = HubEngine(address, setup.config.hub, lambda: build_engine(setup))
        log.info("publishing the %s source to the hub %s, name %s", setup.source.name, address.shown, address.name)
        work, close = hub.run, hub.close
    else:
        engine = build_engine(setup)
        work, close = lambda: _alone(engine, setup.source.name), engine.close
    status = asyncio.run(until_signal(work(), close))
    # Threads of a source may hang in a call that never returns, and the end of the process would wait for them.
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def _setup_of(options: Options, publish: str) -> EngineSetup:
    """The setup of an engine, which knows whether its data goes to a hub."""
    return msgspec.structs.replace(long_running(options.setup(), kiosk=False), publishes=bool(publish))


def check_right(setup: EngineSetup, right: bool) -> None:
    """Refuse to redistribute data without a license: most providers license one person. Raises UsageError."""
    if right:
        return
    try:
        source = make_source(setup)
    except SourceError as error:
        raise UsageError(f"the {setup.source.name} source: {error}") from None
    capabilities = source.capabilities
    asyncio.run(source.close())
    if not (capabilities.redistributable or capabilities.simulated):
        raise UsageError(
            f"the {setup.source.name} source is not known to allow redistribution; "
            "if your license allows it, add --i-have-the-right-to-redistribute (docs/hub.md)"
        )


async def _alone(engine: Engine, source: str) -> None:
    log.info("polling the %s source for store and alerts only", source)
    engine.restore()
    await engine.start()
    await asyncio.Event().wait()


async def until_signal(work: Coroutine[Any, Any, None], close: Callable[[], Awaitable[None]]) -> int:
    """Work until TERM or INT, then close; a second signal ends the process at once."""
    received: list[signal.Signals] = []

    def end(number: signal.Signals) -> None:
        if received:
            os._exit(128 + number)
        received.append(number)
        log.info("%s: closing", number.name)
        working.cancel()

    loop = asyncio.get_running_loop()
    working = loop.create_task(work)
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, end, number)
    try:
        await working
    except asyncio.CancelledError:
        pass
    finally:
        with suppress(TimeoutError):
            async with asyncio.timeout(_CLOSE_S):
                await close()
    return 0


def log_running(setup: EngineSetup) -> None:
    """Log to the file of the setup, else to stderr, where a service manager collects it."""
    level = logging.DEBUG if setup.verbose else logging.INFO
    if setup.log_path:
        logging.basicConfig(filename=setup.log_path, level=level, format=_FORM)
    else:
        logging.basicConfig(stream=sys.stderr, level=level, format=_FORM)
    for name in _NOISY:
        logging.getLogger(name).setLevel(logging.CRITICAL)
