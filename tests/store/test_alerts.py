"""The alerts' part of the store: one write for memory and alert, and two engines on one file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from r2k_tui.model.alerts.alert import Alert
from r2k_tui.store import alerts
from r2k_tui.store.alerts import AlertStore, RuleRow
from r2k_tui.store.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(tmp_path / "r2k.sqlite3", "yahoo")
    yield made
    made.close()


@pytest.fixture
def shelf(store: Store) -> AlertStore:
    return AlertStore(store, "yahoo")


def alert(rule: str, time: float = 5.0) -> Alert:
    return Alert(0, rule, "IWM", time, 1.5, "words", "yahoo", channels=("toast",))


def test_rules_and_alerts_come_back(shelf: AlertStore, tmp_path: Path) -> None:
    kept = shelf.save([RuleRow("a", "d", b"m", muted=True)], [alert("a")], {"a": ("command", "apprise x")})
    assert [found.id for found in kept.alerts] == [1] and not kept.overtaken
    other = AlertStore(Store(tmp_path / "r2k.sqlite3", "yahoo"), "yahoo")
    assert other.rules() == {"a": RuleRow("a", "d", b"m", True, 1)}
    assert other.newest(9) == list(kept.alerts)
    assert [(found.id, channel) for found, channel in other.undelivered()] == [(1, "apprise x"), (1, "command")]
    other.mark_delivered(1, "command")
    assert [channel for _, channel in shelf.undelivered()] == ["apprise x"]


def test_sources_do_not_see_each_other(store: Store, shelf: AlertStore) -> None:
    shelf.save([RuleRow("a", "d", b"m")], [alert("a")], {"a": ("command",)})
    other = AlertStore(store, "demo")
    assert other.rules() == {} and other.newest(9) == [] and other.undelivered() == []


def test_the_engine_that_comes_second_is_told_and_its_alert_is_dropped(shelf: AlertStore, tmp_path: Path) -> None:
    other = AlertStore(Store(tmp_path / "r2k.sqlite3", "yahoo"), "yahoo")
    first = shelf.save([RuleRow("a", "d", b"1")], [alert("a")], {})
    second = other.save([RuleRow("a", "d", b"2"), RuleRow("b", "d", b"2")], [alert("a"), alert("b")], {"a": ("c",)})
    assert not first.overtaken and second.overtaken == ("a",)
    assert [found.rule for found in second.alerts] == ["b"]
    assert [found.rule for found in shelf.newest(9)] == ["b", "a"]
    assert shelf.rules()["a"].memory == b"1" and not shelf.undelivered()
    again = other.save([RuleRow("a", "d", b"3", version=1)], [], {})
    assert not again.overtaken and shelf.rules()["a"].memory == b"3"


def test_the_log_does_not_grow_for_ever(shelf: AlertStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alerts, "MOST_STORED", 3)
    for number in range(6):
        shelf.save([], [alert("a", float(number))], {})
    assert [found.time for found in shelf.newest(9)] == [5.0, 4.0, 3.0]
    assert [found.time for found in shelf.newest(9, after=5)] == [5.0]


def test_the_last_alert_of_each_rule(shelf: AlertStore) -> None:
    shelf.save([], [alert("a", 1.0), alert("b", 2.0), alert("a", 3.0)], {})
    assert {rule: found.time for rule, found in shelf.last_of_each().items()} == {"a": 3.0, "b": 2.0}


def test_an_alert_of_another_layout_is_a_missing_one(store: Store, shelf: AlertStore) -> None:
    shelf.save([], [alert("a")], {})
    store.write(lambda db: db.execute("UPDATE alerts SET alert=?", (b"\xc1",)))
    assert shelf.newest(9) == []
