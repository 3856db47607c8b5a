"""The lines of the calendar, at every width and with hostile text."""

from __future__ import annotations

import msgspec

from r2k_tui.model.events.calendar import EventCalendar, ReportingShare
from r2k_tui.model.events.event import Event, EventKind
from r2k_tui.model.market.feed import Problem
from r2k_tui.ui.drawing.lines import Line, length
from r2k_tui.ui.views.universe.drawing.pages.calendar import SECTIONS, calendar_lines, events_of, sources_line
from tests.cases import cases
from tests.fakes.still_index import EVENTS
from tests.fakes.still_market import NOW

NONE = ReportingShare("2031-05-17", "2031-05-17", 0, 0.0, 0)


def words(lines: list[Line]) -> str:
    return "\n".join("".join(text for text, _ in line) for line in lines)


@cases("section", list(SECTIONS))
@cases("width", [20, 38, 78, 118, 198])
def test_each_row_has_a_line_and_none_is_too_long(section: str, width: int) -> None:
    made = calendar_lines(EVENTS, section, 0, width, NOW)
    assert len(made.places) == len(made.events) == len(set(made.places))
    if width >= 78:
        assert all(length(line) <= width for line in made.lines)


def test_a_day_has_one_line_with_its_largest_names_and_what_else_comes() -> None:
    text = words(calendar_lines(EVENTS, "days", 0, 118, NOW).lines)
    assert "2 CPI 08:30 M0001·a M0008·b" in text
    assert "13 M0004~ M0010·b~ M0011·b M0012·b~" in text and " · 1 split" in text and "1 IPO" in text
    assert text.count("█" * 24) == 1, "the largest day has the longest bar"


def test_the_economy_comes_first_within_a_day_and_beside_the_days_of_other_kinds() -> None:
    assert [event.name for event in events_of(EVENTS, "all")[:2]] == ["CPI", "Anvil 1 Holdings"]
    text = words(calendar_lines(EVENTS, "splits", 0, 78, NOW).lines)
    assert "FOMC 14:00" in text and "Anvil" not in text


def test_rows_say_estimate_time_and_note() -> None:
    text = words(calendar_lines(EVENTS, "all", 0, 118, NOW).lines)
    assert "earnings –        M0004    2.73% ~ Anvil 4 Holdings" in text and "Nasdaq: 2031-05-22, demo 2h" in text
    assert "earnings after    M0001    3.48%   Anvil 1 Holdings" in text


def test_nothing_at_all_is_said_and_not_drawn_as_zero() -> None:
    empty = EventCalendar("2031-05-17", "2031-05-17", "2031-05-30", (), NONE, NONE, NONE, 120, 120, "2031-05-13")
    made = calendar_lines(empty, "days", 0, 78, NOW)
    assert made.events == () and "no event known until 2031-05-30" in words(made.lines)
    assert "0 of 120 known" in words(made.lines) and "120 of 120 members: no source has" in words(made.lines)
    assert "weight that reports: not known" in words(made.lines) and "0.00%" not in words(made.lines)
    assert words([sources_line((), NOW)]) == "no source yet"


def test_a_long_problem_is_cut_and_a_source_that_is_not_used_is_none() -> None:
    many = Problem("", "past_date", "over: " + " ".join(f"S{n:04d}" for n in range(600)))
    text = words(calendar_lines(msgspec.structs.replace(EVENTS, problems=(many,)), "days", 0, 78, NOW).lines)
    assert "problem" not in text and text.count("S0") < 40 and "…" in text


def test_text_from_outside_is_drawn_as_it_is() -> None:
    hostile = Event(EventKind.EARNINGS, "2031-05-15", "[b]X[/b]", "[red]文字" * 20, note="[link=x]" * 30, weight=0.1)
    made = calendar_lines(msgspec.structs.replace(EVENTS, events=(hostile,)), "all", 0, 78, NOW)
    line = made.lines[made.places[0]]
    assert length(line) == 78 and "[red]文字" in words([line])


def test_each_source_is_named_once_with_its_newest_age() -> None:
    rows = [Event(EventKind.SPLIT, "2031-05-15", source="Nasdaq", retrieved_at=NOW - age) for age in (90000.0, 7300.0)]
    assert words([sources_line((*rows, EVENTS.events[0]), NOW)]) == "Nasdaq 2h · demo 2h"
