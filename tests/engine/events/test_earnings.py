"""The next day of earnings as a quote states it: stale, past, far, windows, placeholders."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from r2k_tui.engine.events.earnings import EarningsFields, earnings_day, quoted_report
from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.model.events.event import Event, EventKind, EventTime
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.fundamentals import Fundamentals
from tests.cases import cases

TODAY = date(2026, 11, 30)


def at(text: str, zone: object = NEW_YORK) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=zone).timestamp()  # type: ignore[arg-type]


def times(moment: str = "", start: str = "", end: str = "", estimate: bool | None = None) -> EarningsFields:
    return EarningsFields(*(at(text) if text else None for text in (moment, start, end)), estimate)


def test_a_moment_is_a_day_and_a_time() -> None:
    found = earnings_day(times("2026-12-02T16:05", "2026-12-02T16:05", "2026-12-02T16:05", False), TODAY)
    assert (found.day, found.when, found.estimate, found.note) == (date(2026, 12, 2), EventTime.AFTER_CLOSE, False, "")


@cases(
    ("clock", "when"),
    [
        ("2026-12-02T07:00", EventTime.BEFORE_OPEN),
        ("2026-12-02T09:29", EventTime.BEFORE_OPEN),
        ("2026-12-02T09:30", EventTime.IN_SESSION),
        ("2026-12-02T15:59", EventTime.IN_SESSION),
        ("2026-12-02T16:00", EventTime.AFTER_CLOSE),
        # The session before Christmas ends at 13:00.
        ("2026-12-24T13:00", EventTime.AFTER_CLOSE),
        ("2026-12-02T00:00", EventTime.UNKNOWN),
        ("2026-12-02T05:59", EventTime.UNKNOWN),  # 10:59 UTC, a placeholder
    ],
)
def test_times_of_day(clock: str, when: EventTime) -> None:
    assert earnings_day(times(clock), TODAY).when is when


def test_midnight_in_utc_stands_for_its_own_date() -> None:
    found = earnings_day(EarningsFields(at("2026-12-02T00:00", UTC), None, None, False), TODAY)
    assert (found.day, found.when) == (date(2026, 12, 2), EventTime.UNKNOWN), "not the evening before in New York"


def test_the_source_calls_it_an_estimate() -> None:
    assert earnings_day(times("2026-12-02T16:05", estimate=True), TODAY).estimate
    assert not earnings_day(times("2026-12-02T16:05"), TODAY).estimate, "nothing is said"


def test_a_window_is_an_estimate_without_a_time() -> None:
    found = earnings_day(times("2026-12-01T07:00", "2026-12-01T07:00", "2026-12-05T07:00", False), TODAY)
    assert (found.day, found.estimate, found.when) == (date(2026, 12, 1), True, EventTime.UNKNOWN)
    assert found.note == "expected by 2026-12-05"


def test_a_stale_moment_gives_way_to_the_window_ahead() -> None:
    found = earnings_day(times("2026-11-05T16:05", "2027-02-08T16:00", "2027-02-12T16:00"), TODAY)
    assert (found.day, found.note) == (date(2027, 2, 8), "expected by 2027-02-12")


def test_in_an_open_window_the_last_day_is_left() -> None:
    found = earnings_day(times("2026-11-05T16:05", "2026-11-27T16:00", "2026-12-02T16:00"), TODAY)
    assert (found.day, found.note, found.estimate) == (date(2026, 12, 2), "expected since 2026-11-27", True)


@pytest.mark.parametrize(
    ("start", "end"), [("2026-12-05T07:00", "2026-12-01T07:00"), ("2026-12-01T07:00", "2027-03-01T07:00")]
)
def test_a_reversed_or_endless_window_is_none(start: str, end: str) -> None:
    found = earnings_day(times("2026-12-03T16:05", start, end, False), TODAY)
    assert (found.day, found.note, found.estimate) == (date(2026, 12, 3), "", False)
    assert earnings_day(times("", start, end), TODAY).day is None


def test_today_counts_and_yesterday_does_not() -> None:
    assert earnings_day(times("2026-11-30T07:00"), TODAY).day == TODAY
    assert earnings_day(times("2026-11-29T16:05"), TODAY).day is None


@cases(
    ("moment", "kind", "words"),
    [
        ("2026-11-05T16:05", "past_date", "2026-11-05, is over"),
        ("2026-05-05T16:05", "stale_date", "2026-05-05, is over"),
        ("2028-01-05T16:05", "far_date", "2028-01-05, is more than 400 days ahead"),
    ],
)
def test_days_that_cannot_be_are_named(moment: str, kind: str, words: str) -> None:
    found = quoted_report(Fundamentals("AAAA", earnings_at=at(moment)), TODAY, "yahoo")
    assert isinstance(found, Problem) and (found.symbol, found.kind) == ("AAAA", kind)
    assert found.message == f"the day of earnings that yahoo states, {words}"


def test_a_far_moment_gives_way_to_a_window() -> None:
    found = earnings_day(times("2032-01-05T16:05", "2026-12-08T16:00", "2026-12-11T16:00"), TODAY)
    assert found.day == date(2026, 12, 8)


def test_an_event_carries_source_and_age() -> None:
    facts = Fundamentals("AAAA", "Aaaa Inc", taken_at=7.0, earnings_at=at("2026-12-02T16:05"))
    assert quoted_report(facts, TODAY, "yahoo") == Event(
        EventKind.EARNINGS, "2026-12-02", "AAAA", "Aaaa Inc", EventTime.AFTER_CLOSE, source="yahoo", retrieved_at=7.0
    )
    assert quoted_report(Fundamentals("AAAA"), TODAY, "yahoo") is None
