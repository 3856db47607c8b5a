"""A view as text and as a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from r2k_tui.model.readings.reading import Reading
from r2k_tui.ui.mirror.mirror import Mirror

# Prefixes that a spreadsheet takes for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
ExportCell = str | float | int | bool | None


class ExportTable(NamedTuple):
    """The data of a view: column names and rows."""

    header: tuple[str, ...]
    rows: Sequence[tuple[ExportCell, ...]]


class Piece(NamedTuple):
    """The lines of a panel and its place on the screen."""

    x: int
    y: int
    lines: Sequence[str]


def csv_text(table: ExportTable) -> str:
    """The table as CSV: a missing value is empty, numbers are unrounded, text is never a formula."""
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.header)
    writer.writerows([cell_value(value) for value in row] for row in table.rows)
    return out.getvalue()


def cell_value(value: ExportCell) -> object:
    """A cell as every table writes it: a missing value is empty, text is never a formula."""
    if value is None or (isinstance(value, float) and value != value):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value


def screen_text(pieces: Iterable[Piece]) -> str:
    """The panels as they lie on the screen, one line of text per row."""
    rows: dict[int, list[tuple[int, str]]] = {}
    for piece in pieces:
        for offset, text in enumerate(piece.lines):
            rows.setdefault(piece.y + offset, []).append((piece.x, text))
    lines = []
    for y in range(max(rows, default=-1) + 1):
        line = ""
        for x, text in sorted(rows.get(y, ())):
            line = line.ljust(x)[:x] + text
        lines.append(line.rstrip())
    return "\n".join(lines) + "\n"


def iso(time: float | None) -> str | None:
    """A time in ISO 8601 with its offset."""
    return None if time is None else datetime.fromtimestamp(time, UTC).isoformat(timespec="seconds")


_QUOTE = ("symbol", "name", "price", "previous_close", "change", "change_fraction", "open", "day_high", "day_low")
_QUOTE_TAIL = ("volume", "bid", "ask", "currency", "time", "received_at", "state", "source", "simulated")


def quotes_table(mirror: Mirror, symbols: Iterable[str]) -> ExportTable:
    """The quotes of these symbols, in order; a symbol without a quote has a row without values."""
    return ExportTable((*_QUOTE, *_QUOTE_TAIL), [_quote_row(mirror, symbol) for symbol in symbols])


def _quote_row(mirror: Mirror, symbol: str) -> tuple[ExportCell, ...]:
    q, simulated = mirror.quotes.get(symbol), mirror.facts.simulated
    if q is None:
        return (symbol, *[None] * (len(_QUOTE) + len(_QUOTE_TAIL) - 2), simulated)
    numbers = (q.price, q.previous_close, q.change, q.change_fraction, q.open, q.day_high, q.day_low)
    state = mirror.quote_state(q, mirror.clock()).value
    tail = (q.volume, q.bid, q.ask, q.currency, iso(q.time), iso(q.received_at), state, q.source)
    return (symbol, q.name, *numbers, *tail, simulated)


def readings_table(symbol: str, readings: Mapping[str, Reading], *, simulated: bool) -> ExportTable:
    """Readings of one symbol."""
    header = ("symbol", "key", "value", "unit", "window", "n", "as_of", "definition", "source", "reason", "simulated")
    rows: list[tuple[ExportCell, ...]] = []
    for r in readings.values():
        value = str(r.value) if isinstance(r.value, dict) else r.value
        rows.append((symbol, r.key, value, r.unit, r.window, r.n, r.as_of, r.definition, r.source, r.reason, simulated))
    return ExportTable(header, rows)
