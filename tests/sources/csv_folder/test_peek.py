"""A look at the top of files whose names tell no interval."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

from r2k_tui.model.market.bars import Interval
from r2k_tui.sources.csv_folder.peek import columns, intervals, prices_folder

HEADER = "Datetime,Open,High,Low,Close,Volume\n"


def rows(minutes: int) -> str:
    times = (divmod(570 + minutes * place, 60) for place in range(6))
    return HEADER + "".join(f"2025-09-18 {hour:02}:{minute:02}:00-04:00,1,1,1,1,5\n" for hour, minute in times)


def test_the_step_of_the_first_rows_tells_the_interval(tmp_path: Path) -> None:
    (tmp_path / "IWM.csv").write_text(rows(5))
    (tmp_path / "SPY.csv.gz").write_bytes(gzip.compress(rows(1).encode()))
    assert intervals(tmp_path, frozenset({"IWM.csv", "SPY.csv.gz"})) == {Interval.M5, Interval.M1}


def test_daily_files_and_names_that_tell_it_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "IWM.csv").write_text("Date,Close\n2025-09-17,1\n2025-09-18,1\n")
    (tmp_path / "SPY_1m.csv").write_text(rows(1))
    assert intervals(tmp_path, frozenset({"IWM.csv", "SPY_1m.csv", "notes.txt"})) == set()


def test_what_cannot_be_read_tells_none_and_holds_nobody_up(tmp_path: Path) -> None:
    (tmp_path / "torn.csv.gz").write_bytes(gzip.compress(rows(1).encode())[:30])
    (tmp_path / "page.csv").write_text("<html>")
    os.mkfifo(tmp_path / "pipe.csv")
    names = frozenset({"torn.csv.gz", "page.csv", "pipe.csv", "gone.csv"})
    assert intervals(tmp_path, names) == set()


def test_prices_are_looked_for_in_the_folder_daily_only_without_any_in_the_folder_itself(tmp_path: Path) -> None:
    (tmp_path / "daily").mkdir()
    (tmp_path / "manifest.csv").write_text("file,rows\nIWM.csv,2\n")
    assert prices_folder(tmp_path) == tmp_path, "nothing in daily"
    (tmp_path / "daily" / "panel.csv").write_text("Date,IWM,SPY\n2025-09-17,1,1\n")
    assert prices_folder(tmp_path) == tmp_path / "daily"
    (tmp_path / "IWM.csv").write_text("Date,Close\n2025-09-17,1\n")
    assert prices_folder(tmp_path) == tmp_path
    assert prices_folder(tmp_path / "gone") == tmp_path / "gone"


def test_columns_of_a_wide_file_are_its_symbols(tmp_path: Path) -> None:
    (tmp_path / "panel.csv.gz").write_bytes(gzip.compress(b"Date,^RUT,SPY\n2025-09-17,1,1\n"))
    (tmp_path / "IWM.csv").write_text("Date,Open,High,Low,Close\n2025-09-17,1,1,1,1\n")
    os.mkfifo(tmp_path / "pipe.csv")
    read = [columns(tmp_path / name) for name in ("panel.csv.gz", "IWM.csv", "pipe.csv", "gone.csv")]
    assert read == [("^RUT", "SPY"), (), (), ()]
