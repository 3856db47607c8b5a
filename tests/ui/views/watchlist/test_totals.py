"""The sums below a portfolio."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.config.sections.watchlist import Holding, PortfolioSettings
from r2k_tui.ui.views.watchlist.portfolio import valued
from r2k_tui.ui.views.watchlist.totals import RateAge, lines_under, note_lines, total_line, total_lines
from tests.cases import cases
from tests.ui.views.watchlist.positions import TODAY, quote, text_of, value


def test_a_holding_without_a_quote_is_named_and_never_zero() -> None:
    found = value(Holding("XYZ", 5, 10.0), quotes=())
    position = found.positions["XYZ"]
    assert (position.shares, position.value, position.day, position.total) == (5, None, None, None)
    assert found.value is None and found.notes == ("XYZ has no quote",)
    text = text_of(total_lines(found, "1Y", 200))
    assert "0" not in text and text.count("–") == 4


LOTS = st.lists(
    st.builds(
        Holding,
        st.sampled_from(["A", "B", "C"]),
        st.floats(-1e4, 1e4),
        st.floats(0, 1e3),
        st.one_of(st.none(), st.dates(date(2030, 1, 1), TODAY)),
    ),
    min_size=1,
    max_size=8,
)
PRICES = st.dictionaries(
    st.sampled_from(["A", "B", "C"]),
    st.tuples(st.floats(0.001, 1e4), st.floats(0.001, 1e4), st.sampled_from(["USD", "EUR"])),
)


@given(lots=LOTS, prices=PRICES, cash=st.floats(-1e5, 1e5), width=st.integers(0, 120))
def test_the_sums_are_those_of_the_parts(
    lots: list[Holding], prices: dict[str, tuple[float, float, str]], cash: float, width: int
) -> None:
    quotes = {s: quote(s, price, before, currency) for s, (price, before, currency) in prices.items()}
    found = valued(PortfolioSettings(cash, tuple(lots)), quotes, "1D", {})
    counted = [lot for lot in lots if lot.symbol in quotes and quotes[lot.symbol].currency == "USD"]
    assert found.counted == len({lot.symbol for lot in counted})
    if counted:
        assert found.value == pytest.approx(sum(lot.shares * prices[lot.symbol][0] for lot in counted), abs=1e-5)
        total = sum(lot.shares * (prices[lot.symbol][0] - lot.cost) for lot in counted)
        assert found.total.gain.amount == pytest.approx(total, abs=1e-5)
    else:
        assert found.value is None and found.total.known == 0
    assert len(found.notes) == len({lot.symbol for lot in lots}) - found.counted
    for line in (total_line(found, "1Y", width), *lines_under(found, "1Y", width, 10, held=False, rows=3)):
        assert sum(len(text) for text, _ in line) <= width, "nothing is cut: what has no room is left out"


@cases(("free", "most"), [(0, 0), (1, 0), (2, 1), (7, 3), (30, 15)])
def test_the_rows_keep_at_least_half_of_the_room(free: int, most: int) -> None:
    held = [Holding(f"LONGSYMBOL{i}", 1, 1.0) for i in range(30)]
    found = value(*held, quotes=())
    assert len(lines_under(found, "1Y", 36, free, held=True, rows=30)) <= most


def test_notes_without_room_are_counted() -> None:
    found = value(*[Holding(f"LONGSYMBOL{i}", 1, 1.0) for i in range(30)], quotes=(), cash=1234.5)
    lines = note_lines(found, 36, 4)
    assert len(lines) == 4 and "lines without room" in text_of(lines)
    assert "cash 1,234" in text_of(note_lines(found, 120, 30))


def test_converted_totals_name_currency_and_rates_with_their_age() -> None:
    quotes = {q.symbol: q for q in (quote("VOD.L", 91.51, 90.0, "GBp"), quote("GBPUSD=X", 1.3226, 1.32))}
    found = valued(PortfolioSettings(100.0, (Holding("VOD.L", 1000, 80.0),)), quotes, "1D", {})
    fresh, old = {"GBPUSD=X": RateAge("12s", False)}, {"GBPUSD=X": RateAge("STALE 14 May", True)}
    assert text_of([total_line(found, "1D", 100, fresh)]).startswith(" Portfolio 1,310 USD  day ")
    assert " Portfolio 1,310 USD rate STALE 14 May" in text_of([total_line(found, "1D", 100, old)])
    assert "rates: GBPUSD=X 1.3226 (12s)" in text_of(note_lines(found, 100, 9, fresh))
    assert "cash 100.00; USD; price return" in text_of(note_lines(found, 100, 9, fresh))


def test_the_base_currency_stands_where_dollars_stood() -> None:
    found = valued(
        PortfolioSettings(100.0, (Holding("SAP.DE", 2, 80.0),), "EUR"),
        {"SAP.DE": quote("SAP.DE", currency="EUR")},
        "1D",
        {},
    )
    assert " Portfolio 320.00 EUR" in text_of([total_line(found, "1D", 100)])
    assert text_of(note_lines(found, 100, 9)) == " cash 100.00; EUR; price return, no dividends"
