"""The files of a folder as tables: read when asked for, and again when they have changed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from r2k_tui.model.market.bars import Interval
from r2k_tui.sources.base import BadData, NotFound
from r2k_tui.sources.csv_folder.tables import Tables
from tests.sources.csv_folder.folder import NOW

DAILY = "Date,Close\n2025-09-16,1\n2025-09-17,2\n"
MINUTES = "Datetime,Close\n2025-09-17 09:30:00-04:00,1\n2025-09-17 09:31:00-04:00,2\n2025-09-17 09:32:00-04:00,3\n"


@pytest.fixture
def tables(tmp_path: Path) -> Tables:
    (tmp_path / "IWM.csv").write_text(DAILY)
    (tmp_path / "IWM_1m.csv").write_text(MINUTES)
    (tmp_path / "SPY_1m.csv").write_text(DAILY)
    return Tables(tmp_path, lambda: NOW)


def test_each_interval_has_its_file(tables: Tables) -> None:
    assert list(tables.table("IWM", Interval.D1).columns["close"]) == [1.0, 2.0]
    assert list(tables.table("IWM", Interval.M1).columns["close"]) == [1.0, 2.0, 3.0]
    assert tables.intervals() == (Interval.M1,)


def test_a_name_that_promises_what_is_not_in_it_is_bad_data(tables: Tables) -> None:
    with pytest.raises(BadData, match="its name promises rows every 1m"):
        tables.table("SPY", Interval.M1)


def test_an_interval_that_no_file_has_is_not_found(tables: Tables) -> None:
    with pytest.raises(NotFound, match=r"no IWM_5m\.csv"):
        tables.table("IWM", Interval.M5)
    with pytest.raises(NotFound):
        tables.table("QQQ", Interval.D1)


def test_a_file_is_read_once_while_it_stays_as_it_is(tables: Tables) -> None:
    first = tables.read("IWM.csv", "IWM")
    assert tables.read("IWM.csv", "IWM") is first
    tables.forget()
    assert tables.read("IWM.csv", "IWM") is not first
    path = tables.folder / "IWM.csv"
    path.write_text(DAILY + "2025-09-18,3\n")
    os.utime(path, (5.0, 5.0))
    assert list(tables.table("IWM", Interval.D1).columns["close"]) == [1.0, 2.0, 3.0]
