"""How old a number is said to be."""

from __future__ import annotations

from datetime import datetime, timedelta

from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.model.calendar.session import Phase, Session
from r2k_tui.ui.drawing.ages import COARSE, age, ago, bell, day_and_time, lasting, narrowed, until
from tests.cases import cases
from tests.ui.drawing.close import CLOSE, DAY

HOUR = 3600.0


def at(*moment: int) -> float:
    """Seconds since the epoch of a moment in New York."""
    return datetime(*moment, tzinfo=NEW_YORK).timestamp()  # type: ignore[arg-type, misc]


# A Thursday.
NOW = at(2026, 10, 1, 12)


@cases(
    ("seconds", "words"),
    [
        *((0.0, "0s"), (8.9, "8s"), (59.9, "59s"), (60.0, "1m"), (3599.9, "59m"), (HOUR, "1h"), (23.99 * HOUR, "23h")),
        *((24 * HOUR, "Wed"), (6 * DAY, "Fri"), (6.5 * DAY, "Fri"), (7 * DAY, "24 Sep"), (42 * DAY, "20 Aug")),
        *((364 * DAY, "2 Oct"), (365 * DAY, "2025-10-01"), (371 * DAY, "2025-09-25"), (-5.0, "0s")),
    ],
)
def test_an_age_reads_at_a_glance(seconds: float, words: str) -> None:
    assert age(NOW - seconds, NOW) == words


def test_the_same_weekday_a_week_ago_is_a_date_and_no_day_has_two_names() -> None:
    assert age(at(2026, 9, 24, 23, 59), NOW) == "24 Sep"
    assert age(at(2026, 9, 25, 0, 0), NOW) == "Fri"
    assert age(at(2025, 10, 1, 23), at(2026, 10, 1, 0)) == "2025-10-01", "1 Oct would be today"


def test_a_new_year_changes_nothing_within_a_year() -> None:
    january = at(2027, 1, 5, 9)
    assert [
        age(at(*day), january) for day in ((2026, 12, 31, 9), (2026, 12, 20, 9), (2026, 1, 6, 9), (2026, 1, 5, 9))
    ] == [
        *("Thu", "20 Dec", "6 Jan"),
        "2026-01-05",
    ]
    leap = at(2024, 3, 1, 9)
    assert (age(at(2023, 3, 3, 9), leap), age(at(2024, 2, 29, 8), leap)) == ("3 Mar", "Thu")
    assert age(at(2023, 3, 2, 9), leap) == "2023-03-02", "365 days"


def test_days_are_those_of_new_york_where_clocks_change() -> None:
    # The day of 25 hours: 24 hours later it is still the same Sunday.
    assert age(at(2026, 11, 1, 0, 5), at(2026, 11, 1, 23, 30)) == "24h"
    # The day of 23 hours: a day of the calendar, but not 24 hours.
    assert age(at(2026, 3, 7, 12), at(2026, 3, 8, 12)) == "23h"
    assert age(at(2026, 3, 7, 11), at(2026, 3, 8, 12)) == "Sat"
    # 03:00 UTC is the evening before in New York.
    assert age(at(2026, 9, 29, 23), NOW) == "Tue"


def test_seconds_of_tables_advance_in_steps() -> None:
    words = {age(NOW - seconds, NOW, step=COARSE) for seconds in range(60)}
    assert words == {"<10s", "10s", "20s", "30s", "40s", "50s"}
    assert age(NOW - 60.0, NOW, step=COARSE) == "1m"


def test_in_a_sentence_a_day_is_no_duration() -> None:
    assert (ago(NOW - 180, NOW), ago(NOW - 2 * DAY, NOW), ago(NOW - 42 * DAY, NOW)) == ("3m ago", "Tue", "20 Aug")
    assert (lasting(NOW - 180, NOW), lasting(NOW - 2 * DAY, NOW)) == ("for 3m", "since Tue")
    for day in range(1, 400):
        assert not ago(NOW - day * DAY, NOW).endswith("ago"), "every weekday and every month"


@cases(
    ("seconds", "words"),
    [
        *((-9.0, "now"), (0.5, "now"), (8.0, "in 8s"), (200.0, "in 3m"), (2 * HOUR, "in 2h"), (DAY, "Fri")),
        *((6 * DAY, "Wed"), (7 * DAY, "8 Oct"), (400 * DAY, "2027-11-05")),
    ],
)
def test_what_is_to_come(seconds: float, words: str) -> None:
    assert until(NOW + seconds, NOW) == words


def test_what_is_to_come_in_steps() -> None:
    assert [until(NOW + s, NOW, step=COARSE) for s in (0.5, 5.0, 25.0, 90.0)] == ["now", "in <10s", "in 20s", "in 1m"]


def test_an_age_fits_its_column() -> None:
    moments = [NOW - step for step in (0, 9, 70, 4000, DAY, 5 * DAY, 42 * DAY, 300 * DAY, 900 * DAY)]
    assert all(len(age(moment, NOW)) <= 10 for moment in moments)
    for width in (5, 6, 7, 10):
        assert all(len(narrowed(age(moment, NOW), width)) <= width for moment in moments)
    assert [narrowed("2025-09-25", width) for width in (10, 7, 6, 5)] == ["2025-09-25", "2025-09", "2025", "2025"]
    assert (narrowed("20 Aug", 6), narrowed("20 Aug", 5)) == ("20 Aug", "20Aug")


def test_the_time_of_an_event_has_its_day_in_the_same_style() -> None:
    moments = [NOW - 5, NOW - 2 * DAY, NOW - 42 * DAY, NOW - 371 * DAY]
    words = [day_and_time(moment, NOW) for moment in moments]
    assert words == ["11:59:55", "Tue 12:00", "20 Aug 12:00", "2025-09-25"]
    longest = datetime(2026, 9, 10, tzinfo=NEW_YORK)
    assert max(len(day_and_time((longest + timedelta(days=n)).timestamp(), NOW)) for n in range(-400, 20)) == 12


def test_a_close_more_than_a_day_away_is_a_day_and_a_time() -> None:
    session = Session("FX", Phase.OPEN, closes_at=CLOSE)
    assert bell(session, CLOSE - 3600) == "closes in 1:00"
    assert bell(session, CLOSE - DAY) == "closes in 24:00"
    assert bell(session, CLOSE - 2 * DAY) == "closes Thu 16:00"
    assert bell(Session("CRYPTO", Phase.OPEN, always_open=True), CLOSE) == "never closes"
