"""The parser that reads row by row: a bad cell costs that cell, a bad row that row."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from r2k_tui.sources.csv_folder.encoding import split_lines
from r2k_tui.sources.csv_folder.fast_parser import parse_fast
from r2k_tui.sources.csv_folder.header import parse_header
from r2k_tui.sources.csv_folder.lenient_parser import parse_lenient
from r2k_tui.sources.csv_folder.table import MOST_SENTENCES, RowRules
from tests.sources.csv_folder.folder import BROKEN, HEADER, NOW, ROWS, daily, days, write


@pytest.mark.parametrize("row", BROKEN)
async def test_broken_row_is_told_and_left_out(tmp_path: Path, row: str) -> None:
    write(tmp_path, "AAA.csv", HEADER, *ROWS[:2], row, "2025-09-19,13,15,12,14,14,400")
    batch = await daily(tmp_path)
    assert days(batch.bars) == ["2025-09-16", "2025-09-17", "2025-09-19"]
    (problem,) = batch.problems
    assert (problem.symbol, problem.kind) == ("AAA", "bad_row")
    assert problem.message == f"AAA.csv line 4: {BROKEN[row]}; row left out"


ABSENT = {
    "2025-09-18,,14,11,13,13,300": ("open", "Open is empty"),
    "2025-09-18,12,14,11,,13,300": ("close", "Close is empty"),
    "2025-09-18,12,n/a,11,13,13,300": ("high", "High 'n/a' is not a number"),
    "2025-09-18,12,14,-,13,13,300": ("low", "Low '-' is not a number"),
    "2025-09-18,12,14,11,nan,13,300": ("close", "Close 'nan' is not a number"),
    "2025-09-18,12,14,11,13,null,300": ("adj_close", "Adj Close 'null' is not a number"),
    "2025-09-18,12,14,11,0,13,300": ("close", "Close 0 is not above zero"),
}


@pytest.mark.parametrize("row", ABSENT)
async def test_a_cell_without_a_price_costs_that_cell(tmp_path: Path, row: str) -> None:
    write(tmp_path, "AAA.csv", HEADER, *ROWS[:2], row)
    column, reason = ABSENT[row]
    batch = await daily(tmp_path)
    assert math.isnan(batch.bars.column(column)[-1])
    assert [problem.message for problem in batch.problems] == [f"AAA.csv line 4: {reason}; cell left out"]
    assert not math.isnan(batch.bars.column("volume")[-1])


async def test_one_wrong_year_costs_one_row(tmp_path: Path) -> None:
    dates = [f"2025-07-{day:02}" for day in (1, 2, 3, *range(7, 12), *range(14, 19), *range(21, 26), 28, 29)]
    dates[5] = "2025-08-06"
    write(tmp_path, "AAA.csv", "Date,Close", *(f"{day},5" for day in dates))
    batch = await daily(tmp_path)
    assert len(batch.bars) == 19
    assert [problem.message for problem in batch.problems] == ["AAA.csv line 7: its date is out of order; row left out"]


async def test_first_of_a_repeated_date_stays(tmp_path: Path) -> None:
    write(tmp_path, "AAA.csv", "Date,Close", "2025-09-16,1", "2025-09-17,2", "2025-09-17,3", "2025-09-18,4")
    assert list((await daily(tmp_path)).bars.column("close")) == [1, 2, 4]


@pytest.mark.parametrize("faults", [MOST_SENTENCES, MOST_SENTENCES + 1, 75])
async def test_problems_of_a_file_are_capped_and_counted(tmp_path: Path, faults: int) -> None:
    write(tmp_path, "AAA.csv", HEADER, *ROWS, *["x,1,1,1,1,1,1"] * faults)
    problems = (await daily(tmp_path)).problems
    assert len(problems) == MOST_SENTENCES
    told = MOST_SENTENCES if faults == MOST_SENTENCES else MOST_SENTENCES - 1
    assert sum("'x' is not a date" in problem.message for problem in problems) == told
    if faults > MOST_SENTENCES:
        assert problems[-1].message == f"AAA.csv: {faults - told} more rows left out"


def test_both_ways_to_read_agree() -> None:
    lines = [HEADER, *ROWS]
    split = split_lines("\n".join(lines).encode(), "AAA.csv")
    layout, rules = parse_header(split, "AAA.csv"), RowRules(NOW, positive=True)
    fast, slow = parse_fast(split, layout, rules), parse_lenient(split, layout, rules)
    assert fast is not None
    assert fast.times.tolist() == slow.times.tolist()
    assert {name: values.tolist() for name, values in fast.columns.items()} == {
        name: values.tolist() for name, values in slow.columns.items()
    }
