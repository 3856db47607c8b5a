"""The table of readings: every public key once."""

from __future__ import annotations

from r2k_tui.engine.board import channel_rows, coverage_rows, price_rows, ratio_rows, risk_rows, trend_rows
from r2k_tui.engine.board.row import Row

READINGS: tuple[Row, ...] = (
    *price_rows.ROWS,
    *trend_rows.ROWS,
    *channel_rows.ROWS,
    *risk_rows.ROWS,
    *coverage_rows.ROWS,
    *ratio_rows.ROWS,
)
KEYS: tuple[str, ...] = tuple(field.key for row in READINGS for field in row.fields)
ROW_OF: dict[str, Row] = {field.key: row for row in READINGS for field in row.fields}
