"""Registry of readings: every public key exactly once."""

from __future__ import annotations

from r2k_tui.engine.readings.families import channel, coverage, move, price, ratio, risk, trend
from r2k_tui.engine.readings.reading import ReadingGroup

READINGS: tuple[ReadingGroup, ...] = (
    *price.ROWS,
    *move.ROWS,
    *trend.ROWS,
    *channel.ROWS,
    *risk.ROWS,
    *coverage.ROWS,
    *ratio.ROWS,
)
KEYS: tuple[str, ...] = tuple(field.key for row in READINGS for field in row.fields)
ROW_OF: dict[str, ReadingGroup] = {field.key: row for row in READINGS for field in row.fields}
