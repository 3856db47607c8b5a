"""Rows of the table of quotes."""

from __future__ import annotations

from r2k_tui.config.sections.watchlist import Holding, PortfolioSettings
from r2k_tui.model.market.quote import QuoteState
from r2k_tui.ui.drawing.lines import Line
from r2k_tui.ui.drawing.numbers import halted_split
from r2k_tui.ui.views.watchlist.columns import ShownQuoteColumn, columns_for
from r2k_tui.ui.views.watchlist.portfolio import valued
from r2k_tui.ui.views.watchlist.rows import heading, row_line
from tests.ui.views.watchlist.quote_rows import quoted, row


def text_of(line: Line) -> str:
    return "".join(text for text, _ in line)


def test_the_sorted_column_has_a_mark() -> None:
    columns: tuple[ShownQuoteColumn, ...] = columns_for(68)
    assert " Last▼" in text_of(heading(columns, {}, "last", descending=True))
    assert " Chg%▲" in text_of(heading(columns, {}, "percent"))
    assert "Symbol▲" in text_of(heading(columns, {}, "symbol"))
    assert " 5D " in text_of(heading(columns, {"spark": "5D"}))


def test_a_symbol_without_a_quote_says_why_and_what_is_held() -> None:
    held = valued(PortfolioSettings(0.0, (Holding("XYZ", -5, 10.0),)), {}, "1D", {}).positions["XYZ"]
    line = text_of(
        row_line(row(None, position=held), columns_for(38), 38, "nobody knows it at all, far and wide", cursor=False)
    )
    assert line.startswith(" XYZ     -5 shares: nobody knows") and line.rstrip().endswith("…") and len(line) == 38


QUOTE = quoted(time=1.0)


def test_a_halted_symbol_has_a_mark_and_no_other_row_changes() -> None:
    columns = columns_for(68)
    live, halted = row(QUOTE), row(QUOTE, state=QuoteState.HALTED)
    shown, usual = (text_of(row_line(one, columns, 68, "", cursor=False)) for one in (halted, live))
    assert len(shown) == len(usual) and shown.split()[1] == "H" and "H" not in usual
    assert usual[: len(QUOTE.symbol) + 1] == shown[: len(QUOTE.symbol) + 1]
    alerted = text_of(row_line(halted._replace(alerted=True), columns, 68, "", cursor=False))
    assert alerted.split()[1].startswith("!"), "an alert is told first"


def test_a_symbol_that_fills_its_column_keeps_its_letters() -> None:
    assert halted_split("ABCDEFG") == ("ABCDEFG", "H") and halted_split("IWM ") == ("IWM", "H ")
