"""The columns of the table of quotes: what fits is whole, what does not is `…` or left out."""

from __future__ import annotations

import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.config.sections.watchlist import Holding, PortfolioSettings
from r2k_tui.model.calendar.session import Phase
from r2k_tui.model.market.quote import Quote, QuoteState, Spark
from r2k_tui.model.market.watchlist import COLUMN_NAMES, ColumnName
from r2k_tui.ui.drawing.lines import Line, length
from r2k_tui.ui.views.watchlist import cells
from r2k_tui.ui.views.watchlist.cells import QuoteRow
from r2k_tui.ui.views.watchlist.columns import COLUMNS, ShownQuoteColumn, columns_for
from r2k_tui.ui.views.watchlist.portfolio import valued
from r2k_tui.ui.views.watchlist.rows import heading, row_line

NAMES = st.lists(st.sampled_from(COLUMN_NAMES), max_size=12)
PRICE = st.one_of(st.none(), st.floats(0, 1e9), st.sampled_from([0.0000012, 0.004, 0.5, 123456.78, 1234567.891]))


def text_of(line: Line) -> str:
    return "".join(text for text, _ in line)


def row(quote: Quote | None, **parts: object) -> QuoteRow:
    symbol = quote.symbol if quote else "XYZ"
    return QuoteRow(symbol, quote, None, QuoteState.LIVE, 0, "<10s")._replace(**parts)  # type: ignore[arg-type]


def cell(name: ColumnName, quote: Quote | None, width: int | None = None, **parts: object) -> str:
    return COLUMNS[name].cell(row(quote, **parts), width or COLUMNS[name].usual)[0].strip()


def quoted(price: float | None = 100.0, before: float | None = 90.0, **parts: object) -> Quote:
    return Quote("A", price, before, **parts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("width", "names"),
    [
        (38, ["symbol", "last", "percent", "spark", "age"]),
        (68, ["symbol", "last", "change", "percent", "spark", "volume", "relative_volume", "age"]),
        (90, ["symbol", "last", "change", "percent", "spark", "day_range", "volume", "relative_volume", "age"]),
    ],
)
def test_as_many_columns_as_there_is_room_for(width: int, names: list[str]) -> None:
    assert [column.name for column in columns_for(width)] == names


@given(width=st.integers(0, 200), chosen=NAMES, other=st.booleans(), held=st.booleans())
def test_columns_never_need_more_than_there_is(width: int, chosen: list[ColumnName], other: bool, held: bool) -> None:
    columns = columns_for(width, tuple(chosen), foreign=other, held=held)
    assert columns[0].name == "symbol"
    assert sum(column.width + 1 for column in columns) + 1 <= width or len(columns) == 1
    assert length(heading(columns, {}, columns[-1].name)) == sum(column.width + 1 for column in columns) + 1


@given(chosen=NAMES)
def test_chosen_columns_stand_in_their_order(chosen: list[ColumnName]) -> None:
    shown = [column.name for column in columns_for(1000, tuple(chosen))]
    if chosen:
        assert shown == ["symbol", *dict.fromkeys(name for name in chosen if name != "symbol")]


@given(
    prices=st.tuples(PRICE, PRICE, PRICE, PRICE, PRICE),
    volume=st.one_of(st.none(), st.just(0.0), st.floats(0, 1e13)),
    currency=st.sampled_from(["", "USD", "JPY", "GBp"]),
    shares=st.floats(-1e9, 1e9),
    size=st.sampled_from(["least", "usual"]),
)
def test_every_cell_is_as_wide_as_its_column_and_no_number_is_cut(
    prices: tuple[float | None, ...], volume: float | None, currency: str, shares: float, size: str
) -> None:
    price, before, low, high, bid = prices
    quote = Quote(
        "BRK-A", price, before, None, high, low, volume, bid, None, bid, None, currency, "Name " * 9, 1.0, 2.0
    )
    held = valued(PortfolioSettings(0.0, (Holding("BRK-A", shares, 12.5),)), {"BRK-A": quote}, "1D", {}).positions[
        "BRK-A"
    ]
    spark = Spark("BRK-A", "1D", (1.0, 2.0, 3.0), 1e6)
    full = row(quote, spark=spark, position=held, returns=(0.1, None, -12345.0), phase=Phase.PRE)
    for name, column in COLUMNS.items():
        width = getattr(column, size)
        text = column.cell(full, width)[0]
        assert length(((text, ""),)) == width, name
        digits = re.sub(r"\D", "", text)
        wide = re.sub(r"\D", "", column.cell(full, 60)[0])
        whole = "…" in text or digits == wide or name in ("name", "age", "symbol") or _without_decimals(text, wide)
        assert whole, f"{name}: {text!r} of {wide!r}"


def _without_decimals(text: str, wide: str) -> bool:
    """A large number without its decimals, rounded."""
    digits = re.sub(r"\D", "", text)
    return "." not in text and any(
        abs(int(digits or 0) - int(wide or 0) / 10**places) <= 1 for places in (2, 4, 6, 8, 10)
    )


@pytest.mark.parametrize(
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


@pytest.mark.parametrize("width", [38, 70, 100])
def test_another_currency_is_shown_where_there_is_one(width: int) -> None:
    assert "currency" in [column.name for column in columns_for(width, foreign=True)]
    assert "currency" not in [column.name for column in columns_for(width)]


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


def test_what_the_rows_are_sorted_by() -> None:
    rising, falling = row(quoted()), row(quoted(80.0))
    assert COLUMNS["percent"].sort(rising) == pytest.approx(1 / 9)
    assert COLUMNS["age"].sort(row(quoted(time=5.0))) == -5.0
    assert COLUMNS["spark"].sort(row(quoted(), spark=Spark("A", "1D", (2.0, 3.0)))) == pytest.approx(0.5)
    assert str(COLUMNS["symbol"].sort(row(Quote("^RUT")))) == "RUT"
    for name, column in COLUMNS.items():
        assert column.sort(row(None)) is None or name == "symbol", name
    assert COLUMNS["last"].sort(falling) == 80.0


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

    @pytest.mark.parametrize(
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
