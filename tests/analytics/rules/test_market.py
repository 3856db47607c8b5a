"""What a rule sees: funds with their indices before them, common days, month ends."""

from __future__ import annotations

import numpy as np
import pytest

from r2k_tui.analytics.rules.definitions import RULES
from r2k_tui.analytics.rules.market import AssetPrices, common_days, joined
from r2k_tui.analytics.rules.study import market_of
from tests.analytics.rules.markets import inputs
from tests.analytics.synthetic import walk, weekdays

DAYS = weekdays(300)
INDEX = AssetPrices("^IDX", DAYS, walk(300, 1))
FUND = AssetPrices("FND", DAYS[120:], walk(180, 2))


def test_the_index_comes_before_its_fund_with_every_return_of_both() -> None:
    found = joined(FUND, INDEX)
    assert found is not None and found.symbol == "FND" and (found.days == DAYS).all()
    returns = found.prices[1:] / found.prices[:-1]
    assert returns[:120] == pytest.approx(INDEX.prices[1:121] / INDEX.prices[:120])
    assert returns[120:] == pytest.approx(FUND.prices[1:] / FUND.prices[:-1])
    assert f"^IDX before {DAYS[120]}: price return, without dividends, which favors bills" == found.note


def test_later_days_of_the_fund_change_no_price_of_the_index() -> None:
    found = joined(FUND, INDEX)
    assert found is not None
    assert (found.prices[:120] == INDEX.prices[:120]).all()


def test_one_of_both_serves_alone() -> None:
    assert joined(FUND, None) is FUND
    alone = joined(None, INDEX)
    assert alone is not None and alone.note == "^IDX in place of its fund: price return, without dividends"
    assert joined(None, None) is None
    empty = AssetPrices("FND", DAYS[:0], np.zeros(0))
    assert joined(empty, empty) is None


def test_an_index_that_ends_long_before_the_fund_is_not_joined_to_it() -> None:
    early = AssetPrices("^IDX", DAYS[:60], walk(60, 1))
    assert joined(FUND, early) is FUND


def test_an_index_that_begins_with_the_fund_adds_nothing() -> None:
    assert joined(FUND, AssetPrices("^IDX", DAYS[120:], walk(180, 3))) is FUND


def test_common_days() -> None:
    days, prices = common_days((FUND, INDEX))
    assert (days == DAYS[120:]).all() and (prices[:, 1] == INDEX.prices[120:]).all()


def test_bills_grow_by_the_rate_known_before_each_day() -> None:
    given = inputs(50)
    market = market_of(RULES[0], given)
    assert market.bills == pytest.approx(np.cumprod(1 + given.rates.rates / 252))


def test_values_at_month_ends() -> None:
    market = market_of(RULES[0], inputs(100))
    ends = market.at_month_ends(market.prices[:, 0])
    assert [str(day) for day in market.days[market.months.last_bar]] == [
        "2001-03-30",
        "2001-04-30",
        "2001-05-31",
        "2001-06-29",
    ]
    assert (ends == market.prices[market.months.last_bar, 0]).all()
