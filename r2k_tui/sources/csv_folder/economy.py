"""Series of the economy out of a folder: a file a series as FRED gives it, or one file with a column for each."""

from __future__ import annotations

from pathlib import Path

from r2k_tui.model.macro.series import MacroSeries, pack_series
from r2k_tui.model.text import clean
from r2k_tui.sources.base import NotFound
from r2k_tui.sources.csv_folder import locate
from r2k_tui.sources.fred.parse import parse_column

_MARK = "fred"


def read_economy(folder: Path, id: str) -> MacroSeries:
    """The series in `ID.csv`, else in the first `*fred*.csv` that has a column of it. Raises NotFound, BadData.

    It was retrieved when the file was last changed.
    """
    names = locate.listing(folder)
    own = [name for name in (f"{id}.csv", f"{id}.csv.gz") if name in names]
    shared = sorted(name for name in names if _MARK in name.lower() and name.lower().endswith((".csv", ".csv.gz")))
    for name in (*own, *shared):
        data, stamp = locate.read(folder / name)
        column = parse_column(data if data.endswith(b"\n") else data + b"\n", id)
        if column is not None:
            return pack_series(id, column.days, column.values, clean(name, 60), stamp.mtime)
    raise NotFound(f"no {clean(id, 32)}.csv in the data folder, nor a *{_MARK}*.csv with a column of it")
