"""The exchange's hours, from the real calendar: holidays, half days, daylight saving, and every bell."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from r2k_tui.engine.calendar.hours import AlwaysOpen, ExchangeHours, keep_known
from r2k_tui.model.calendar.days import new_york_day
from r2k_tui.model.calendar.session import Phase
from tests.engine.virtual_time import START, virtual

NEW_YORK = ZoneInfo("America/New_York")


def at(text: str) -> float:
    """A moment in New York."""
    return datetime.fromisoformat(text).replace(tzinfo=NEW_YORK).timestamp()


@pytest.mark.parametrize(
    ("moment", "phase"),
    [
        # Thursday, 18 September 2025; the second before and the second of every bell.
        ("2025-09-18 00:00:00", Phase.CLOSED),
        ("2025-09-18 03:59:59", Phase.CLOSED),
        ("2025-09-18 04:00:00", Phase.PRE),
        ("2025-09-18 09:29:59", Phase.PRE),
        ("2025-09-18 09:30:00", Phase.OPEN),
        ("2025-09-18 15:59:59", Phase.OPEN),
        ("2025-09-18 16:00:00", Phase.POST),
        ("2025-09-18 19:59:59", Phase.POST),
        ("2025-09-18 20:00:00", Phase.CLOSED),
        # A weekend.
        ("2025-09-20 12:00:00", Phase.CLOSED),
        ("2025-09-21 12:00:00", Phase.CLOSED),
        # Holidays: Thanksgiving, Christmas, New Year, Good Friday, Independence Day, Juneteenth, Carter's funeral.
        ("2025-11-27 12:00:00", Phase.CLOSED),
        ("2025-12-25 12:00:00", Phase.CLOSED),
        ("2026-01-01 12:00:00", Phase.CLOSED),
        ("2026-04-03 12:00:00", Phase.CLOSED),
        ("2025-07-04 12:00:00", Phase.CLOSED),
        ("2025-06-19 12:00:00", Phase.CLOSED),
        ("2025-01-09 12:00:00", Phase.CLOSED),
        # Half days end at 13:00, and trading after the close at 17:00.
        ("2025-11-28 12:59:59", Phase.OPEN),
        ("2025-11-28 13:00:00", Phase.POST),
        ("2025-11-28 16:59:59", Phase.POST),
        ("2025-11-28 17:00:00", Phase.CLOSED),
        ("2025-12-24 13:30:00", Phase.POST),
        # The Fridays before and the Mondays after both changes of the clocks.
        ("2026-03-06 09:29:59", Phase.PRE),
        ("2026-03-06 09:30:00", Phase.OPEN),
        ("2026-03-09 09:29:59", Phase.PRE),
        ("2026-03-09 09:30:00", Phase.OPEN),
        ("2025-11-03 09:29:59", Phase.PRE),
        ("2025-11-03 09:30:00", Phase.OPEN),
    ],
)
def test_phase(exchange: ExchangeHours, moment: str, phase: Phase) -> None:
    assert exchange.session(at(moment)).phase is phase


@pytest.mark.parametrize(
    ("moment", "opens", "closes", "changes", "last_close"),
    [
        ("2025-09-18 05:00", "2025-09-18 09:30", "2025-09-18 16:00", "2025-09-18 09:30", "2025-09-17 16:00"),
        ("2025-09-18 12:00", "2025-09-18 09:30", "2025-09-18 16:00", "2025-09-18 16:00", "2025-09-17 16:00"),
        ("2025-09-18 17:00", "2025-09-19 09:30", "2025-09-19 16:00", "2025-09-18 20:00", "2025-09-18 16:00"),
        ("2025-09-18 21:00", "2025-09-19 09:30", "2025-09-19 16:00", "2025-09-19 04:00", "2025-09-18 16:00"),
        # Over a weekend, over a holiday, into a half day, over Christmas and the new year.
        ("2025-09-20 12:00", "2025-09-22 09:30", "2025-09-22 16:00", "2025-09-22 04:00", "2025-09-19 16:00"),
        ("2025-11-27 12:00", "2025-11-28 09:30", "2025-11-28 13:00", "2025-11-28 04:00", "2025-11-26 16:00"),
        ("2025-11-28 12:00", "2025-11-28 09:30", "2025-11-28 13:00", "2025-11-28 13:00", "2025-11-26 16:00"),
        ("2025-11-28 14:00", "2025-12-01 09:30", "2025-12-01 16:00", "2025-11-28 17:00", "2025-11-28 13:00"),
        ("2025-12-25 12:00", "2025-12-26 09:30", "2025-12-26 16:00", "2025-12-26 04:00", "2025-12-24 13:00"),
        # The night in which the clocks go forward is an hour shorter.
        ("2026-03-07 12:00", "2026-03-09 09:30", "2026-03-09 16:00", "2026-03-09 04:00", "2026-03-06 16:00"),
    ],
)
def test_bells(exchange: ExchangeHours, moment: str, opens: str, closes: str, changes: str, last_close: str) -> None:
    session = exchange.session(at(moment))
    assert (session.opens_at, session.closes_at) == (at(opens), at(closes))
    assert (session.changes_at, session.last_close_at) == (at(changes), at(last_close))
    assert session.exchange == "XNYS"
    assert not session.always_open


def test_the_bell_in_utc_moves_with_daylight_saving(exchange: ExchangeHours) -> None:
    before, after = exchange.session(at("2026-03-06 12:00")), exchange.session(at("2026-03-09 12:00"))
    assert before.opens_at is not None and after.opens_at is not None
    assert (before.opens_at % 86400, after.opens_at % 86400) == (14.5 * 3600, 13.5 * 3600)


@pytest.mark.parametrize(("day", "half"), [("2025-11-28", True), ("2025-12-24", True), ("2025-11-26", False)])
def test_half_days_are_told(exchange: ExchangeHours, day: str, half: bool) -> None:
    assert exchange.session(at(f"{day} 10:00")).half_day is half


def test_every_phase_ends_when_it_says(exchange: ExchangeHours) -> None:
    """Following `changes_at` for two months passes every phase in turn, and misses none."""
    moment, phases = at("2025-11-01 12:00"), [Phase.CLOSED]
    while moment < at("2026-01-05 00:00"):
        session = exchange.session(moment)
        assert session.changes_at is not None and session.changes_at > moment
        assert exchange.session(session.changes_at - 0.001).phase is session.phase
        moment = session.changes_at
        phases.append(exchange.session(moment).phase)
    order = [Phase.CLOSED, Phase.PRE, Phase.OPEN, Phase.POST]
    assert phases == [order[i % 4] for i in range(len(phases))]
    sessions = np.count_nonzero(
        (exchange.days() >= np.datetime64("2025-11-01")) & (exchange.days() <= np.datetime64("2026-01-05"))
    )
    assert phases.count(Phase.OPEN) == sessions - 1, "the last session had not begun"


class TestDays:
    def test_sessions_alone(self, exchange: ExchangeHours) -> None:
        days = set(exchange.days().tolist())
        assert date(2025, 11, 28) in days
        assert not days & {date(2025, 11, 27), date(2025, 12, 25), date(2025, 9, 20), date(2001, 9, 11)}

    def test_from_the_index_s_first_years_to_well_beyond_today(self, exchange: ExchangeHours) -> None:
        now = at("2025-09-18 12:00")
        days = ExchangeHours.load(now).days()
        assert days[0].item() == date(1984, 1, 3)
        assert (days[-1].item() - date(2025, 9, 18)).days > 190
        assert np.all(np.diff(days) > np.timedelta64(0))
        assert days.dtype == np.dtype("datetime64[D]")
        assert np.isin(days, exchange.days()).all()

    @pytest.mark.parametrize(
        ("day", "moment", "over"),
        [
            (date(2025, 9, 17), "2025-09-18 00:00", True),
            (date(2025, 9, 18), "2025-09-18 15:59:59", False),
            (date(2025, 9, 18), "2025-09-18 16:00:00", True),
            (date(2025, 11, 28), "2025-11-28 12:59:59", False),
            (date(2025, 11, 28), "2025-11-28 13:00:00", True),
            (date(2025, 9, 19), "2025-09-18 23:00", False),
            # A day that is no session is over when it has passed in New York.
            (date(2025, 9, 20), "2025-09-20 23:59:59", False),
            (date(2025, 9, 20), "2025-09-21 00:00:00", True),
        ],
    )
    def test_finished(self, exchange: ExchangeHours, day: date, moment: str, over: bool) -> None:
        assert exchange.finished(day, at(moment)) is over


class TestBeyondTheCalendar:
    def test_after_its_end_the_market_is_closed_and_nothing_is_promised(self) -> None:
        hours = ExchangeHours([0.0], [23400.0], np.array(["1970-01-01"], dtype="datetime64[D]"))
        session = hours.session(1e9)
        assert (session.phase, session.opens_at, session.changes_at) == (Phase.CLOSED, None, None)
        assert session.last_close_at == 23400.0

    def test_the_last_session_still_has_its_hours_after_the_close(self) -> None:
        hours = ExchangeHours([100_000.0], [123_400.0], np.array(["1970-01-02"], dtype="datetime64[D]"))
        assert hours.session(123_400.0).phase is Phase.POST
        assert hours.session(1000.0).last_close_at is None


class TestAlwaysOpen:
    @pytest.mark.parametrize("moment", ["2025-12-25 12:00", "2025-09-18 12:00", "2025-09-18 02:00"])
    def test_open_at_any_hour_with_nothing_to_count_down_to(self, exchange: ExchangeHours, moment: str) -> None:
        session = AlwaysOpen(exchange).session(at(moment))
        assert (session.phase, session.always_open, session.half_day) == (Phase.OPEN, True, False)
        assert (session.opens_at, session.closes_at, session.changes_at) == (None, None, None)

    def test_its_history_keeps_the_exchange_s_days(self, exchange: ExchangeHours) -> None:
        assert AlwaysOpen(exchange).days() is exchange.days()

    def test_a_day_ends_at_midnight_in_new_york(self, exchange: ExchangeHours) -> None:
        hours = AlwaysOpen(exchange)
        assert not hours.finished(date(2025, 9, 18), at("2025-09-18 23:59:59"))
        assert hours.finished(date(2025, 9, 18), at("2025-09-19 00:00:00"))


@pytest.mark.parametrize(
    ("moment", "day"),
    [("2025-09-18 00:00:00", date(2025, 9, 18)), ("2025-09-17 23:59:59", date(2025, 9, 17))],
)
def test_the_day_in_new_york(moment: str, day: date) -> None:
    assert new_york_day(at(moment)) == day


class Clockwork:
    """A calendar of `days` sessions from a day on, that counts how often it was loaded."""

    def __init__(self, start: float, days: int) -> None:
        self.loaded = 0
        self.now = start
        self._days = days

    def load(self, now: float) -> ExchangeHours:
        self.loaded += 1
        first = now // 86400 * 86400
        opens = [first + 86400 * day + 14.5 * 3600 for day in range(self._days)]
        days = np.array([int(first // 86400) + day for day in range(self._days)], dtype="datetime64[D]")
        return ExchangeHours(opens, [bell + 6.5 * 3600 for bell in opens], days)

    def clock(self) -> float:
        return self.now


@virtual
@pytest.mark.parametrize("wrapped", [False, True], ids=["exchange", "simulated"])
async def test_a_calendar_that_runs_out_is_renewed(monkeypatch: pytest.MonkeyPatch, wrapped: bool) -> None:
    made = Clockwork(START, 200)
    exchange = made.load(START)
    hours = AlwaysOpen(exchange) if wrapped else exchange
    monkeypatch.setattr(ExchangeHours, "load", made.load)
    monkeypatch.setattr(asyncio, "to_thread", at_once)
    keeping = asyncio.create_task(keep_known(hours, made.clock))
    await asyncio.sleep(3 * 3600)
    assert made.loaded == 1, "enough of it is left"
    made.now += 141 * 86400
    await asyncio.sleep(3 * 3600)
    assert made.loaded == 2, "once is enough"
    made.now += 100 * 86400
    assert exchange.session(made.now).opens_at is not None, "beyond what was known at first"
    assert len(hours.days()) == 200
    keeping.cancel()


@virtual
async def test_one_that_cannot_be_renewed_is_logged_and_tried_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    made = Clockwork(START, 200)
    exchange = made.load(START)
    monkeypatch.setattr(ExchangeHours, "load", lambda _: 1 / 0)
    monkeypatch.setattr(asyncio, "to_thread", at_once)
    made.now += 190 * 86400
    keeping = asyncio.create_task(keep_known(exchange, made.clock))
    await asyncio.sleep(2 * 3600 + 1)
    assert caplog.text.count("ZeroDivisionError: division by zero") == 2
    assert exchange.session(made.now).opens_at is not None, "what is known is still used"
    monkeypatch.setattr(ExchangeHours, "load", made.load)
    await asyncio.sleep(3600)
    assert made.loaded == 2
    assert not exchange.run_out(made.now)
    keeping.cancel()


async def at_once(call: Callable[..., object], *args: object) -> object:
    """Stands in for a thread, which virtual time does not wait for."""
    return call(*args)


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("2025-09-18 12:00", "2025-09-18 13:00", ["18"]),
        ("2025-09-18 16:00", "2025-09-19 09:29", []),
        ("2025-09-18 15:59", "2025-09-19 09:30", ["18", "19"]),
        ("2025-09-20 00:00", "2025-09-21 23:00", []),
        ("2025-09-18 04:00", "2025-09-23 20:00", ["18", "19", "22", "23"]),
    ],
)
def test_regular_hours_of_a_stretch(exchange: ExchangeHours, first: str, last: str, days: list[str]) -> None:
    found = exchange.regular(at(first), at(last))
    assert list(found) == [(at(f"2025-09-{day} 09:30"), at(f"2025-09-{day} 16:00")) for day in days]
    assert AlwaysOpen(exchange).regular(at(first), at(last)) == found


def test_regular_hours_end_early_on_a_half_day(exchange: ExchangeHours) -> None:
    noon = at("2025-11-28 12:00")
    assert exchange.regular(noon, noon) == ((at("2025-11-28 09:30"), at("2025-11-28 13:00")),)
