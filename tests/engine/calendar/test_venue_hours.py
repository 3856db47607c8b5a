"""Sessions with a break, coins, and hours that nobody knows."""

from __future__ import annotations

from datetime import date

import pytest

from r2k_tui.engine.calendar.venue_hours import Part, RoundTheClock, UnknownHours, VenueHours
from r2k_tui.model.calendar.session import Phase
from tests.engine.calendar.moments import at

# Two days from 9 to 15 with a break from 11 to 12.
DAYS = ("2026-11-30", "2026-12-01")


@pytest.fixture
def hours() -> VenueHours:
    parts = []
    for text in DAYS:
        nine, eleven, twelve, three = (at(f"{text} {hour:02}:00", "UTC") for hour in (9, 11, 12, 15))
        bounds = ((nine, eleven), (twelve, three))
        parts += [Part(date.fromisoformat(text), *bound, nine, three) for bound in bounds]
    return VenueHours("XTKS", parts, at("2026-12-03 00:00", "UTC"))


@pytest.mark.parametrize(
    ("moment", "phase", "changes", "last_close"),
    [
        ("2026-11-30 08:59", Phase.CLOSED, "2026-11-30 09:00", None),
        ("2026-11-30 09:00", Phase.OPEN, "2026-11-30 11:00", None),
        ("2026-11-30 11:00", Phase.CLOSED, "2026-11-30 12:00", "2026-11-30 11:00"),
        ("2026-11-30 12:00", Phase.OPEN, "2026-11-30 15:00", None),
        ("2026-11-30 15:00", Phase.CLOSED, "2026-12-01 09:00", "2026-11-30 15:00"),
        ("2026-12-01 10:00", Phase.OPEN, "2026-12-01 11:00", "2026-11-30 15:00"),
        ("2026-12-01 14:00", Phase.OPEN, "2026-12-01 15:00", "2026-11-30 15:00"),
        ("2026-12-01 16:00", Phase.CLOSED, None, "2026-12-01 15:00"),
    ],
)
def test_phases(hours: VenueHours, moment: str, phase: Phase, changes: str | None, last_close: str | None) -> None:
    session = hours.session(at(moment, "UTC"))
    assert (session.exchange, session.phase) == ("XTKS", phase)
    assert session.changes_at == (at(changes, "UTC") if changes else None)
    assert session.last_close_at == (at(last_close, "UTC") if last_close else None)


def test_a_session_is_the_whole_day_on_both_sides_of_the_break(hours: VenueHours) -> None:
    for moment in ("10:00", "14:00"):
        session = hours.session(at(f"2026-12-01 {moment}", "UTC"))
        assert (session.opens_at, session.closes_at) == (at("2026-12-01 09:00", "UTC"), at("2026-12-01 15:00", "UTC"))
    during = hours.session(at("2026-12-01 11:30", "UTC"))
    assert (during.opens_at, during.closes_at) == (at("2026-12-01 12:00", "UTC"), at("2026-12-01 15:00", "UTC"))


def test_a_day_is_not_over_in_its_break(hours: VenueHours) -> None:
    assert not hours.finished(date(2026, 11, 30), at("2026-11-30 11:30", "UTC"))
    assert hours.finished(date(2026, 11, 30), at("2026-11-30 15:00", "UTC"))


def test_regular_hours_leave_the_break_out(hours: VenueHours) -> None:
    span = hours.regular(at("2026-11-30 10:00", "UTC"), at("2026-11-30 13:00", "UTC"))
    assert [(end - begin) / 3600 for begin, end in span] == [2, 3]


def test_nothing_is_said_of_days_that_are_not_announced(hours: VenueHours) -> None:
    assert hours.session(at("2026-12-02 23:59", "UTC")).exchange == "XTKS"
    assert hours.session(at("2026-12-03 00:00", "UTC")).exchange == ""


def test_coins_never_close_and_their_day_ends_at_midnight_utc() -> None:
    coins = RoundTheClock()
    for moment in ("2026-11-28 03:00", "2026-12-25 12:00"):
        session = coins.session(at(moment, "UTC"))
        assert session.phase is Phase.OPEN
        assert session.always_open
    assert not coins.finished(date(2026, 11, 28), at("2026-11-28 23:59", "UTC"))
    assert coins.finished(date(2026, 11, 28), at("2026-11-29 00:00", "UTC"))
    assert coins.regular(5.0, 6.0) == ((5.0, 86406.0),)


def test_unknown_hours_hide_no_bar_and_name_no_exchange() -> None:
    unknown = UnknownHours()
    assert unknown.session(0.0).exchange == ""
    assert unknown.regular(5.0, 6.0)[0][0] == 5.0
    assert not unknown.finished(date(2026, 11, 30), at("2026-11-30 23:00"))
    assert unknown.finished(date(2026, 11, 30), at("2026-12-01 00:00"))
