"""The companies of the simulated index: invented, and the same for one seed."""

from __future__ import annotations

import numpy as np
import pytest

from r2k_tui.sources.demo.companies import COUNT, SECTORS, companies


def test_each_has_a_ticker_of_its_own_and_says_that_it_is_simulated() -> None:
    found = companies(7)
    assert len(set(found.symbols)) == len(found.names) == COUNT
    assert all(len(symbol) == 4 and symbol.isupper() for symbol in found.symbols)
    assert all(name.endswith("(simulated)") for name in found.names)
    assert [found.place[symbol] for symbol in found.symbols] == list(range(COUNT))


def test_the_index_of_them_moves_as_the_index() -> None:
    found = companies(7)
    worth = found.price * found.shares
    assert float((found.beta * worth).sum() / worth.sum()) == pytest.approx(1.0, abs=1e-3)


def test_sectors_have_about_their_share() -> None:
    shares = np.bincount(companies(7).sector_of, minlength=len(SECTORS)) / COUNT
    assert dict(zip(SECTORS, shares, strict=True))["Financials"] == pytest.approx(0.21, abs=0.03)
    assert dict(zip(SECTORS, shares, strict=True))["Utilities"] == pytest.approx(0.018, abs=0.012)


def test_some_lose_money_and_most_of_them_look_for_a_cure() -> None:
    found = companies(7)
    losing = found.earnings < 0
    assert losing[found.sector_of == SECTORS.index("Health Care")].mean() > 0.6
    assert 0.2 < losing.mean() < 0.5


def test_another_seed_is_another_market_with_the_same_tickers() -> None:
    one, other = companies(7), companies(8)
    assert one.symbols == other.symbols
    assert not np.array_equal(one.price, other.price)
