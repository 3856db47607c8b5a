"""The row of ranges above a chart."""

from __future__ import annotations

from r2k_tui.ui.views.chart.drawing.tabs import tabs


def test_ranges_without_bars_are_faint() -> None:
    styles = {text: style.partition("+@")[0] for text, style in tabs("1Y", ["6M", "YTD", "1Y", "5Y", "MAX"])}
    assert (styles["1Y"], styles["6M"], styles["1D"]) == ("accent", "dim", "frame")
