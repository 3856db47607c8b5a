"""The lines of a comparison."""

from __future__ import annotations

from r2k_tui.ui.drawing.lines import length
from r2k_tui.ui.views.chart.comparison.options import LETTERS, STYLES, CompareOptions
from r2k_tui.ui.views.chart.comparison.picture import comparison_picture, lines_of
from r2k_tui.ui.widgets.plain_ascii import to_ascii
from tests.cases import cases
from tests.ui.views.chart.comparison.invented import START, comparison

SIX = ("IWM", "SPY", "IWN", "IWO", "^RUT", "IWM/SPY")


def text(lines: object) -> str:
    return "\n".join("".join(run for run, _ in line) for line in lines)  # type: ignore[attr-defined]


@cases(("width", "height"), [(78, 10), (118, 24), (198, 44)])
def test_every_line_fills_the_width_and_every_symbol_has_its_value(width: int, height: int) -> None:
    lines = comparison_picture(comparison(*SIX), CompareOptions(SIX), width, height)
    assert len(lines) == height
    assert {length(line) for line in lines} == {width}
    shown = text(lines)
    for letter, symbol in zip(LETTERS, SIX, strict=True):
        assert f" {letter} {symbol} +" in shown, symbol


def test_without_colors_the_letters_on_the_lines_tell_them_apart() -> None:
    shown = to_ascii(text(comparison_picture(comparison(*SIX), CompareOptions(SIX), 118, 24)))
    plot = "\n".join(line[:95] for line in shown.splitlines()[:-1])
    assert {letter for letter in LETTERS if letter in plot} == set(LETTERS)


def test_each_line_has_a_style_of_its_own() -> None:
    assert len(set(STYLES)) == len(STYLES) == len(LETTERS)


def test_the_crosshair_shows_the_values_of_its_bar() -> None:
    options = CompareOptions(("IWM", "SPY"), cross=START)
    shown = text(comparison_picture(comparison("IWM", "SPY"), options, 78, 12))
    assert "A IWM 0.0%" in shown.replace("+", "")
    assert "┊" in shown


def test_a_line_without_volatility_keeps_its_letter_out_of_the_chart() -> None:
    reply = comparison("IWM", "SPY")
    from msgspec.structs import replace

    reply = replace(reply, series=(replace(reply.series[0], volatility=None), reply.series[1]))
    lines = lines_of(reply, CompareOptions(by_volatility=True))
    assert [(line.letter, line.series.symbol) for line in lines] == [("B", "SPY")]


def test_where_there_is_no_room_the_values_remain() -> None:
    shown = text(comparison_picture(comparison("IWM", "SPY"), CompareOptions(), 24, 6))
    assert "A IWM" in shown
