"""The common exports: their separators, encodings, titles, dates and numbers; what is ambiguous is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from r2k_tui.model.market.bars import Interval
from r2k_tui.sources.base import BadData
from r2k_tui.sources.csv_folder.wide import parse_wide
from r2k_tui.sources.replay.days import days_of_folder
from tests.cases import cases
from tests.sources.csv_folder.exports import DAYS, EXPORTS, PLAIN, closes, days, made, read


@pytest.mark.parametrize("export", EXPORTS)
def test_an_export_is_read_whole(tmp_path: Path, export: str) -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"):
        batch = read(tmp_path, EXPORTS[export].encode(encoding))
        assert (days(batch), closes(batch)) == (DAYS, [11, 12, 13]), encoding
        assert all("Volume" in problem.message for problem in batch.problems), encoding


@pytest.mark.parametrize("symbol", ["CL=F", "RTY=F", "^IRX"])
def test_prices_of_futures_may_be_negative(tmp_path: Path, symbol: str) -> None:
    batch = read(tmp_path, "Date,Close\n2020-04-17,18.27\n2020-04-20,-37.63\n2020-04-21,10.01\n", symbol)
    assert (closes(batch), batch.problems) == ([18.27, -37.63, 10.01], ())


def test_a_column_without_numbers_is_told_once(tmp_path: Path) -> None:
    batch = read(tmp_path, "Date,Open,Close,Volume\n2025-09-16,,5,\n2025-09-17,,6,-\n")
    assert closes(batch) == [5, 6]
    assert sorted(problem.message for problem in batch.problems) == [
        "AAA.csv line 1: Open has no number; column left out",
        "AAA.csv line 1: Volume has no number; column left out",
    ]


def test_intraday_rows_under_the_plain_name_serve_their_interval(tmp_path: Path) -> None:
    rows = "".join(f"{1758202200 + 300 * n},{10 + n}\n" for n in range(4))
    batch = read(tmp_path, "time,close\n" + rows, interval=Interval.M5)
    assert closes(batch) == [10, 11, 12, 13]
    assert made(tmp_path).capabilities.intervals == (Interval.M5, Interval.D1), "before any file was read"
    assert days_of_folder(tmp_path) == (date(2025, 9, 18),)


def test_a_name_that_promises_minutes_over_daily_rows(tmp_path: Path) -> None:
    (tmp_path / "AAA_5m.csv").write_text(PLAIN)
    with pytest.raises(BadData, match=r"AAA_5m\.csv has daily rows; its name promises rows every 5m"):
        made(tmp_path)._bars("AAA", Interval.M5, None)


WIDE = {
    "newest first": "Date,AAA,BBB,CCC\n2025-09-18,3,30,300\n2025-09-17,2,20,200\n2025-09-16,1,10,100\n",
    "semicolons": "Date;AAA;BBB;CCC\n2025-09-16;1;10;100\n2025-09-17;2;20;200\n2025-09-18;3;30;300\n",
    "sep": "sep=;\nDate;AAA;BBB;CCC\n2025-09-16;1;10;100\n2025-09-17;2;20;200\n2025-09-18;3;30;300\n",
    "decimal commas": "Date;AAA;BBB;CCC\n16/09/2025;1,0;10,0;100\n17/09/2025;2,0;20;200\n18/09/2025;3,0;30;300\n",
    "dollars": 'Date,AAA,BBB,CCC\n09/16/2025,$1.0,$10,$100\n09/17/2025,$2,$20,"$200.00"\n09/18/2025,$3,$30,$300\n',
    "tabs": "Date\tAAA\tBBB\tCCC\n2025-09-16\t1\t10\t100\n2025-09-17\t2\t20\t200\n2025-09-18\t3\t30\t300\n",
}


@cases("form", WIDE)
@cases("encoding", ["utf-8", "utf-16", "utf-16-le"])
def test_wide_files_in_other_notations(form: str, encoding: str) -> None:
    found = parse_wide(WIDE[form].encode(encoding), "closes_wide.csv", newest=date(2025, 9, 18))
    values = np.frombuffer(found.values).reshape(len(found), -1)
    assert (found.symbols, found.left_out) == (("AAA", "BBB", "CCC"), ())
    np.testing.assert_array_equal(values, [[1, 10, 100], [2, 20, 200], [3, 30, 300]])


def test_a_wide_file_drops_nothing_silently() -> None:
    rows = [f"2025-08-{day:02},1,2" for day in range(1, 29)] + ["2025-01-01,1,2"] * 1
    rows += [f"x{n},1,2" for n in range(25)] + ["2025-08-29,0,-3", "2025-08-30,5,6"]
    found = parse_wide("\n".join(["Date,AAA,CL=F", *rows]).encode(), "w_wide.csv", newest=date(2025, 9, 18))
    assert found.left_out[-2:] == ("w_wide.csv: 7 more rows left out", "w_wide.csv: 1 cell holds no price; left out")
    assert np.frombuffer(found.values).reshape(len(found), -1)[-2, 1] == -3


@pytest.mark.parametrize("text", ["Date;AAA;BBB\n2025-09-16;1,234;2,345\n", "Date,AAA,BBB\n03/04/2025,1,2\n"])
def test_an_ambiguous_wide_file_is_refused(text: str) -> None:
    with pytest.raises(BadData, match="may be"):
        parse_wide(text.encode(), "closes_wide.csv", newest=date(2025, 9, 18))
