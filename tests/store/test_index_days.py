"""Daily values of the readings of the index outlive a run."""

from __future__ import annotations

from pathlib import Path

from r2k_tui.model.readings.reading import DayValue
from r2k_tui.store.index_days import IndexDays
from r2k_tui.store.store import Store


def test_one_value_a_day_the_last_one_of_the_day_and_none_later_than_asked_for(tmp_path: Path) -> None:
    store = Store(tmp_path / "a.sqlite3", "yahoo")
    days = IndexDays(store, "yahoo")
    days.save("2026-11-27", [("loss_makers_count", 0.41, 1900), ("loss_makers_weight", 0.33, 1900)])
    days.save("2026-11-25", [("loss_makers_count", 0.42, 1890)])
    days.save("2026-11-27", [("loss_makers_count", 0.40, 1905)])
    store.close()

    again = IndexDays(Store(tmp_path / "a.sqlite3", "yahoo"), "yahoo")
    first, last = DayValue("2026-11-25", 0.42, 1890), DayValue("2026-11-27", 0.40, 1905)
    assert again.values("loss_makers_count") == [first, last]
    assert again.values("loss_makers_count", until="2026-11-26") == [first]
    assert again.values("loss_makers_count", until="2026-11-24") == []
    assert again.values("loss_makers_weight") == [DayValue("2026-11-27", 0.33, 1900)]


def test_values_of_another_source_are_none_of_ours(tmp_path: Path) -> None:
    store = Store(tmp_path / "a.sqlite3", "yahoo")
    IndexDays(store, "demo").save("2026-11-27", [("loss_makers_count", 0.4, 1)])
    assert IndexDays(store, "yahoo").values("loss_makers_count") == []
