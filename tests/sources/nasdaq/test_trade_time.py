"""Times of Nasdaq's quotes in every notation."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from r2k_tui.sources.nasdaq.trade_time import trade_time
from tests.cases import cases


def at(text: str) -> float:
    """Seconds since the epoch of a time in New York."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("America/New_York")).timestamp()


NOW = at("2026-10-06T20:00:00")


@cases(
    ("text", "moment"),
    [
        ("Oct 6, 2026 11:46 AM ET", "2026-10-06T11:46"),
        ("Oct 6, 2026 11:46:05 AM ET", "2026-10-06T11:46:05"),
        ("Oct 6, 2026 7:46 AM ET - PRE-MARKET", "2026-10-06T07:46"),
        ("Oct 6, 2026 5:01 PM ET - AFTER HOURS", "2026-10-06T17:01"),
        ("CLOSED AT 4:00 PM ET ON Oct 6, 2026", "2026-10-06T16:00"),
        ("CLOSED AT 4:00 PM ET ON OCT 5, 2026", "2026-10-05T16:00"),
        ("DATA AS OF Oct 5, 2026 4:00 PM ET", "2026-10-05T16:00"),
        ("Closed at Oct 5, 2026 4:00 PM ET", "2026-10-05T16:00"),
        ("DATA AS OF Oct 6, 2026 9:27 AM ET - PRE-MARKET", "2026-10-06T09:27"),
        ("October 6, 2026 12:05 PM ET", "2026-10-06T12:05"),
        ("Oct 6, 2026 12:05 AM ET", "2026-10-06T00:05"),
        ("Oct\u00a06,\u20092026\u202f11:46\u202fAM\u00a0ET", "2026-10-06T11:46"),
        ("Sept. 30, 2026 11:46 a.m. ET", "2026-09-30T11:46"),
        ("Oct 6, 2026", "2026-10-06T16:00"),
        ("Nov 27, 2020", "2020-11-27T13:00"),
        ("Mar 6, 2026 11:46 AM ET", "2026-03-06T11:46"),
    ],
)
def test_a_time_in_any_of_its_notations_is_new_yorks(text: str, moment: str) -> None:
    assert trade_time(text, NOW) == at(moment)


@cases(
    "text",
    [
        *("", "N/A", "--", "11:46 AM ET", "Foo 6, 2026 11:46 AM ET", "Feb 30, 2026 11:46 AM ET"),
        *("Oct 6, 2026 13:46 PM ET", "Oct 6, 2026 0:46 AM ET", "Oct 6, 2026 11:76 AM ET", "Oct 6, 0026 11:46 AM ET"),
        *(
            "Oct 7, 2026 11:46 AM ET",
            "Oct 7, 2026",
            "Oct 6, 2026 8:06 PM ET",
            None,
            1_790_000_000,
            True,
            ["Oct 6, 2026"],
        ),
    ],
)
def test_anything_else_and_the_future_are_no_time(text: object) -> None:
    assert trade_time(text, NOW) is None


def test_a_day_without_a_time_has_none_before_its_close() -> None:
    assert trade_time("Oct 6, 2026", at("2026-10-06T12:00")) is None
