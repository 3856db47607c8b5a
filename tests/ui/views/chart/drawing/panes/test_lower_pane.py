"""The panes under the prices: marks, volume, and one indicator."""

from __future__ import annotations

from math import nan

from r2k_tui.model.market.bars import pack_floats, pack_times
from r2k_tui.model.readings.chart import Indicator, IndicatorPlace, MonthMark, Plot
from r2k_tui.ui.views.chart.drawing.options import ChartOptions
from r2k_tui.ui.views.chart.drawing.panes.lower_pane import (
    has_marks,
    indicator_labels,
    indicator_pane,
    indicator_scale,
    marks_pane,
    volume_pane,
)
from r2k_tui.ui.views.chart.drawing.scale import Scale
from r2k_tui.ui.views.chart.drawing.slots import in_view, slots_of
from tests.ui.views.chart.drawn import DAY_S, FIRST, closes, reply, text

RSI = Indicator("rsi14", "RSI 14", IndicatorPlace.PANE, "index", (0.0, 100.0), (30.0, 70.0))
MACD = Indicator("macd", "MACD", IndicatorPlace.PANE)


def test_record_closes_and_strong_months_stand_under_their_bars() -> None:
    given = closes(
        [1.0, 2.0, 3.0],
        records=pack_times([FIRST + DAY_S]),
        months=(MonthMark(FIRST + 2 * DAY_S, "2030-03", 0.11),),
    )
    view = in_view(given, ChartOptions(), None)
    slots = slots_of(view, 3, 0)
    assert has_marks(given, view)
    assert text(marks_pane(given, slots).canvas.lines()).replace(" ", "") == "●◆"
    assert not has_marks(closes([1.0]), in_view(closes([1.0]), ChartOptions(), None))


def test_volumes_have_a_round_top_and_a_row_of_words_where_there_are_none() -> None:
    given = reply([(1, 1, 1, 1)] * 2, volumes=[730.0, 100.0])
    pane = volume_pane(slots_of(in_view(given, ChartOptions(), None), 6, 0), 2)
    assert list(pane.labels.values()) == ["800", "0"]
    bare = volume_pane(slots_of(in_view(closes([1.0]), ChartOptions(), None), 12, 0), 2)
    assert text(bare.canvas.lines()).strip() == "no volume"


def test_an_indicator_with_bounds_keeps_them_and_labels_its_levels() -> None:
    view = in_view(closes([1.0, 2.0]), ChartOptions(), None)
    plot = Plot("rsi14", "14", pack_floats([50.0, 55.0]))
    scale = indicator_scale(RSI, [plot], view, 4)
    assert (scale.low, scale.high) == (0.0, 100.0)
    assert set(indicator_labels(RSI, scale).values()) == {"30", "70"}


def test_pillars_bring_zero_into_view() -> None:
    view = in_view(closes([1.0, 2.0]), ChartOptions(), None)
    values = pack_floats([5.0, 6.0])
    assert indicator_scale(MACD, [Plot("macd", "hist", values, pillars=True)], view, 4).low <= 0.0
    assert indicator_scale(MACD, [Plot("macd", "line", values)], view, 4).low > 0.0


def test_what_is_absent_says_why() -> None:
    slots = slots_of(in_view(closes([1.0]), ChartOptions(), None), 40, 0)
    absent = Plot("rsi14", "14", pack_floats([nan]), note="too short", absent=True)
    shown = text(indicator_pane(RSI, [absent], slots, Scale(0.0, 100.0, 2)).canvas.lines())
    assert "RSI 14: too short" in shown
    assert "RSI 14: waiting" in text(indicator_pane(RSI, [], slots, Scale(0.0, 100.0, 2)).canvas.lines())
