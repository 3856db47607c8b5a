"""Bars in memory: joined, replaced and expired as a file would have them."""

from __future__ import annotations

from pathlib import Path

import pytest

from r2k_tui.model.market.bars import Interval
from r2k_tui.store.bar_memory import BarMemory
from r2k_tui.store.store import Store
from tests.fakes.invented_bars import bars_at

DAY = 86400


@pytest.mark.parametrize("on_disk", [True, False])
def test_a_store_says_the_same_with_a_file_and_without(tmp_path: Path, on_disk: bool) -> None:
    store = Store(tmp_path / "r2k.sqlite3" if on_disk else None, "scripted")
    try:
        store.save_bars(bars_at([1, 2, 3], [1.0, 2.0, 3.0], source="yahoo", note="closes only"))
        store.save_bars(bars_at([2, 4], [7.0, 8.0], source="cboe"))
        joined = store.bars("IWM", Interval.D1)
        assert joined is not None and (joined.source, joined.note) == ("cboe", "")
        assert [*zip(joined.times(), joined.column("close"), strict=True)] == [(1, 1.0), (2, 7.0), (4, 8.0)]
        store.save_bars(bars_at([], [], source="other"))
        kept = store.bars("IWM", Interval.D1)
        assert kept is not None and (len(kept), kept.source) == (3, "other")
        store.save_bars(bars_at([5], [9.0]), replace=True)
        assert [*(store.bars("IWM", Interval.D1) or bars_at([], [])).times()] == [5]
        store.save_bars(bars_at([], []), replace=True)
        assert store.bars("IWM", Interval.D1) is None
        minutes = [60, 31 * DAY, 31 * DAY + 60]
        store.save_bars(bars_at(minutes, [1.0, 2.0, 3.0], "IWM", Interval.M1))
        assert [*(store.bars("IWM", Interval.M1) or bars_at([], [])).times()] == minutes[1:], "a month is kept"
        assert store.bars("SPY", Interval.M1) is None
    finally:
        store.close()


def test_one_that_was_saved_once_is_not_copied() -> None:
    memory, given = BarMemory(), bars_at([1, 2], [1.0, 2.0])
    memory.save(given, replace=False, retention_s=None)
    found = memory.bars("IWM", Interval.D1)
    assert found == given and found.close is given.close
