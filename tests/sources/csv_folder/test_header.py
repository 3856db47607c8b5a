"""Titles of columns: which are known, however they are written."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from tests.sources.csv_folder.folder import HEADER, ROWS, daily, source, write


@pytest.mark.parametrize(
    "header", [HEADER.upper(), HEADER.lower(), HEADER.replace(" ", "_"), HEADER.replace(",", " , ")]
)
async def test_header_in_any_case(tmp_path: Path, header: str) -> None:
    write(tmp_path, "AAA.csv", header, *ROWS)
    assert (await daily(tmp_path)).bars.column("adj_close")[-1] == 12.5


@pytest.mark.parametrize(("kept", "missing"), [("Close", "Adj Close"), ("Adj Close", "Close")])
async def test_one_close_serves_as_both_and_says_so(tmp_path: Path, kept: str, missing: str) -> None:
    write(tmp_path, "AAA.csv", f"Date,{kept}", "2025-09-17,5", "2025-09-18,6")
    bars = (await daily(tmp_path)).bars
    assert list(bars.column("close")) == list(bars.column("adj_close")) == [5, 6]
    assert bars.note == f"the file has no {missing}: {kept} stands for it"
    assert all(math.isnan(value) for value in bars.column("open"))


async def test_no_close_at_all_is_missing_not_zero(tmp_path: Path) -> None:
    write(tmp_path, "AAA.csv", "Date,High", "2025-09-18,6")
    bars = (await daily(tmp_path)).bars
    assert math.isnan(bars.column("close")[0])
    assert bars.column("high")[0] == 6
    assert bars.note == "the file has neither Close nor Adj Close"
    (quote,) = (await source(tmp_path).quotes(["AAA"])).quotes
    assert (quote.price, quote.day_high, quote.volume, quote.previous_close) == (None, 6, None, None)


async def test_unknown_columns_are_let_be(tmp_path: Path) -> None:
    write(tmp_path, "AAA.csv", ",Date,Close,Dividends", "0,2025-09-17,5,", "1,2025-09-18,6,n/a")
    batch = await daily(tmp_path)
    assert (list(batch.bars.column("close")), batch.problems) == ([5, 6], ())
