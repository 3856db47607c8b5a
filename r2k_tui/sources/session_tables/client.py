"""Sessions of an exchange: from this process, from the disk, or from a process that computes them and ends."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from datetime import date
from importlib.metadata import version

import msgspec

from r2k_tui.config.paths import cache_folder
from r2k_tui.sources.session_tables.cache_file import TableCache
from r2k_tui.sources.session_tables.table import SessionTable

_LIBRARY = "exchange_calendars"
_PROCESS = "r2k_tui.sources.session_tables.process"
_WITHIN_S = 120.0
# How far back R2K looks where it looks far back: one table serves everyone who asks.
FIRST_SESSION = date(1984, 1, 1)
_SINCE = {"XNYS": FIRST_SESSION}
_computing = threading.Lock()
_known: dict[str, SessionTable] = {}


def session_table(exchange: str, first: date, last: date) -> SessionTable:
    """Sessions of an exchange between two days, or up to the last day that the library knows.

    Without a kept table it takes about a second, so call it off the event loop. Raises ValueError where the library has
    none, and OSError or TimeoutExpired where it cannot be asked.
    """
    with _computing:
        table = _known.get(exchange)
        if table is None or not table.covers(first, last):
            table = _known[exchange] = _kept_or_computed(exchange, first, last)
    if table.last < first:
        raise ValueError(f"no sessions of {exchange} after {table.last} are announced")
    return table.between(first, last)


def _kept_or_computed(exchange: str, first: date, last: date) -> SessionTable:
    cache = TableCache(cache_folder() / "sessions", version(_LIBRARY))
    kept = cache.read(exchange, time.time())
    if kept is not None and kept.covers(first, last):
        return kept
    # Whole years: tomorrow's question is answered as well.
    since = min(_SINCE.get(exchange, first), date(first.year, 1, 1))
    table = _computed(exchange, since, date(last.year, 12, 31))
    cache.write(table, time.time())
    return table


def _computed(exchange: str, first: date, last: date) -> SessionTable:
    paths = [path for path in sys.path if path and not path.endswith(".zip")]
    # An open stdin that nobody writes to: its end tells the process that this one has gone.
    stdin, kept_open = os.pipe()
    try:
        ended = subprocess.run(  # noqa: S603
            [sys.executable, "-P", "-m", _PROCESS, exchange, first.isoformat(), last.isoformat()],
            stdin=stdin,
            capture_output=True,
            timeout=_WITHIN_S,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            process_group=0,  # keys such as Ctrl+C belong to the terminal
            check=False,
        )
    finally:
        os.close(stdin)
        os.close(kept_open)
    if ended.returncode:
        words = ended.stderr.decode("utf-8", "replace").strip().splitlines()
        raise ValueError(f"no sessions of {exchange}: {words[-1] if words else ended.returncode}")
    return msgspec.msgpack.decode(ended.stdout, type=SessionTable)
