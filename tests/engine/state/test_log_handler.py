"""What the package logs comes into the engine's own log."""

from __future__ import annotations

import asyncio
import logging
import threading

from r2k_tui.engine.state.log_handler import LogHandler
from r2k_tui.model.log import Level
from tests.engine.virtual_time import settle


async def test_the_package_s_own_log_comes_in_from_any_thread() -> None:
    heard: list[tuple[Level, str, str]] = []
    handler = LogHandler(lambda *entry: heard.append(entry))
    handler.attach()
    log = logging.getLogger("r2k_tui.sources.somewhere")
    try:
        thread = threading.Thread(target=lambda: log.warning("odd: %s", "x"))
        thread.start()
        await asyncio.to_thread(thread.join)
        log.debug("not this")
        logging.getLogger("another.package").error("nor this")
        try:
            raise KeyError("price")
        except KeyError:
            log.exception("a topic")
        handler.emit(logging.LogRecord(log.name, logging.INFO, "", 0, "bad %d", ("format",), None))
        await settle()
    finally:
        handler.detach()
    log.warning("nor this, any more")
    await settle()
    assert heard == [
        (Level.WARNING, "somewhere", "odd: x"),
        (Level.ERROR, "somewhere", "a topic: KeyError: 'price'"),
        (Level.INFO, "somewhere", "bad %d"),
    ]
