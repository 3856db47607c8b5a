"""An event in words."""

from __future__ import annotations

from r2k_tui.model.events.event import Event, EventKind, EventTime
from r2k_tui.ui.drawing.events import event_words, source_words

TODAY, NOW = "2026-11-29", 1_796_000_000.0


def test_a_report_with_its_time_its_certainty_and_its_source() -> None:
    event = Event(
        EventKind.EARNINGS,
        "2026-12-08",
        "ABC",
        "Abc Inc",
        EventTime.AFTER_CLOSE,
        estimate=True,
        note="Nasdaq says 2026-12-09",
        source="yahoo",
        retrieved_at=NOW - 7300,
    )
    assert event_words(event, TODAY, NOW) == "reports Tue 8 Dec after the bell (estimate, yahoo 2h)"


def test_a_dividend_with_its_amount_and_no_time() -> None:
    event = Event(EventKind.EX_DIVIDEND, "2026-11-30", "ABC", note="$0.25", source="Nasdaq", retrieved_at=NOW - 60)
    assert event_words(event, TODAY, NOW) == "ex-dividend $0.25 tomorrow, Mon 30 Nov (Nasdaq 1m)"


def test_a_source_that_names_its_day_has_no_age_and_one_without_a_time_neither() -> None:
    packaged = Event(EventKind.FOMC, "2026-12-09", source="packaged table of 2026-11-29", retrieved_at=NOW)
    assert source_words(packaged, NOW) == "packaged table of 2026-11-29"
    assert source_words(Event(EventKind.FOMC, "2026-12-09", source="demo"), NOW) == "demo"
