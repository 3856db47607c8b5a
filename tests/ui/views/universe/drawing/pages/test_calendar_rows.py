"""Rows of the calendar: bars, names that fit, and events without what others have."""

from __future__ import annotations

from r2k_tui.model.events.event import Event, EventKind, EventTime
from r2k_tui.ui.drawing.lines import Line, length
from r2k_tui.ui.views.universe.drawing.pages.calendar_rows import (
    day_head,
    day_line,
    economy_words,
    event_line,
    reporting,
)
from tests.cases import cases

DAY, TODAY = "2031-05-20", "2031-05-15"


def report(number: int, weight: float | None = 0.01) -> Event:
    return Event(EventKind.EARNINGS, DAY, f"M{number:04d}", "Name", EventTime.BEFORE_OPEN, weight)


def words(line: Line) -> str:
    return "".join(text for text, _ in line)


@cases(("weight", "cells"), [(0.01, 10), (0.005, 5), (0.00001, 1)])
def test_the_bar_is_in_proportion_and_never_nothing_for_a_report(weight: float, cells: int) -> None:
    assert words(day_head(DAY, [report(1, weight)], TODAY, 0.01, 78)).count("█") == cells


def test_a_day_without_reports_has_no_bar_and_no_share() -> None:
    line = words(day_head(DAY, [Event(EventKind.IPO, DAY, "NEW")], TODAY, 0.01, 78))
    assert "█" not in line and "%" not in line


def test_a_member_without_a_weight_counts_as_a_report() -> None:
    assert reporting([report(1), report(2, None), Event(EventKind.SPLIT, DAY, "A")]) == (2, 0.01)


@cases("width", [60, 78, 118, 198])
def test_names_that_do_not_fit_are_counted(width: int) -> None:
    line = day_line(DAY, [report(n) for n in range(40)], TODAY, 0.4, width, here=True)
    text = words(line)
    shown = text.count("·b")
    assert length(line) == width and f" +{40 - shown}" in text and text.startswith("▸") and 0 < shown < 40


def test_releases_with_times_and_one_that_nobody_announced() -> None:
    rows = [
        Event(EventKind.FOMC, DAY, name="FOMC decision", clock="14:00"),
        Event(EventKind.RELEASE, DAY, name="payrolls", clock="08:30", estimate=True),
        Event(EventKind.RELEASE, DAY, name="GDP"),
    ]
    assert economy_words(rows) == "FOMC 14:00, payrolls 08:30~, GDP"


def test_an_event_without_weight_time_and_note() -> None:
    text = words(event_line(Event(EventKind.IPO, DAY, "NEWC", "New Company"), 78, 0.0, here=False))
    assert text.split() == ["IPO", "–", "NEWC", "New", "Company"] and len(text) == 78
