"""A folder with a wide file of closes and lists of holdings beside the files of single symbols."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from r2k_tui.model.market.bars import Closes, Interval
from r2k_tui.sources.as_of import AsOfSource
from r2k_tui.sources.base import BadData, ClosesSource, HoldingsSource, NotFound
from r2k_tui.sources.csv_folder.source import CsvFolderSource
from r2k_tui.sources.csv_folder.wide import is_wide, parse_wide
from tests.cases import cases
from tests.fakes.invented_holdings import export

NEWEST = date(2025, 9, 18)
TEXT = "Date,AAA,OPEN,LOW\n2025-09-16,1.5,,30\n2025-09-17,1.6,20.5,31\n2025-09-18,1.7,21,0\n"


def parsed(text: str, name: str = "closes_wide.csv") -> Closes:
    return parse_wide(text.encode(), name, newest=NEWEST)


def cells(closes: Closes) -> np.ndarray:
    return np.frombuffer(closes.values).reshape(len(closes), len(closes.symbols))


def test_a_row_a_day_and_a_column_a_symbol() -> None:
    found = parsed(TEXT.replace("OPEN,LOW", "ABC,XYZ"))
    assert (found.symbols, len(found), found.basis) == (("AAA", "ABC", "XYZ"), 3, "px")
    np.testing.assert_array_equal(cells(found), [[1.5, np.nan, 30], [1.6, 20.5, 31], [1.7, 21, np.nan]])
    assert parsed(TEXT.replace("OPEN,LOW", "ABC,XYZ"), "adjclose_wide.csv").basis == "tr"


@cases(
    ("header", "wide"),
    [
        ("Date,AAA,BBB", True),
        ("Date,Open,High,Low,Close,Adj Close,Volume", False),
        ("Date," + ",".join(f"S{i}" for i in range(20)) + ",OPEN,LOW", True),
        ("Ticker,Name,Weight (%)", False),
        ("Date,Close", False),
    ],
)
def test_which_files_are_wide(header: str, wide: bool) -> None:
    assert is_wide(header) is wide


def test_rows_that_cannot_be_used_are_told() -> None:
    rows = ["2025-09-15,1,2", "2025-09-14,1,2", "2025-09-16,1", "2025-13-01,1,2", "2025-09-19,1,2"]
    found = parsed("\n".join(["Date,AAA,BBB", *rows, "2025-09-18,3,4"]))
    assert len(found) == 2
    closed, *rows = found.left_out
    assert closed == "closes_wide.csv: a row is of days without a session in New York (2025-09-14); kept"
    assert [words.split(": ")[0] for words in rows] == [f"closes_wide.csv line {line}" for line in (2, 4, 5, 6)]
    assert "out of order" in rows[0] and "in the future" in rows[3]


def test_a_row_of_one_cell_is_told_in_the_singular() -> None:
    found = parsed("Date,AAA,BBB\n2025-09-17,1,2\n2025-09-18\n2025-09-18,3,4\n")
    assert found.left_out == ("closes_wide.csv line 3: 1 cell, the header has 3; row left out",)


async def test_bars_out_of_a_wide_file_tell_what_was_left_out(tmp_path: Path) -> None:
    rows = ["2025-09-15,1,2", "2025-09-12,1,2", "2025-09-16,0,2", "2025-09-17,x\xff,2", "2025-09-18,3,4"]
    (tmp_path / "closes_wide.csv").write_bytes("\n".join(["Date,AAA,BBB", *rows]).encode("latin-1"))

    async def told(until: date | None) -> list[str]:
        source = CsvFolderSource(tmp_path, lambda: 1_790_000_000.0, report_until=until)
        return [problem.message for problem in (await source.bars("AAA", Interval.D1)).problems]

    assert await told(None) == [
        "closes_wide.csv line 2: its date is out of order; row left out",
        "closes_wide.csv: 2 cells hold no price; left out",
    ]
    assert await told(date(2025, 9, 16)) == [
        "closes_wide.csv line 2: its date is out of order; row left out",
        "closes_wide.csv: 1 cell holds no price; left out",
    ]
    assert await told(date(2025, 9, 12)) == []


@cases("text", ["", "Date,AAA,BBB\n", "Ticker,Name,X\n1,2,3\n", "Date,AAA,AAA,B\n2025-09-18,1,2,3\n"])
def test_no_table_at_all(text: str) -> None:
    with pytest.raises(BadData, match=r"closes_wide\.csv"):
        parsed(text)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    days = ("2025-09-16", "2025-09-17", "2025-09-18")
    text = "\n".join(["Date,S000,S001,MOG-A", *(f"{day},{10 + i},{20 - i},{30 + i}" for i, day in enumerate(days))])
    (tmp_path / "closes_wide.csv.gz").write_bytes(gzip.compress(text.encode()))
    (tmp_path / "IWM_holdings_2025-09-17.csv").write_bytes(export())
    (tmp_path / "S000.csv").write_text("Date,Close\n2025-09-18,99\n")
    return tmp_path


async def test_a_folder_lists_members_and_keeps_closes(folder: Path) -> None:
    source = CsvFolderSource(folder, lambda: 1_790_000_000.0)
    assert isinstance(source, HoldingsSource) and isinstance(source, ClosesSource)
    assert len((await source.holdings("IWM")).equities()) == 45
    with pytest.raises(NotFound, match="IWB"):
        await source.holdings("IWB")
    assert (await source.closes(["S001"])).symbols == ("S000", "S001", "MOG-A")
    bars = (await source.bars("MOG-A", Interval.D1)).bars
    assert bars.column("close").tolist() == [30.0, 31.0, 32.0]
    assert bars.note == "closes alone"
    quotes = {quote.symbol: quote for quote in (await source.quotes(["S000", "S001", "NONE"])).quotes}
    assert quotes["S000"].price == 99.0, "a file of its own goes before the wide one"
    assert (quotes["S001"].price, quotes["S001"].previous_close) == (18.0, 19.0)
    assert "NONE" not in quotes


async def test_another_day_s_eyes(folder: Path) -> None:
    (folder / "IWM_holdings_2025-09-18.csv").write_bytes(export().replace(b"Sep 17", b"Sep 18"))
    inner = CsvFolderSource(folder, lambda: 1_790_000_000.0, report_until=date(2025, 9, 17))
    source = AsOfSource(inner, date(2025, 9, 17))
    assert (await source.holdings("IWM")).as_of == "2025-09-17"
    assert (await source.bars("S001", Interval.D1)).bars.column("close").tolist() == [20.0, 19.0]


async def test_a_folder_without_them_says_so(tmp_path: Path) -> None:
    source = CsvFolderSource(tmp_path)
    with pytest.raises(NotFound, match="no wide file"):
        await source.closes(["A"])
    with pytest.raises(NotFound, match="no list"):
        await source.holdings("IWM")
    with pytest.raises(NotFound, match=r"no A\.csv"):
        await source.bars("A", Interval.D1)
