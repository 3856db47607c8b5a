"""What a reader beside an engine finds in its store."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from r2k_tui.model.alerts.alert import Alert
from r2k_tui.model.halts.halt import Halt
from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.readings.reading import SymbolReadings
from r2k_tui.store.alerts import AlertStore, RuleRow
from r2k_tui.store.halts import FeedReading, HaltStore
from r2k_tui.store.last_state import StoreUnreadable, read_last_state
from r2k_tui.store.store import Store
from tests.fakes.still_market import FACTS, NOW, READINGS, SCORES, SESSION, quote


def fired(store: Store, time: float) -> None:
    alert = Alert(0, "rule", "IWM", time, 1.0, "IWM rose", "demo")
    version = len(AlertStore(store, "demo").rules())
    AlertStore(store, "demo").save((RuleRow("rule", "d", b"", version=version),), (alert,), {})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with everything that a line can show."""
    path = tmp_path / "store.sqlite3"
    store = Store(path, "demo")
    store.save_quotes((quote("IWM"), quote("^RUT")))
    store.save_feed(FeedStatus("quotes", FeedState.OK, NOW))
    store.save_latest("session", NOW, (("XNYS", SESSION),))
    store.save_latest("facts", NOW, (("", FACTS),))
    store.save_latest("score", NOW, [(item.kind.value, item) for item in SCORES])
    store.save_latest("readings", NOW, (("^RUT", SymbolReadings("^RUT", READINGS)),))
    fired(store, NOW - 90_000)
    fired(store, NOW - 60)
    store.close()
    return path


def test_everything_that_a_line_shows_is_read(path: Path) -> None:
    state = read_last_state(path, "demo", ("IWM", "SPY"), NOW, NOW - 3600)
    assert state.facts == FACTS
    assert state.quotes == {"IWM": quote("IWM"), "^RUT": quote("^RUT")}, "the scores are as old as the quote of ^RUT"
    assert state.known == {"IWM", "^RUT"}
    assert state.sessions == {"XNYS": SESSION}
    assert state.feeds["quotes"].state is FeedState.OK
    assert set(state.scores) == set(SCORES)
    assert state.readings["^RUT"] == READINGS
    assert state.alerts == 1, "since the start of the day"


def test_another_source_has_nothing(path: Path) -> None:
    state = read_last_state(path, "yahoo", ("IWM",), NOW, NOW - 3600)
    assert (state.quotes, state.known, state.scores, state.alerts) == ({}, frozenset(), (), 0)
    assert (state.facts.name, state.facts.simulated) == ("yahoo", False)


def test_the_file_and_its_folder_stay_as_they_are(path: Path) -> None:
    before = {each.name: each.read_bytes() for each in path.parent.iterdir()}
    read_last_state(path, "demo", ("IWM",), NOW, NOW)
    assert {each.name: each.read_bytes() for each in path.parent.iterdir()} == before


def test_what_a_running_engine_has_just_written_is_read(path: Path) -> None:
    store = Store(path, "demo")
    try:
        store.save_quotes((quote("IWM", 300.0),))
        assert path.with_name(path.name + "-wal").stat().st_size > 0
        assert read_last_state(path, "demo", ("IWM",), NOW, NOW).quotes["IWM"].price == 300.0
    finally:
        store.close()


def test_an_engine_that_is_writing_holds_up_nobody(path: Path) -> None:
    writer = sqlite3.connect(path, isolation_level=None)
    try:
        writer.execute("PRAGMA journal_mode = WAL")
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("DELETE FROM quotes")
        assert read_last_state(path, "demo", ("IWM",), NOW, NOW).quotes["IWM"].price == 318.42
    finally:
        writer.close()


@pytest.mark.parametrize(("provider", "read_at", "found"), [("nasdaq_trader", -60, 1), ("nasdaq_trader", -900, 0)])
def test_halts_count_while_their_feed_is_fresh(path: Path, provider: str, read_at: float, found: int) -> None:
    store = Store(path, "demo")
    HaltStore(store, provider).save((Halt("IWM", NOW - 30, "LUDP"),), FeedReading(NOW + read_at))
    store.close()
    assert len(read_last_state(path, "demo", ("IWM",), NOW, NOW).halts) == found


def test_simulated_halts_are_of_the_simulation_only(path: Path) -> None:
    store = Store(path, "demo")
    HaltStore(store, "demo").save((Halt("IWM", NOW - 30, "LUDP"),), FeedReading(NOW - 60))
    store.close()
    assert len(read_last_state(path, "demo", ("IWM",), NOW, NOW).halts) == 1
    assert read_last_state(path, "yahoo", ("IWM",), NOW, NOW).halts == ()


def test_an_entry_of_another_layout_is_missing(path: Path) -> None:
    db = sqlite3.connect(path)
    with db:
        db.execute("UPDATE quotes SET quote=x'c1' WHERE symbol='IWM'")
        db.execute("UPDATE pictures SET picture=x'91' WHERE kind='facts'")
    db.close()
    state = read_last_state(path, "demo", ("IWM",), NOW, NOW)
    assert ("IWM" in state.quotes, state.facts.name) == (False, "demo")


def test_a_store_that_is_not_there_says_what_to_start(tmp_path: Path) -> None:
    with pytest.raises(StoreUnreadable, match=r"there is no store at .*: start r2k or `r2k engine`"):
        read_last_state(tmp_path / "none", "demo", (), NOW, NOW)


@pytest.mark.parametrize("content", [b"no database", b"SQLite format 3\x00 but no more"])
def test_a_file_that_is_no_store_is_said(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "other").write_bytes(content * 100)
    with pytest.raises(StoreUnreadable, match="cannot be read"):
        read_last_state(tmp_path / "other", "demo", (), NOW, NOW)
