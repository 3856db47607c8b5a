"""A store that is only looked at stays as it is."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from r2k_tui.model.market.bars import Interval
from r2k_tui.store.bar_reader import BarReader
from r2k_tui.store.store import Store
from tests.fakes.invented_bars import bars_at, daily_bars, wave
from tests.fakes.recorded_day import DAY, at

BARS = bars_at([int(at("09:30")) + 60 * i for i in range(90)], wave(90), "IWM", Interval.M1, source="yahoo")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "r2k.sqlite3"
    store = Store(file, "yahoo")
    store.save_bars(BARS)
    store.save_bars(daily_bars("SPY", wave(30), DAY, source="yahoo"))
    store.close()
    return file


def test_it_gives_what_was_kept(path: Path) -> None:
    kept = BarReader(path, "yahoo")
    assert kept.bars("IWM", Interval.M1) == BARS
    assert kept.bars("IWM", Interval.M5) is None
    assert kept.bars("^RUT", Interval.M1) is None
    assert kept.symbols() == ("IWM",)
    assert kept.hours() == tuple(int(at(clock)) // 3600 for clock in ("09:30", "10:30"))
    assert BarReader(path, "other").hours() == ()


def test_neither_the_file_nor_its_folder_changes(path: Path) -> None:
    before, names = path.read_bytes(), sorted(path.parent.iterdir())
    stamp = path.stat().st_mtime_ns
    kept = BarReader(path, "yahoo")
    assert kept.hours()
    assert kept.symbols()
    assert kept.bars("IWM", Interval.M1)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, stamp)
    assert sorted(path.parent.iterdir()) == names, "no journal is made beside it"


def test_what_another_process_is_writing_is_seen(path: Path) -> None:
    store = Store(path, "yahoo")
    store.save_bars(bars_at([int(at("11:30"))], [99.0], "QQQ", Interval.M1))
    assert BarReader(path, "yahoo").symbols() == ("IWM", "QQQ")
    store.close()


def test_a_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.Error):
        BarReader(tmp_path / "none.sqlite3", "yahoo").hours()
    assert not list(tmp_path.iterdir())
