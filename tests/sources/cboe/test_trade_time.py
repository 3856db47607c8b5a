"""Times of Cboe's quotes: zones and notations that shift, holidays, days without a time."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from r2k_tui.sources.cboe.trade_time import trade_time
from tests.cases import cases

NEW_YORK = ZoneInfo("America/New_York")


def at(text: str) -> float:
    """Seconds since the epoch of a time in New York."""
    return datetime.fromisoformat(text).replace(tzinfo=NEW_YORK).timestamp()


NOON = at("2026-10-06T12:00:00")


@cases(
    ("text", "moment"),
    [
        ("2026-10-06T11:45:00", "2026-10-06T11:45:00"),
        ("2026-10-06T10:45:00", "2026-10-06T11:45:00"),
        ("2026-10-06 11:44:30", "2026-10-06T11:44:30"),
        ("2026-10-06T11:45:00.250000", "2026-10-06T11:45:00.250000"),
        ("2026-10-06T10:45:00-05:00", "2026-10-06T11:45:00"),
        ("2026-10-06T11:45:00-0400", "2026-10-06T11:45:00"),
        ("2026-10-06T15:45:00Z", "2026-10-06T11:45:00"),
        ("2026-10-06T11:59", "2026-10-06T11:59:00"),
        ("2026-10-06T10:20:00", "2026-10-06T11:20:00"),
    ],
)
def test_the_zone_is_the_stated_one_or_that_which_fits_a_quarter_of_an_hour(text: str, moment: str) -> None:
    assert trade_time(text, NOON) == at(moment)


@cases("hours", [0.2, 0.5, 0.8, 1.0, 2.0, 14.0, 60.0])
@cases(
    ("text", "moment"),
    [
        ("2026-10-06T16:00:00", "2026-10-06T16:00:00"),
        ("2026-10-06T16:15:01", "2026-10-06T16:15:01"),
        ("2026-11-27T13:00:00", "2026-11-27T13:00:00"),
    ],
)
def test_after_the_close_new_yorks_time_is_not_taken_for_chicagos(text: str, moment: str, hours: float) -> None:
    assert trade_time(text, at(moment) + 3600 * hours) == at(moment)


@cases("hours", [0.25, 1.0, 14.0, 60.0])
def test_after_the_close_chicagos_time_stays_chicagos(hours: float) -> None:
    closed = at("2026-10-06T16:14:00")
    assert trade_time("2026-10-06T15:14:00", closed + 3600 * hours) == closed


@cases("text", ["2026-10-06T00:00:00-05:00", "2026-10-06T00:00:00", "2026-10-06 00:00:00"])
def test_midnight_is_a_day_without_a_time(text: str) -> None:
    assert trade_time(text, NOON) is None
    assert trade_time(text, at("2026-10-06T16:10:00")) is None
    assert trade_time(text, at("2026-10-06T16:15:00")) == at("2026-10-06T16:00:00")
    assert trade_time(text, at("2026-10-07T09:45:00")) == at("2026-10-06T16:00:00")


@cases("minutes", [110, 180, 300])
def test_a_price_that_stands_still_does_not_look_newer(minutes: int) -> None:
    stands = at("2026-10-06T10:00:00")
    assert trade_time("2026-10-06T10:00:00", stands + 60 * minutes) == stands


def test_on_a_holiday_a_price_keeps_its_day() -> None:
    assert trade_time("2026-11-25T16:00:00", at("2026-11-26T12:00:00")) == at("2026-11-25T16:00:00")


@cases(
    "text",
    [
        None,
        1_790_000_000,
        True,
        "",
        "N/A",
        "yesterday",
        "2026-10-06",
        "10/06/2026 11:45",
        "2026-13-40T11:45:00",
        "0001-01-01T11:45:00",
        "2026-10-07T11:45:00",
        "2026-10-06T17:00:00-04:00",
        "2026-10-06T11:45:00+99:99",
        "2026-10-06T11:45:00" + "0" * 5000,
        "\x1b[2J2026-10-06T11:45:00",
    ],
)
def test_anything_else_and_the_future_are_no_time(text: object) -> None:
    assert trade_time(text, NOON) is None


@cases("day", ["2026-10-30", "2026-11-02", "2026-03-06", "2026-03-09"])
def test_beside_a_change_of_daylight_saving_the_rule_holds(day: str) -> None:
    now = at(f"{day}T12:00:00")
    assert trade_time(f"{day}T11:45:00", now) == trade_time(f"{day}T10:45:00", now) == now - 900
