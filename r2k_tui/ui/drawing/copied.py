"""Copied text: without boxes, and with tabs between the cells of a table, as spreadsheets expect."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from r2k_tui.model.messages.readings import CardReply
from r2k_tui.ui.drawing.lines import Line
from r2k_tui.ui.drawing.table_export import ExportCell, ExportTable, cell_value, iso
from r2k_tui.ui.drawing.targets import target_of

# Terminals take 100,000 characters of base64, which are 74,998 bytes of text in whole lines.
MOST_BYTES = 74_000
# Boxes, bars and braille, which draw and do not say anything; marks of direction stay.
_DRAWN = re.compile("[─-╿▀-▟⠀-⣿░]+")
_COLUMNS = re.compile(r" {2,}")
# Around a figure in a cell: which way it went, how old it is.
_MARKS = "▲▼●◐○■▸ "
_CURSOR = "▸"
_TABS = ("page", "range")


class Copied(NamedTuple):
    """A text for the clipboard; `what` names it, and `cut` says what was left out."""

    what: str
    text: str
    cut: str = ""


def figure(text: str) -> str:
    """The figure of a cell without its marks."""
    return text.strip(_MARKS)


def table_text(what: str, table: ExportTable, now: float) -> Copied:
    """The table as lines of cells, with the age of each row in seconds; whole rows as far as a terminal takes them."""
    aged = with_age(table, now)
    lines = ["\t".join(map(_plain, aged.header)), *("\t".join(map(_plain, row)) for row in aged.rows)]
    kept, size = 0, 0
    for line in lines:
        size += len(line.encode()) + 1
        if size > MOST_BYTES:
            break
        kept += 1
    rows = len(lines) - 1
    cut = f"the first {kept - 1:,} of {rows:,} rows" if kept < len(lines) else ""
    return Copied(what, "\n".join(lines[:kept]), cut)


def with_age(table: ExportTable, now: float) -> ExportTable:
    """The table with the seconds since the time of each row, where it has one."""
    if "time" not in table.header:
        return table
    at = table.header.index("time")
    rows = [(*row, _age(row[at], now)) for row in table.rows]
    return ExportTable((*table.header, "age_s"), rows)


def _age(time: ExportCell, now: float) -> int | None:
    try:
        return max(0, round(now - datetime.fromisoformat(str(time)).timestamp()))
    except ValueError:
        return None


def _plain(value: ExportCell) -> str:
    text = str(cell_value(value))
    return text if text.isprintable() else "".join(letter if letter.isprintable() else " " for letter in text)


def panel_text(lines: Sequence[Line], now: float, *, simulated: bool) -> str:
    """A panel as text: its title, its lines with columns separated by tabs, its source, and when it was copied."""
    words = [_line_text(line) for line in lines]
    simulation = "SIMULATED, " if simulated else ""
    return "\n".join([*(line for line in words if line), f"{simulation}copied {iso(now)}"])


def row_text(lines: Sequence[Line]) -> str:
    """The line under the cursor with the title of its panel and its source, separated by tabs; "" without a cursor."""
    # Beside the frame: a mark further in belongs to a section.
    marked = next((line for line in lines[1:-1] if _text(line)[1:2] == _CURSOR), None)
    if marked is None:
        return ""
    parts = (_line_text(line) for line in (marked, lines[0], lines[-1]))
    return "\t".join(part for part in parts if part)


def _line_text(line: Line) -> str:
    cells = _COLUMNS.split(_DRAWN.sub("  ", _text(line)).strip(_CURSOR + " "))
    # A spreadsheet would compute a text that begins so; signs of numbers stay.
    return "\t".join(f"'{cell}" if cell.startswith(("=", "@")) else cell for cell in cells)


def _text(line: Line) -> str:
    """The line without the tabs in a border: they are places to go to."""
    return "".join(text for text, style in line if (target := target_of(style)) is None or target.name not in _TABS)


def card_table(symbol: str, card: CardReply, *, simulated: bool) -> ExportTable:
    """Everything known of one reading, one fact per row."""
    reading = card.reading
    value = str(reading.value) if isinstance(reading.value, dict) else reading.value
    facts: tuple[tuple[str, ExportCell], ...] = (
        ("symbol", symbol),
        ("reading", reading.key),
        ("value", value),
        ("unit", reading.unit),
        ("reason", reading.reason or None),
        ("definition", reading.definition),
        ("formula", card.formula),
        ("caveat", card.caveat),
        ("window", reading.window),
        ("n", reading.n),
        ("as_of", reading.as_of),
        ("source", reading.source),
        ("simulated", simulated),
    )
    return ExportTable(("fact", "of_reading"), facts)
