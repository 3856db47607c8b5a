"""Events of the next days: marks of members, and days in words."""

from __future__ import annotations

from r2k_tui.model.events.event import Event, EventKind
from r2k_tui.model.events.near import day_words, days_until, is_near, near_marks
from tests.cases import cases

TODAY = "2026-12-28"


def event(kind: EventKind, day: str, symbol: str = "ABC") -> Event:
    return Event(kind, day, symbol)


@cases(
    ("day", "expected"),
    [("2026-12-27", False), ("2026-12-28", True), ("2027-01-02", True), ("2027-01-03", False), ("soon", False)],
)
def test_today_and_five_days_are_near(day: str, expected: bool) -> None:
    assert is_near(event(EventKind.EARNINGS, day), TODAY) is expected


def test_a_report_marks_before_a_dividend_in_whatever_order() -> None:
    report, dividend = event(EventKind.EARNINGS, "2027-01-01"), event(EventKind.EX_DIVIDEND, "2026-12-29")
    assert near_marks((report, dividend), TODAY) == near_marks((dividend, report), TODAY) == {"ABC": "E"}
    assert near_marks((dividend,), TODAY) == {"ABC": "x"}


def test_nothing_else_marks_a_member() -> None:
    others = [event(kind, TODAY) for kind in EventKind if kind not in (EventKind.EARNINGS, EventKind.EX_DIVIDEND)]
    far = event(EventKind.EARNINGS, "2027-02-01")
    assert near_marks((*others, far, event(EventKind.EARNINGS, TODAY, "")), TODAY) == {}


@cases(
    ("day", "long", "short"),
    [
        ("2026-12-28", "today, Mon 28 Dec", "today"),
        ("2026-12-29", "tomorrow, Tue 29 Dec", "tomorrow"),
        ("2027-01-08", "Fri 8 Jan", "Fri 8 Jan"),
        ("2027-12-28", "Tue 28 Dec 2027", "Tue 28 Dec 2027"),
        ("soon", "soon", "soon"),
    ],
)
def test_days_in_words(day: str, long: str, short: str) -> None:
    assert (day_words(day, TODAY), day_words(day, TODAY, short=True)) == (long, short)


def test_days_between() -> None:
    assert (days_until("2027-01-01", TODAY), days_until("2026-12-27", TODAY), days_until("", TODAY)) == (4, -1, None)
