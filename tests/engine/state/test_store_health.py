"""What the topic of the store says when the file has just been opened."""

from __future__ import annotations

from pathlib import Path

from r2k_tui.engine.state.store_health import health_of
from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.store.store import Store


def test_a_sound_store_is_ok_from_now_on(tmp_path: Path) -> None:
    store = Store.opened(tmp_path / "r2k.sqlite3", "x")
    assert health_of(store, lambda: 5.0) == FeedStatus("store", FeedState.OK, 5.0)
    store.close()


def test_a_recovery_is_told(tmp_path: Path) -> None:
    path = tmp_path / "r2k.sqlite3"
    path.write_bytes(b"no database" * 1000)
    store = Store.opened(path, "x")
    health = health_of(store, lambda: 5.0)
    store.close()
    assert health.state is FeedState.OK
    assert health.message == store.notice != ""


def test_a_store_that_keeps_nothing_fails(tmp_path: Path) -> None:
    store = Store.opened(tmp_path, "x")
    health = health_of(store, lambda: 5.0)
    store.close()
    assert (health.state, health.failures, health.last_success) == (FeedState.FAILING, 1, None)
    assert health.message == f"nothing is kept: {store.trouble}"
