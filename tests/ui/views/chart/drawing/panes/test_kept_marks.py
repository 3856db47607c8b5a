"""Notes and lines, placed in a chart."""

from __future__ import annotations

from datetime import UTC, date, datetime

from r2k_tui.model.calendar.days import bar_of_day, new_york_day
from r2k_tui.model.market.bars import Interval
from r2k_tui.model.marks import Note
from r2k_tui.ui.views.chart.drawing.panes.canvas import Canvas
from r2k_tui.ui.views.chart.drawing.panes.kept_marks import NotedBar, draw_price_lines, noted_bars, notes_between
from r2k_tui.ui.views.chart.drawing.scale import Scale
from tests.fakes.invented_bars import bars_at, daily_bars

DAY = date(2026, 8, 21)


def note(text: str, day: str = "", time: int | None = None) -> Note:
    return Note(1, "IWM", text, 0.0, day, time)


def test_a_note_on_a_day_stands_at_its_daily_bar_and_one_on_the_symbol_at_none() -> None:
    bars = daily_bars("IWM", [1.0, 2.0, 3.0], DAY)
    placed = noted_bars([note("on the symbol"), note("on the bar", "2026-08-20")], bars, new_york_day)
    assert placed == (NotedBar(bar_of_day(date(2026, 8, 20)), "on the bar"),)


def test_in_intraday_bars_it_stands_at_the_first_of_the_day_or_at_its_own() -> None:
    opens = [int(datetime(2026, 8, day, 13, 30, tzinfo=UTC).timestamp()) for day in (19, 20, 21)]
    times = [time + step for time in opens for step in (0, 3600)]
    bars = bars_at(times, [1.0] * 6, interval=Interval.H1)
    day, own, absent = note("day", "2026-08-20"), note("hour", "2026-08-20", opens[1] + 3600), note("no", "2026-08-22")
    assert noted_bars([day, own, absent], bars, new_york_day) == (
        NotedBar(opens[1], "day"),
        NotedBar(opens[1] + 3600, "hour"),
    )


def test_notes_between_two_bars() -> None:
    placed = [NotedBar(10, "a"), NotedBar(20, "b"), NotedBar(30, "c")]
    assert notes_between(placed, 10, 20) == ["a", "b"]
    assert notes_between(placed, 11, 19) == []


def test_a_line_has_its_price_and_one_beyond_the_scale_is_named_at_the_edge() -> None:
    canvas, scale = Canvas(40, 10), Scale(100.0, 200.0, 10)
    tags = draw_price_lines(canvas, [150.0, 250.0, 260.0, 50.0], scale, 2)
    rows = ["".join(text for text, _ in line) for line in canvas.lines()]
    assert tags == {scale.row(150.0): ("─150.00", "line-3")}
    assert rows[scale.row(150.0)] == "─" * 40
    assert rows[0].endswith("▲ 250.00 260.00")
    assert rows[9].endswith("▼ 50.00")


def test_many_lines_beyond_the_scale_are_the_nearest_three() -> None:
    canvas = Canvas(60, 10)
    draw_price_lines(canvas, [300.0, 310.0, 320.0, 330.0, 10.0, 20.0, 30.0, 40.0], Scale(100.0, 200.0, 10), 0)
    rows = ["".join(text for text, _ in line) for line in canvas.lines()]
    assert rows[0].endswith("▲ 300 310 320 …")
    assert rows[9].endswith("▼ 40 30 20 …")
