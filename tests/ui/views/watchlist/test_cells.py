"""Cells of a quote: decimals, glyphs, and doubts."""

from __future__ import annotations

import msgspec
import pytest

from r2k_tui.model.calendar.session import Phase
from r2k_tui.model.market.quote import Quote, QuoteState, Spark
from r2k_tui.model.market.watchlist import ColumnName
from r2k_tui.ui.views.watchlist import cells
from r2k_tui.ui.views.watchlist.columns import COLUMNS, columns_for
from tests.cases import cases
from tests.ui.views.watchlist.quote_rows import quoted, row


def cell(name: ColumnName, quote: Quote | None, width: int | None = None, **parts: object) -> str:
    return COLUMNS[name].cell(row(quote, **parts), width or COLUMNS[name].usual)[0].strip()


@cases(
    ("price", "shown"),
    [
        (0.0, "0.00"),
        (0.9, "0.9000"),
        (0.0042, "0.004200"),
        (0.00000123, "0.00000123"),
        (123456.78, "123,456.78"),
        (7654321.5, "7,654,322"),
        (12345678901.0, "…"),
        (None, "–"),
    ],
)
def test_prices_under_a_cent_and_above_a_million(price: float | None, shown: str) -> None:
    assert cell("last", quoted(price), 10) == shown


def test_a_symbol_without_volume_and_an_index_show_none() -> None:
    assert cell("volume", quoted()) == "–"
    assert cell("relative_volume", quoted(volume=5.0)) == "–"
    index = Quote("^RUT", 1.0, volume=4.2e9)
    assert cell("volume", index) == "–" and cell("volume", quoted(volume=0.0)) == "0"
    assert cell("relative_volume", quoted(volume=5e6), spark=Spark("A", "1D", (), 2e6)) == "2.5x"


def test_before_and_after_hours() -> None:
    both = quoted(pre_price=101.0, post_price=99.0)
    assert cell("extended", both, phase=Phase.PRE) == "pre 101.00 +1.00%"
    assert cell("extended", both, phase=Phase.POST) == "post 99.00 -1.00%"
    assert cell("extended", quoted(pre_price=101.0), phase=Phase.CLOSED) == "pre 101.00 +1.00%"
    assert cell("extended", quoted()) == "–"


def test_the_percentage_has_its_glyph_where_no_change_stands_beside_it() -> None:
    fall = quoted(90.0, 100.0)
    for chosen, shown in ((("percent",), "▼-10.00%"), (("change", "percent"), "-10.00%")):
        column = next(c for c in columns_for(60, chosen) if c.name == "percent")  # type: ignore[arg-type]
        assert column.cell(row(fall), column.width)[0].strip() == shown


@cases("width", [38, 70, 100])
def test_another_currency_is_shown_where_there_is_one(width: int) -> None:
    assert "currency" in [column.name for column in columns_for(width, foreign=True)]
    assert "currency" not in [column.name for column in columns_for(width)]


def test_a_doubted_price_is_a_question_mark_before_the_last_good_one() -> None:
    assert cell("last", quoted(2467.7), doubted=True) == "?2,467.70"
    assert cell("age", quoted(), doubted=True, state=QuoteState.STALE) == "<10s ?"


class TestTheTickOfAPrice:
    RATE = Quote("EURUSD=X", 1.0852, 1.0862, 1.0860, 1.0870, 1.0850, None, 1.0851, 1.0853)

    @pytest.mark.parametrize("hint", [None, 4])
    def test_an_exchange_rate_is_shown_with_all_its_decimals(self, hint: int | None) -> None:
        rate = msgspec.structs.replace(self.RATE, decimals=hint)
        names: tuple[ColumnName, ...] = ("last", "change", "bid", "ask", "open", "previous_close")
        shown = [cell(name, rate) for name in names]
        assert shown == ["1.0852", "▼ -0.0010", "1.0851", "1.0853", "1.0860", "1.0862"]

    @cases(
        "quote",
        [
            quoted(2465.521, 2465.522, decimals=2),
            quoted(100.0, 100.0),
            quoted(100.0, 100.0 + 1e-13),
            quoted(150.0, 150.2, decimals=0),
        ],
    )
    def test_no_glyph_stands_beside_a_rounded_zero(self, quote: Quote) -> None:
        assert cell("change", quote) in ("0.00", "0")
        assert COLUMNS["change"].cell(row(quote), 12)[1] == "flat"

    def test_a_return_that_rounds_to_zero_has_no_glyph(self) -> None:
        assert cells.year(row(quoted(), returns=(None, None, 1e-6)), 8)[0].strip() == "0.00%"


def test_an_overnight_price_is_the_newest_while_new_york_is_closed() -> None:
    all_three = quoted(pre_price=101.0, post_price=99.0, overnight_price=98.0)
    assert cell("extended", all_three, phase=Phase.CLOSED) == "overnight 98.00 -2.00%"
    assert cell("extended", all_three, phase=Phase.PRE) == "pre 101.00 +1.00%"
    assert cell("extended", all_three, phase=Phase.POST) == "post 99.00 -1.00%"
    assert cell("last", all_three, phase=Phase.CLOSED) == "100.00", "never the price"
    assert cell("extended", all_three, 16, phase=Phase.CLOSED) == "overnight 98.00", "without room for its change"
