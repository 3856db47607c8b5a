"""Dividends since the purchase, by hand."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from r2k_tui.config.sections.watchlist import Holding, PortfolioSettings
from r2k_tui.model.market.dividends import Dividend, DividendRecord
from r2k_tui.ui.views.watchlist.income import income_of
from r2k_tui.ui.views.watchlist.portfolio import Gain, valued
from r2k_tui.ui.views.watchlist.totals import note_lines, total_line
from tests.ui.views.watchlist.positions import TODAY, quote, text_of

RECORD = DividendRecord("IWM", (Dividend("2031-01-10", 0.5), Dividend("2031-04-10", 0.7), Dividend("2031-06-10", 0.9)))


def test_only_days_after_the_purchase_up_to_today() -> None:
    assert income_of([Holding("IWM", 10, 1.0, date(2031, 1, 9))], RECORD, TODAY).amount == pytest.approx(12.0)
    assert income_of([Holding("IWM", 10, 1.0, date(2031, 1, 10))], RECORD, TODAY).amount == pytest.approx(7.0), (
        "bought on the ex-dividend day, which is too late"
    )


def test_a_short_position_pays() -> None:
    assert income_of([Holding("IWM", -10, 1.0, date(2031, 4, 1))], RECORD, TODAY).amount == pytest.approx(-7.0)


def test_what_is_not_known_is_not_zero() -> None:
    lot = Holding("IWM", 10, 1.0, date(2031, 1, 9))
    assert income_of([lot], None, TODAY).amount is None
    assert income_of([lot, Holding("IWM", 1, 1.0)], RECORD, TODAY).amount is None, "one lot has no day"
    assert income_of([lot], DividendRecord("IWM"), TODAY).amount == 0, "a record without dividends is one of none"


def test_the_total_is_price_and_income_once() -> None:
    held = PortfolioSettings(0.0, (Holding("IWM", 10, 90.0, date(2031, 1, 9)), Holding("IWN", 1, 100.0)))
    quotes = {q.symbol: q for q in (quote("IWM"), quote("IWN"))}
    found = valued(held, quotes, "1D", {}, {"IWM": RECORD})
    both, alone = found.positions["IWM"], found.positions["IWN"]
    assert both.price == Gain(200.0, 900.0) and both.income == pytest.approx(12.0)
    assert both.total == Gain(pytest.approx(212.0), 900.0) and not both.price_only
    assert alone.income is None and alone.total == alone.price and alone.price_only
    assert found.price_only == ("IWN",) and found.total.gain.amount == pytest.approx(222.0)
    notes = " ".join(text_of(note_lines(found, 80, 9)).split())
    assert "total = price +210.00 + income +12.00; price only: IWN" in notes
    assert " total ▲+222.00" in text_of([total_line(found, "1D", 80)])


def test_without_any_record_the_total_says_that_it_is_price_only() -> None:
    held = PortfolioSettings(0.0, (Holding("IWM", 10, 90.0, date(2031, 1, 9)),))
    found = valued(held, {"IWM": quote("IWM")}, "1D", {})
    assert " price only ▲+200.00" in text_of([total_line(found, "1D", 80)])
    assert "no dividends" in text_of(note_lines(found, 80, 9))


def test_an_unknown_cost_is_no_profit() -> None:
    found = valued(PortfolioSettings(0.0, (Holding("IWM", 10),)), {"IWM": quote("IWM")}, "1D", {})
    position = found.positions["IWM"]
    assert (position.cost, position.total, position.value) == (None, None, 1100.0)
    assert found.total.known == 0 and found.counted == 1


def test_income_of_a_holding_without_a_cost_is_in_no_total() -> None:
    lots = (Holding("IWM", 10, 90.0, date(2031, 1, 9)), Holding("SPY", 10, None, date(2031, 1, 9)))
    records = {symbol: msgspec.structs.replace(RECORD, symbol=symbol) for symbol in ("IWM", "SPY")}
    found = valued(PortfolioSettings(0.0, lots), {s: quote(s) for s in records}, "1D", {}, records)
    assert (found.income.gain.amount, found.apart) == (pytest.approx(24.0), pytest.approx(12.0))
    assert found.total.gain.amount == pytest.approx(found.price.gain.amount + 12.0)
    assert found.income.gain.fraction is None, "a fraction of the cost of one of two would be none"
    words = text_of(note_lines(found, 200, 9))
    assert "total = price +200.00 + income +12.00; income +12.00 of holdings without a cost" in words
