"""A recording out of the store."""

from __future__ import annotations

from pathlib import Path

import pytest

from r2k_tui.model.calendar.days import day_of_bar
from r2k_tui.model.market.bars import Interval
from r2k_tui.sources.base import BadData
from r2k_tui.sources.replay.folder import FolderRecording
from r2k_tui.sources.replay.source import ReplaySource
from r2k_tui.sources.replay.stored import StoredRecording
from r2k_tui.store.bar_reader import BarReader
from r2k_tui.store.store import Store
from tests.fakes.invented_bars import daily_bars, wave
from tests.fakes.recorded_day import BEFORE, DAY, at
from tests.sources.replay.recordings import SYMBOLS, Clock, quote, replay


class TestStore:
    @pytest.fixture
    def store(self, folder: Path, tmp_path: Path) -> Path:
        """A store that holds what the folder does, as a run of the monitor leaves it."""
        path, source = tmp_path / "kept.sqlite3", FolderRecording(folder)
        store = Store(path, "yahoo")
        for symbol in SYMBOLS:
            for part in source.intraday(symbol).parts:
                store.save_bars(part.bars)
        store.save_bars(daily_bars("IWM", wave(300), DAY, source="yahoo"))
        store.close()
        return path

    async def test_it_serves_as_a_folder_does(self, store: Path, folder: Path) -> None:
        kept = ReplaySource(StoredRecording(BarReader(store, "yahoo")), DAY, SYMBOLS, Clock(at("12:00:30")))
        filed = replay(folder, "12:00:30")
        for symbol in SYMBOLS:
            assert (await quote(kept, symbol)).price == (await quote(filed, symbol)).price
            for interval in (Interval.M5, Interval.H1):
                assert (await kept.bars(symbol, interval)).bars.time == (await filed.bars(symbol, interval)).bars.time
        daily = (await kept.bars("IWM", Interval.D1)).bars
        assert (day_of_bar(daily.times()[-1]), daily.source) == (BEFORE[-1], "replay")

    async def test_its_days_of_history_stand_in_for_files(self, store: Path, alone: Path) -> None:
        source = ReplaySource(FolderRecording(alone, BarReader(store, "yahoo")), DAY, SYMBOLS, Clock(at("12:00")))
        batch = await source.quotes(SYMBOLS)
        assert [p.symbol for p in batch.problems] == ["^RUT"], "of which the store keeps no days"
        assert batch.quotes[1].previous_close == wave(300)[-2]

    async def test_one_that_is_broken_is_bad_data(self, tmp_path: Path) -> None:
        path = tmp_path / "broken.sqlite3"
        path.write_bytes(b"no database" * 100)
        with pytest.raises(BadData, match="the store cannot be read"):
            StoredRecording(BarReader(path, "yahoo")).intraday("IWM")
