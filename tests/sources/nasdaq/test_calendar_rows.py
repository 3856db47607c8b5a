"""Rows of Nasdaq's calendars: gaps, other layouts, rows that come twice, text from outside."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from r2k_tui.model.events.event import Event, EventKind, EventTime
from r2k_tui.sources.base import BadData
from r2k_tui.sources.nasdaq.calendar_rows import dividends, dollars, earnings, offerings, splits
from tests.cases import cases
from tests.fakes.nasdaq_server import dividend_row, earnings_row

DAY = date(2026, 12, 1)
NOW = 5.0


def rows(*found: Any) -> dict[str, Any]:
    return {"rows": list(found)}


def test_a_report() -> None:
    found = earnings(rows(earnings_row("BRK/B", "Berkshire Hathaway Inc.", "time-pre-market")), DAY, NOW)
    assert found.events == (
        Event(
            *(EventKind.EARNINGS, "2026-12-01", "BRK/B", "Berkshire Hathaway Inc.", EventTime.BEFORE_OPEN),
            source="nasdaq",
            retrieved_at=NOW,
        ),
    )


@cases(
    ("text", "when"),
    [
        ("time-after-hours", EventTime.AFTER_CLOSE),
        ("time-pre-market", EventTime.BEFORE_OPEN),
        ("time-not-supplied", EventTime.UNKNOWN),
        ("N/A", EventTime.UNKNOWN),
        (None, EventTime.UNKNOWN),
        (3, EventTime.UNKNOWN),
    ],
)
def test_times(text: Any, when: EventTime) -> None:
    assert earnings(rows(earnings_row("AAAA", "Aaaa", text)), DAY, NOW).events[0].when is when


def test_a_weekend_has_no_rows() -> None:
    assert earnings({"rows": None}, DAY, NOW).events == ()
    assert dividends({"calendar": {"rows": None}}, DAY, NOW).events == ()


def test_rows_without_a_symbol_are_counted() -> None:
    broken = [earnings_row("N/A", "Nobody"), earnings_row("", "Nobody"), "text", None, {"name": "x"}, {"symbol": 5}]
    found = earnings(rows(earnings_row("AAAA", "Aaaa"), *broken), DAY, NOW)
    assert (len(found.events), found.left_out) == (1, len(broken))


def test_a_row_that_comes_twice_is_one_event() -> None:
    found = earnings(rows(earnings_row("AAAA", "Aaaa"), earnings_row("AAAA", "Aaaa")), DAY, NOW)
    assert (len(found.events), found.left_out) == (1, 0)


@cases("data", [{}, {"rows": {"a": 1}}, {"rows": "x"}, {"rows": [{"ticker": "AAAA"}]}, {"rows": [1]}])
def test_another_layout_is_bad_data(data: dict[str, Any]) -> None:
    with pytest.raises(BadData):
        earnings(data, DAY, NOW)
    with pytest.raises(BadData):
        splits(data, NOW)


@cases("data", [{}, {"calendar": None}, {"calendar": {}}, {"rows": []}])
def test_another_layout_of_dividends(data: dict[str, Any]) -> None:
    with pytest.raises(BadData):
        dividends(data, DAY, NOW)


def test_text_from_outside_is_plain() -> None:
    (event,) = earnings(
        rows(earnings_row("AA\x1b[31m", "Evil [red]\x1b]0;x\x07\u202e Inc\n" + "y" * 300)), DAY, NOW
    ).events
    assert event.symbol == "AA[31M" and "\x1b" not in event.name and "\n" not in event.name
    assert "\u202e" not in event.name and len(event.name) <= 80


def test_dividends() -> None:
    found = dividends(
        {
            "calendar": rows(
                dividend_row("AAAA", "Aaaa", "12/01/2026", 0.125),
                dividend_row("BBBB", "Bbbb", "12/02/2026", "$0.30", payment_Date="N/A"),
                dividend_row("CCCC", "Cccc", "N/A"),
            )
        },
        DAY,
        NOW,
    )
    assert [(event.day, event.symbol, event.note) for event in found.events] == [
        ("2026-12-01", "AAAA", "$0.125, paid 2026-12-20"),
        ("2026-12-02", "BBBB", "$0.30"),
    ]
    assert found.left_out == 1 and found.events[0].kind is EventKind.EX_DIVIDEND


@cases(("rate", "words"), [(0.3, "$0.30"), (1.0, "$1.00"), (0.0625, "$0.0625")])
def test_dollars(rate: float, words: str) -> None:
    assert dollars(rate) == words


def test_splits() -> None:
    row = {"symbol": "AAAA", "name": "Aaaa", "ratio": "1 : 16", "executionDate": "12/03/2026"}
    (event,) = splits(rows(row), NOW).events
    assert (event.kind, event.day, event.note) == (EventKind.SPLIT, "2026-12-03", "1 : 16")


def test_offerings_upcoming_and_priced() -> None:
    upcoming = {
        "proposedTickerSymbol": None,
        "companyName": "Newco",
        "proposedExchange": "NYSE",
        "proposedSharePrice": "14.00-16.00",
        "expectedPriceDate": "12/04/2026",
    }
    undated = {**upcoming, "expectedPriceDate": ""}
    priced = {"proposedTickerSymbol": "OLDC", "companyName": "Oldco", "pricedDate": "12/01/2026"}
    data = {"upcoming": {"upcomingTable": rows(upcoming, undated)}, "priced": rows(priced), "filed": rows(undated)}
    found = offerings(data, NOW)
    assert [(e.day, e.symbol, e.name, e.note, e.estimate) for e in found.events] == [
        ("2026-12-04", "", "Newco", "NYSE, $14.00-16.00", True),
        ("2026-12-01", "OLDC", "Oldco", "", False),
    ]
    assert found.left_out == 0


def test_no_table_of_offerings_is_bad_data() -> None:
    with pytest.raises(BadData):
        offerings({"filed": rows()}, NOW)
    assert offerings({"priced": rows(), "upcoming": None}, NOW).events == ()
