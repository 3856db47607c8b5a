"""What is on in a chart, and how each of it goes off."""

from __future__ import annotations

from r2k_tui.model.readings.chart import Indicator, IndicatorPlace
from r2k_tui.ui.views.chart.drawing.options import ChartKind, ChartOptions
from r2k_tui.ui.views.chart.drawing.switched import switched_on

KNOWN = (Indicator("rsi", "RSI", IndicatorPlace.PANE, "", False),)
PLAIN = ChartOptions()
EVERYTHING = ChartOptions(
    overlays=("ema20",), pane="rsi", against="SPY", volume=False, extended=False, log=True, count=40, end=7, cross=5
)


def labels(options: ChartOptions, *, intraday: bool = True) -> list[str]:
    return [on.label for on in switched_on(options, KNOWN, intraday=intraday)]


def test_a_plain_chart_has_nothing_on_whatever_its_kind() -> None:
    assert labels(PLAIN) == labels(ChartOptions(kind=ChartKind.AREA)) == []
    assert labels(ChartOptions(overlays=("sma200", "sma50"))) == [], "the same lines in another order"


def test_the_nearest_goes_first_and_each_step_takes_one_away() -> None:
    options, seen = EVERYTHING, list[str]()
    while on := switched_on(options, KNOWN, intraday=True):
        assert len(on) == 8 - len(seen)
        seen.append(on[0].label)
        options = on[0].without
    assert seen == ["crosshair", "panned", "log", "regular hours", "RSI", "vs SPY", "no volume", "own lines"]
    assert options == PLAIN


def test_hours_that_days_do_not_have_are_not_named() -> None:
    assert labels(ChartOptions(extended=False), intraday=False) == []
    assert labels(ChartOptions(count=40)) == ["zoom"]


def test_only_what_the_engine_computes_is_asked_for_again() -> None:
    asking = {on.label for on in switched_on(EVERYTHING, KNOWN, intraday=True) if on.asks}
    assert asking == {"regular hours", "RSI", "vs SPY", "own lines"}
