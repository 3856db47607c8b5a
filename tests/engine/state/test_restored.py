"""The state that an engine begins with, and what is said of a store that cannot give it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from r2k_tui.engine.state.restored import RestoredState, empty_state, restored_state
from r2k_tui.model.alerts.alert import Alert
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.store.alerts import AlertStore
from r2k_tui.store.store import Store

NOW = 1_758_211_200.0


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "r2k.sqlite3"
    store = Store(path, "x")
    store.save_quotes([Quote("IWM", price=240.0, received_at=NOW)])
    AlertStore(store, "x").save([], [Alert(0, name, "IWM", NOW, 1.0, name, "x") for name in ("first", "last")], {})
    store.close()
    return path


def state_of(path: Path) -> RestoredState:
    store = Store.opened(path, "x")
    state = restored_state(empty_state(store, SourceFacts("x"), None, lambda: NOW), store, "x", lambda: NOW)
    store.close()
    return state


def test_quotes_and_alerts_are_there_oldest_first(path: Path) -> None:
    state = state_of(path)
    assert state.is_complete
    assert state.market.quotes["IWM"].price == 240.0
    assert [alert.rule for alert in state.market.alerts.values()] == ["first", "last"]
    assert state.publisher.snapshot().alerts == tuple(state.market.alerts.values())


@pytest.mark.parametrize("table", ["feeds", "alerts"])
def test_what_cannot_be_read_does_not_hide_the_rest(path: Path, table: str) -> None:
    with sqlite3.connect(path) as db:
        db.execute(f"DROP TABLE {table}")
    state = state_of(path)
    assert not state.is_complete
    assert [f"no such table: {table}" in str(error) for error in state.errors] == [True]
    assert state.market.quotes
    assert bool(state.market.alerts) == (table != "alerts")


def test_a_day_of_the_past_is_known_before_anything_is_restored() -> None:
    store = Store(None, "x")
    state = empty_state(store, SourceFacts("x"), "2025-09-17", lambda: NOW)
    store.close()
    assert state.market.as_of == "2025-09-17"
