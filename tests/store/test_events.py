"""Answers of calendars outlive a run, with their age."""

from __future__ import annotations

from pathlib import Path

from r2k_tui.model.events.event import Event, EventKind
from r2k_tui.store.events import CalendarAnswer, EventStore
from r2k_tui.store.store import Store


def answer(key: str, *symbols: str, kind: str = "earnings", at: float = 5.0) -> CalendarAnswer:
    events = tuple(Event(EventKind.EARNINGS, "2026-12-01", symbol) for symbol in symbols)
    return CalendarAnswer(kind, key, at, events)


def test_what_is_kept_is_there_again(tmp_path: Path) -> None:
    store = Store(tmp_path / "a.sqlite3", "yahoo")
    shelf = EventStore(store)
    for one in (answer("2026-12-01", "AAAA"), answer("2026-12-02"), answer("2026-12-01", "BBBB", at=6.0)):
        shelf.save("nasdaq", one)
    shelf.save("nasdaq", answer("", "CCCC", kind="split"))
    store.close()
    again = EventStore(Store(tmp_path / "a.sqlite3", "yahoo"))
    assert again.answers("nasdaq") == [
        answer("2026-12-01", "BBBB", at=6.0),
        answer("2026-12-02"),
        answer("", "CCCC", kind="split"),
    ]
    assert again.answers("demo") == []


def test_old_days_are_dropped_and_those_without_a_day_stay(tmp_path: Path) -> None:
    shelf = EventStore(Store(tmp_path / "a.sqlite3", "yahoo"))
    for one in (answer("2026-10-01"), answer("2026-11-20"), answer("2026-11", kind="IPO"), answer("", kind="split")):
        shelf.save("nasdaq", one)
    shelf.drop_before("nasdaq", "2026-10-21")
    assert [one.key for one in shelf.answers("nasdaq")] == ["2026-11", "2026-11-20", ""]


def test_an_answer_of_another_layout_is_absent(tmp_path: Path) -> None:
    store = Store(tmp_path / "a.sqlite3", "yahoo")
    store.write(lambda db: db.execute("INSERT INTO member_events VALUES ('nasdaq', 'earnings', 'x', 1.0, x'ff')"))
    assert EventStore(store).answers("nasdaq") == []
