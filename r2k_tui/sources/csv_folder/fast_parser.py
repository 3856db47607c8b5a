"""Fast parser of files without faults; it gives up at the first doubt."""

from __future__ import annotations

from datetime import date, datetime

import numpy as np

from r2k_tui.sources.csv_folder.header import FileLayout
from r2k_tui.sources.csv_folder.table import DAILY_STEP_S, DAY, PriceTable, RowRules, Times, sound

# Digits, signs, exponents, ISO dates and times: no words, no quotes, no NUL, nothing outside ASCII.
_PLAIN = b"0123456789.,-+eE\n :TZ"
_EPOCH = date(1970, 1, 1).toordinal()


def parse_fast(lines: list[bytes], layout: FileLayout, rules: RowRules) -> PriceTable | None:
    """Table of a file without faults, or None when any row needs the lenient parser."""
    if layout.separator != "," or layout.clock is not None:
        return None
    body = b"\n".join(lines[layout.line :])
    if body.translate(None, _PLAIN):
        return None
    rows = [line.split(",") for line in body.decode("ascii").split("\n") if line]
    if not rows or set(map(len, rows)) != {layout.width}:
        return None
    cells = list(zip(*rows, strict=True))
    try:
        times = _times(cells[layout.when], layout.intraday)
        columns = {name: np.array(list(map(float, cells[place]))) for name, place in layout.columns.items()}
    except (ValueError, OverflowError, OSError):
        return None
    if times is None:
        return None
    if len(times) > 1 and times[0] > times[-1]:
        times, columns = times[::-1].copy(), {name: values[::-1].copy() for name, values in columns.items()}
    if not sound(times, columns, rules, layout.intraday):
        return None
    return PriceTable(times, columns, layout.intraday)


def _times(cells: tuple[str, ...], intraday: bool) -> Times | None:
    if intraday:
        moments = [datetime.fromisoformat(cell) for cell in cells]
        if any(moment.tzinfo is None for moment in moments):
            return None
        times = np.array([int(moment.timestamp()) for moment in moments], dtype=np.int64)
        # Rows a day apart may be daily ones under a time of day.
        return times if len(times) > 1 and np.abs(np.diff(times)).min() < DAILY_STEP_S else None
    # A longer cell is a date with a time, a shorter one another notation.
    if set(map(len, cells)) != {10}:
        return None
    return np.array([date.fromisoformat(cell).toordinal() - _EPOCH for cell in cells], dtype=np.int64) * DAY
