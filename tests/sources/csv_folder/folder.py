"""Folders of daily files, written for a test and read as a source reads them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.sources.base import BarBatch
from r2k_tui.sources.csv_folder.source import CsvFolderSource

NEW_YORK = ZoneInfo("America/New_York")
NOW = datetime(2025, 9, 19, 8, 0, tzinfo=NEW_YORK).timestamp()
HEADER = "Date,Open,High,Low,Close,Adj Close,Volume"
ROWS = (
    "2025-09-16,10,12,9,11,10.5,100",
    "2025-09-17,11,13,10,12,11.5,200",
    "2025-09-18,12,14,11,13,12.5,300",
)


def source(folder: Path, now: float = NOW) -> CsvFolderSource:
    return CsvFolderSource(folder, clock=lambda: now)


def write(folder: Path, name: str, *lines: str, end: str = "\n") -> Path:
    path = folder / name
    path.write_text(end.join(lines) + end, newline="")
    return path


async def daily(folder: Path, symbol: str = "AAA", now: float = NOW) -> BarBatch:
    return await source(folder, now).bars(symbol, Interval.D1)


BROKEN = {
    "2025-09-18,12,14,12.5,13,13,300": "Low 12.5 is above Open 12",
    "2025-09-18,13,14,12.5,12,13,300": "Low 12.5 is above Close 12",
    "2025-09-18,15,14,11,13,13,300": "Open 15 is above High 14",
    "2025-09-18,12,12.5,11,13,13,300": "Close 13 is above High 12.5",
    "2025-09-17,12,14,11,13,13,300": "the date of line 3 again",
    "2025-09-12,12,14,11,13,13,300": "its date is out of order",
    ",12,14,11,13,13,300": "the Date is empty",
    "18.9.2025,12,14,11,13,13,300": "'18.9.2025' is not a date such as 2025-09-18",
    "2025-02-30,12,14,11,13,13,300": "'2025-02-30' is not a date such as 2025-09-18",
    "20250918,12,14,11,13,13,300": "'20250918' is not a date such as 2025-09-18",
    "2025-09-18T16:00:00,12,14,11,13,13,300": "'2025-09-18T16:00:00' is not a date such as 2025-09-18",
    "1066-10-14,12,14,11,13,13,300": "1066-10-14 is before 1800",
    "2025-09-20,12,14,11,13,13,300": "2025-09-20 is in the future",
    "2025-09-18,12,x,11,13,13,300": "High 'x' is not a number",
    "2025-09-18,12,1_4,11,13,13,300": "High '1_4' is not a number",
    "2025-09-18,12,inf,11,13,13,300": "High 'inf' is not a number",
    "2025-09-18,12,1e999,11,13,13,300": "High '1e999' is not a number",
    "2025-09-18,12,١٤,11,13,13,300": "High '١٤' is not a number",
    "2025-09-18,12,14,11,13,13": "6 cells, the header has 7",
    "2025-09-18,12,14,11,13,13,300,": "8 cells, the header has 7",
    "2025-09-18,12,14,11,13,\x0013,300": "holds NUL bytes",
    '2025-09-18,12,14,11,13,13,"300': "broken quotes (unexpected end of data)",
}


def days(bars: Bars) -> list[str]:
    return [datetime.fromtimestamp(time, UTC).date().isoformat() for time in bars.times()]
