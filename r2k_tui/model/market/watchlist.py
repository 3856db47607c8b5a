"""Names of the columns of a quote table, for the settings and the screen."""

from __future__ import annotations

from typing import Literal, get_args

ColumnName = Literal[
    "symbol",
    "last",
    "change",
    "percent",
    "spark",
    "day_range",
    "volume",
    "relative_volume",
    "bid",
    "ask",
    "open",
    "previous_close",
    "extended",
    "currency",
    "name",
    "ret_1m",
    "ret_ytd",
    "ret_1y",
    "position",
    "cost",
    "value",
    "weight",
    "day_profit",
    "total_profit",
    "price_profit",
    "income",
    "ex_date",
    "range_profit",
    "age",
]
SortName = Literal["none"] | ColumnName
COLUMN_NAMES: tuple[ColumnName, ...] = get_args(ColumnName)
