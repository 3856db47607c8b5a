"""Halts in the store."""

from __future__ import annotations

from pathlib import Path

import pytest

from r2k_tui.model.halts.halt import Halt
from r2k_tui.store.halts import FeedReading, HaltStore
from r2k_tui.store.store import Store

HALTS = (Halt("ABCD", 100.0, "T1"), Halt("ABCD", 200.0, "LUDP", trades_at=500.0), Halt("EFGH", 50.0, "H10"))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "r2k.sqlite3", "yahoo")


def test_nothing_is_kept_at_first(store: Store) -> None:
    assert (HaltStore(store, "nasdaq_trader").halts(), HaltStore(store, "nasdaq_trader").reading()) == ([], None)


def test_all_known_halts_replace_the_previous_ones_with_their_reading(store: Store) -> None:
    kept = HaltStore(store, "nasdaq_trader")
    kept.save(HALTS, FeedReading(1000.0, 990.0, "1 row left out"))
    assert tuple(kept.halts()) == HALTS and kept.reading() == FeedReading(1000.0, 990.0, "1 row left out")
    kept.save(HALTS[:1], FeedReading(1060.0))
    assert tuple(kept.halts()) == HALTS[:1] and kept.reading() == FeedReading(1060.0)


def test_each_provider_has_its_own(store: Store) -> None:
    HaltStore(store, "demo").save(HALTS, FeedReading(1.0))
    assert HaltStore(store, "nasdaq_trader").halts() == [] and HaltStore(store, "nasdaq_trader").reading() is None


def test_an_entry_of_another_version_is_left_out(store: Store) -> None:
    kept = HaltStore(store, "nasdaq_trader")
    kept.save(HALTS, FeedReading(1.0))
    store.write(lambda db: db.execute("UPDATE halts SET halt=x'c1' WHERE symbol='EFGH'"))
    assert tuple(kept.halts()) == HALTS[:2]
