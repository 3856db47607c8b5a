"""Which lots a sale uses, and what they earned."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.analytics.portfolio.trading.tax_lots import TaxLot, lots_of_sale, over_a_year, total_gain
from tests.cases import cases

DAY = date(2025, 9, 18)
OLD = TaxLot("A 1", 10.0, 100.0, date(2020, 1, 2))
DEAR = TaxLot("A 2", 20.0, 150.0, date(2025, 1, 2))
GIFT = TaxLot("A 3", 5.0)
LOTS = (DEAR, OLD)


def test_first_in_first_out() -> None:
    used = lots_of_sale(LOTS, 15.0, 140.0, "fifo", DAY)
    assert [(u.lot.name, u.shares, u.gain, u.over_a_year) for u in used] == [
        ("A 1", 10.0, 400.0, True),
        ("A 2", 5.0, -50.0, False),
    ]
    assert total_gain(used) == 350.0


def test_highest_cost_first() -> None:
    used = lots_of_sale(LOTS, 25.0, 140.0, "hifo", DAY)
    assert [(u.lot.name, u.shares, u.gain) for u in used] == [("A 2", 20.0, -200.0), ("A 1", 5.0, 200.0)]


def test_an_unknown_cost_makes_the_gain_unknown_and_never_zero() -> None:
    used = lots_of_sale((*LOTS, GIFT), 3.0, 140.0, "fifo", DAY)
    assert [(u.lot.name, u.gain, u.over_a_year) for u in used] == [("A 3", None, None)]
    assert total_gain(used) is None
    hifo = lots_of_sale((*LOTS, GIFT), 35.0, 140.0, "hifo", DAY)
    assert hifo[-1].lot is GIFT and total_gain(hifo) is None
    assert total_gain(hifo[:-1]) == 200.0


def test_a_sale_of_more_than_the_lots_have_is_refused_and_short_lots_are_none() -> None:
    with pytest.raises(ValueError, match="5 shares fewer"):
        lots_of_sale(LOTS, 35.0, 1.0, "fifo", DAY)
    with pytest.raises(ValueError, match="10 shares fewer"):
        lots_of_sale((TaxLot("short", -10.0, 1.0),), 10.0, 1.0, "fifo", DAY)


@cases(
    ("opened", "day", "expected"),
    [
        (date(2024, 9, 18), date(2025, 9, 18), False),
        (date(2024, 9, 18), date(2025, 9, 19), True),
        (date(2024, 2, 29), date(2025, 2, 28), False),
        (date(2024, 2, 29), date(2025, 3, 1), True),
        (None, DAY, None),
        (date(2023, 2, 28), date(2024, 2, 29), False),
        (date(2023, 2, 28), date(2024, 3, 1), True),
        (date(2023, 2, 27), date(2024, 2, 28), True),
        (date(2024, 2, 28), date(2025, 3, 1), True),
        (date(2024, 4, 30), date(2025, 5, 1), True),
    ],
)
def test_over_a_year(opened: date | None, day: date, expected: bool | None) -> None:
    assert over_a_year(opened, day) is expected


lots = st.lists(
    st.builds(
        TaxLot,
        st.just("L"),
        st.integers(1, 100_000).map(lambda n: n / 1000),
        st.floats(0, 1000),
        st.dates(date(2000, 1, 1), DAY) | st.none(),
    ),
    min_size=1,
    max_size=8,
)


@given(lots, st.floats(0, 1), st.floats(0.01, 1000))
def test_lots_sum_to_the_sale_and_the_dearest_first_gain_no_more(held: list[TaxLot], part: float, price: float) -> None:
    shares = round(part * sum(lot.shares for lot in held), 3)
    gains = {}
    for order in ("fifo", "hifo"):
        used = lots_of_sale(held, shares, price, order, DAY)  # type: ignore[arg-type]
        assert sum(one.shares for one in used) == pytest.approx(shares, abs=1e-9)
        assert all(one.shares <= one.lot.shares for one in used)
        gains[order] = total_gain(used)
    assert gains["hifo"] is not None and gains["fifo"] is not None
    assert gains["hifo"] <= gains["fifo"] + 1e-6
