"""The fund of the large companies, for the valuation that small ones are compared with."""

from __future__ import annotations

import pytest

from r2k_tui.engine.universe.large_fund import LargeFund
from r2k_tui.model.market.fundamentals import Fundamentals
from r2k_tui.model.market.holdings import FundHolding, FundHoldings
from r2k_tui.model.market.quote import Quote
from r2k_tui.sources.base import QuoteBatch

LIST = FundHoldings(
    "IWB",
    "2025-09-18",
    tuple(FundHolding(s, s, f"{s} Inc", "Energy", "Equity", w) for s, w in (("A", 0.25), ("B", 0.75))),
    1.0,
)


def test_nobody_is_asked_for_before_there_is_a_list() -> None:
    fund = LargeFund()
    assert (fund.symbols(), fund.valuation()) == ((), None)


def test_it_is_valued_by_the_earnings_of_its_members() -> None:
    fund = LargeFund()
    fund.put(LIST)
    assert fund.symbols() == ("B", "A")
    quotes = tuple(
        Quote(s, price=p, previous_close=p, received_at=1.0, time=1.0) for s, p in (("A", 10.0), ("B", 40.0))
    )
    facts = tuple(Fundamentals(s, forward_eps=e, taken_at=1.0) for s, e in (("A", 1.0), ("B", 2.0)))
    assert {news.symbol for news in fund.take(("A", "B"), QuoteBatch(quotes, fundamentals=facts))} == {"A", "B"}
    valuation = fund.valuation()
    assert valuation is not None
    assert valuation.fund == "IWB"
    # The harmonic mean: 0.25 of it earns a tenth of its price, 0.75 a twentieth.
    assert valuation.with_losses == pytest.approx(1 / (0.25 / 10 + 0.75 / 20))
