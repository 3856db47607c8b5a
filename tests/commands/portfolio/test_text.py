"""A portfolio as text."""

from __future__ import annotations

from datetime import date

import pytest

from r2k_tui.commands.portfolio.text import print_portfolio
from r2k_tui.config.sections.watchlist import Holding, PortfolioSettings
from r2k_tui.model.market.dividends import Dividend, DividendRecord
from r2k_tui.ui.views.watchlist.portfolio import valued
from tests.ui.views.watchlist.positions import quote


def test_price_income_total_and_the_next_day(capsys: pytest.CaptureFixture[str]) -> None:
    held = PortfolioSettings(50.0, (Holding("IWM", 10, 90.0, date(2031, 1, 9)), Holding("IWN", 1, 100.0)), name="Mine")
    quotes = {one: quote(one) for one in ("IWM", "IWN")}
    value = valued(held, quotes, "1D", {}, {"IWM": DividendRecord("IWM", (Dividend("2031-04-10", 0.7),))})
    print_portfolio(held, value, quotes, {"IWM": "2031-06-10"})
    lines = {line.split()[0]: line.split()[1:] for line in capsys.readouterr().out.splitlines() if line}
    assert lines["IWM"] == ["10", "110.00", "1,100.00", "+100.00", "+200.00", "+7.00", "+207.00", "06-10"]
    assert lines["IWN"] == ["1", "110.00", "110.00", "+10.00", "+10.00", "–", "+10.00p", "–"]
    assert lines["all"] == ["1,260.00", "+110.00", "+210.00", "+7.00", "+217.00p"]
    assert lines["p:"][0] == "price"


def test_amounts_never_touch_and_income_without_a_cost_is_told_apart(capsys: pytest.CaptureFixture[str]) -> None:
    opened = date(2031, 1, 9)
    lots = (
        Holding("IWM", -50_000, 90.0, opened),
        Holding("IWN", 90_000_000, 1.0, opened),
        Holding("SPY", 10, None, opened),
    )
    held = PortfolioSettings(0.0, lots, name="Mine")
    quotes = {one: quote(one) for one in ("IWM", "IWN", "SPY")}
    paid = {one: DividendRecord(one, (Dividend("2031-04-10", 0.5),)) for one in quotes}
    value = valued(held, quotes, "1D", {}, paid)
    print_portfolio(held, value, quotes, {})
    out = capsys.readouterr().out
    lines = {line.split()[0]: line.split()[1:] for line in out.splitlines() if line}
    assert lines["IWM"][3:7] == ["-500,000", "-1.0M", "-25,000", "-1.0M"]
    assert [len(lines[one]) for one in quotes] == [8, 8, 8], "no two cells are one word"
    assert max(map(len, out.splitlines())) <= 80
    assert "income of +5.00 is of holdings without a cost, and in no total" in out
    assert value.total.gain.amount == value.price.gain.amount + value.income.gain.amount - 5.0
