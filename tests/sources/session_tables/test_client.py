"""A table is computed once, by a process that ends, and kept for the next start."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from r2k_tui.config.paths import cache_folder
from r2k_tui.sources.session_tables import client
from r2k_tui.sources.session_tables.client import session_table
from r2k_tui.sources.session_tables.table import SessionTable, day_of, integers

FIRST, LAST = date(2025, 3, 3), date(2025, 3, 7)


@pytest.fixture
def computed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, date, date]]:
    """What was computed, by a process that knows nothing yet."""
    asked: list[tuple[str, date, date]] = []
    compute = client._computed

    def counted(*question: tuple[str, date, date]) -> SessionTable:
        asked.append(question)  # type: ignore[arg-type]
        return compute(*question)  # type: ignore[arg-type]

    for kept in (cache_folder() / "sessions").iterdir():
        kept.unlink()
    monkeypatch.setattr(client, "_computed", counted)
    monkeypatch.setattr(client, "_known", {})
    return asked


def test_one_computation_serves_the_year_this_process_and_the_next(
    computed: list[tuple[str, date, date]], monkeypatch: pytest.MonkeyPatch
) -> None:
    days = [day_of(day) for day in integers(session_table("XLON", FIRST, LAST).days)]
    assert days == [date(2025, 3, day) for day in range(3, 8)]
    session_table("XLON", date(2025, 1, 1), date(2025, 12, 31))
    assert computed == [("XLON", date(2025, 1, 1), date(2025, 12, 31))]
    assert [file.name for file in (cache_folder() / "sessions").iterdir()] == ["XLON.msgpack"]
    monkeypatch.setattr(client, "_known", {})  # as in another process
    session_table("XLON", FIRST, LAST)
    assert len(computed) == 1
    session_table("XLON", FIRST, date(2026, 1, 10))
    assert computed[1:] == [("XLON", date(2025, 1, 1), date(2026, 12, 31))]


def test_new_york_is_known_from_the_first_session_on(computed: list[tuple[str, date, date]]) -> None:
    assert session_table("XNYS", FIRST, LAST).first == FIRST
    assert computed == [("XNYS", client.FIRST_SESSION, date(2025, 12, 31))]


def test_what_the_library_does_not_know_is_said(computed: list[tuple[str, date, date]]) -> None:
    with pytest.raises(ValueError, match=r"no sessions of XXXX: .*XXXX, does not exist"):
        session_table("XXXX", FIRST, LAST)
    session_table("XBOM", FIRST, date(2060, 12, 31))
    with pytest.raises(ValueError, match=r"no sessions of XBOM after .* are announced"):
        session_table("XBOM", date(2061, 1, 1), date(2061, 3, 1))


def test_neither_pandas_nor_the_library_stays() -> None:
    """In a process of its own: this one has loaded both for other tests."""
    program = """
import sys
from r2k_tui.engine.calendar.hours import ExchangeHours
from r2k_tui.engine.calendar.venues import load_hours
from r2k_tui.sources.demo.simulation.exchange import Exchange
now = 1758211200.0
assert ExchangeHours.load(now).session(now).phase.value == "open"
assert load_hours("XTKS", now).session(now).exchange == "XTKS"
assert Exchange.load(now).covers(now)
print(*{"pandas", "exchange_calendars"} & set(sys.modules))
"""
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == ""
