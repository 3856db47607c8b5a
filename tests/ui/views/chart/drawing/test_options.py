"""What a person has chosen of a chart."""

from __future__ import annotations

from r2k_tui.ui.views.chart.drawing.options import ChartKind, ChartOptions


def test_an_overlay_is_put_on_and_taken_off_and_the_others_keep_their_order() -> None:
    look = ChartOptions(overlays=("a", "b", "c"))
    assert look.toggled("b").overlays == ("a", "c")
    assert look.toggled("b").toggled("b").overlays == ("a", "c", "b")
    assert look.overlays == ("a", "b", "c")


def test_kinds_go_round_in_both_directions() -> None:
    look, kinds = ChartOptions(), []
    for _ in range(4):
        kinds.append(look.kind)
        look = look.with_next_kind(1)
    assert kinds == [ChartKind.CANDLES, ChartKind.LINE, ChartKind.AREA, ChartKind.CANDLES]
    assert ChartOptions().with_next_kind(-1).kind is ChartKind.AREA


def test_another_series_begins_on_the_whole_range_and_keeps_what_is_drawn() -> None:
    look = ChartOptions(kind=ChartKind.LINE, pane="rsi14", log=True, count=20, end=5, cross=3)
    assert look.as_it_was() == ChartOptions(kind=ChartKind.LINE, pane="rsi14", log=True)


def test_what_a_chart_begins_with() -> None:
    look = ChartOptions()
    assert (look.kind.value, look.overlays, look.pane) == ("candles", ("sma50", "sma200"), "")
    assert (look.volume, look.extended, look.log) == (True, True, False)
    assert [kind.value for kind in ChartKind] == ["candles", "line", "area"]
