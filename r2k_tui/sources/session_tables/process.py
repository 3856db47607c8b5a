"""Process that computes one table, writes it to stdout, and ends; at once where whoever asked has gone.

Its arguments: the exchange, the first and the last day. On stderr, its last line says why there is no table.
"""

from __future__ import annotations

import os
import sys
import threading
from datetime import date

import msgspec


def main() -> None:
    """Compute and write a table."""
    exchange, first, last = sys.argv[1:]
    threading.Thread(target=_end_with_the_asker, daemon=True).start()
    out = os.dup(1)
    os.dup2(2, 1)  # output of libraries must not mix with the table
    from r2k_tui.sources.session_tables.compute import compute

    table = compute(exchange, date.fromisoformat(first), date.fromisoformat(last))
    with os.fdopen(out, "wb") as file:
        file.write(msgspec.msgpack.encode(table))
    # The end of the interpreter would only take down what was loaded.
    os._exit(0)


def _end_with_the_asker() -> None:
    """Wait for the end of stdin."""
    while os.read(0, 1):
        pass
    os._exit(1)


if __name__ == "__main__":
    main()
