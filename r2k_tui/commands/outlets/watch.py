"""`r2k watch`: one line for every change of a quote, for scripts."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
import time
from contextlib import suppress
from typing import Any

import msgspec

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.commands.outlets.follower import Follower, without_members
from r2k_tui.commands.outlets.quote_rows import DEFAULT, QuoteRows, row_text
from r2k_tui.commands.shared.line_stream import LineStream, when_reader_goes
from r2k_tui.commands.shared.one_shot import log_to
from r2k_tui.commands.shared.options import Options, quoted_symbols
from r2k_tui.commands.shared.quote_json import checked_fields
from r2k_tui.commands.shared.streams import discard_stdout, escaped, is_unicode

_SPAN = re.compile(r"(\d{1,6}(?:\.\d{1,3})?)(ms|s|m|h)?")
_SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0, None: 1.0}
# Ages decide the state, so rows are compared again when nothing arrives.
_LOOK_AGAIN_S = 1.0
_FIRST_ANSWER_S = 10.0
_CLOSE_S = 2.0


def run(options: Options, texts: list[str], fields: str, every: str) -> int:
    """Print changes until the reader goes, or INT or TERM arrives. Returns the exit status."""
    selected = checked_fields(fields, DEFAULT)
    every_s = seconds_of(every) if every else 0.0
    requested = quoted_symbols(texts)
    setup = without_members(options.setup(requested))
    symbols = requested or tuple(dict.fromkeys((setup.config.market.index, *setup.config.watchlist.symbols)))
    log_to(setup)

    async def watch() -> None:
        follower = Follower(setup, symbols)
        rows = QuoteRows(follower.mirror, symbols, selected, every_s)
        await _until_ended(follower, _Printer(follower, rows, selected, json=bool(options.json)))

    asyncio.run(watch())
    discard_stdout()
    # Threads of a source may hang in a call that never returns, and a paused reader may hold the last line.
    sys.stderr.flush()
    os._exit(0)


def seconds_of(every: str) -> float:
    """Seconds of an interval such as "5s". Raises UsageError."""
    match = _SPAN.fullmatch(every.strip())
    seconds = float(match[1]) * _SECONDS[match[2]] if match else 0.0
    if not 0.0 < seconds <= 86400.0:
        raise UsageError(f"--every {every}: expected an interval such as 500ms, 5s or 1m, at most 24h")
    return seconds


class _Printer:
    """Prints the rows that are due."""

    def __init__(self, follower: Follower, rows: QuoteRows, fields: tuple[str, ...], *, json: bool) -> None:
        self._follower, self._rows, self._fields, self._json = follower, rows, fields, json
        self._stream = LineStream()

    async def run(self) -> None:
        """Print until cancelled. Raises BrokenPipeError, CannotWrite."""
        began = time.monotonic()
        while True:
            now = time.monotonic()
            settled = self._follower.settled or now - began > _FIRST_ANSWER_S
            rows = self._rows.due(now, settled=settled, refusal=self._follower.refusal)
            if rows:
                # What arrives while a slow reader holds this call is printed after it, with its newest values.
                await self._stream.write([self._line(row) for row in rows])
            with suppress(TimeoutError):
                async with asyncio.timeout(_LOOK_AGAIN_S):
                    await self._follower.news.wait()
            self._follower.news.clear()

    def _line(self, row: dict[str, object]) -> str:
        if not self._json:
            return row_text(row, self._fields, time.time())
        text = msgspec.json.encode(row).decode()
        return text if is_unicode(sys.stdout) else escaped(text)


async def _until_ended(follower: Follower, printer: _Printer) -> None:
    """Print until a signal, or until the reader goes. Raises HubUnavailable, CannotWrite."""
    over = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, over.set)
    when_reader_goes(over.set)
    following, printing = loop.create_task(follower.run()), loop.create_task(printer.run())
    ending: asyncio.Task[Any] = loop.create_task(over.wait())
    tasks = {following, printing, ending}
    done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()
    # The engine closes its store and its connections; a call of a source that hangs must not delay the end.
    await asyncio.wait({following, printing}, timeout=_CLOSE_S)
    for task in done:
        error = task.exception()
        if error is not None and not isinstance(error, BrokenPipeError):
            raise error
