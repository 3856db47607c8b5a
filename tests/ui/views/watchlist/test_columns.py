"""The columns of the table of quotes: what fits is whole, what does not is `…` or left out."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.config.sections.watchlist import Holding, PortfolioSettings
from r2k_tui.model.calendar.session import Phase
from r2k_tui.model.market.quote import Quote, Spark
from r2k_tui.model.market.watchlist import COLUMN_NAMES, ColumnName
from r2k_tui.ui.drawing.lines import length
from r2k_tui.ui.views.watchlist.columns import COLUMNS, columns_for
from r2k_tui.ui.views.watchlist.portfolio import valued
from r2k_tui.ui.views.watchlist.rows import heading
from tests.cases import cases
from tests.ui.views.watchlist.quote_rows import quoted, row

NAMES = st.lists(st.sampled_from(COLUMN_NAMES), max_size=12)
PRICE = st.one_of(st.none(), st.floats(0, 1e9), st.sampled_from([0.0000012, 0.004, 0.5, 123456.78, 1234567.891]))


@cases(
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
        # The change is left out where there is room for the price alone.
        whole = whole or (name == "extended" and "%" not in text and wide.startswith(digits))
        assert whole, f"{name}: {text!r} of {wide!r}"


def _without_decimals(text: str, wide: str) -> bool:
    """A large number without its decimals, rounded."""
    digits = re.sub(r"\D", "", text)
    return "." not in text and any(
        abs(int(digits or 0) - int(wide or 0) / 10**places) <= 1 for places in (2, 4, 6, 8, 10)
    )


def test_what_the_rows_are_sorted_by() -> None:
    rising, falling = row(quoted()), row(quoted(80.0))
    assert COLUMNS["percent"].sort(rising) == pytest.approx(1 / 9)
    assert COLUMNS["age"].sort(row(quoted(time=5.0))) == -5.0
    assert COLUMNS["spark"].sort(row(quoted(), spark=Spark("A", "1D", (2.0, 3.0)))) == pytest.approx(0.5)
    assert str(COLUMNS["symbol"].sort(row(Quote("^RUT")))) == "RUT"
    for name, column in COLUMNS.items():
        assert column.sort(row(None)) is None or name == "symbol", name
    assert COLUMNS["last"].sort(falling) == 80.0
