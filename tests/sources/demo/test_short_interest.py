"""Short interest of the simulated companies: the same for everybody, with everything that a page must show."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from r2k_tui.engine.calendar.hours import ExchangeHours
from r2k_tui.model.index.short_interest import SPLIT
from r2k_tui.sources.demo.companies import COUNT, companies
from r2k_tui.sources.demo.short_interest import free_float, settlements

UNTIL = date(2025, 9, 18)


def test_two_settlements_that_were_public(exchange: ExchangeHours) -> None:
    firm = companies(2000)
    newest, before = settlements(2000, firm, exchange.days().astype(np.int64), UNTIL)
    assert (newest.day, newest.due, before.day) == ("2025-08-29", "2025-09-12", "2025-08-15")
    assert newest.known_on <= UNTIL.isoformat() and newest.simulated and newest.sound
    assert settlements(2000, firm, exchange.days().astype(np.int64), UNTIL) == (newest, before)
    assert settlements(7, companies(7), exchange.days().astype(np.int64), UNTIL) != (newest, before)


def test_the_newest_repeats_the_one_before(exchange: ExchangeHours) -> None:
    newest, before = settlements(2000, companies(2000), exchange.days().astype(np.int64), UNTIL)
    assert newest.symbols == before.symbols
    assert np.array_equal(np.frombuffer(newest.previous), np.frombuffer(before.shares))


def test_some_stocks_lack_each_figure(exchange: ExchangeHours) -> None:
    newest, _ = settlements(2000, companies(2000), exchange.days().astype(np.int64), UNTIL)
    flags, cover = np.frombuffer(newest.flags, dtype=np.uint8), np.frombuffer(newest.cover)
    assert COUNT * 0.97 < len(newest.names()) < COUNT
    assert 0 < (flags & SPLIT).sum() < 30 and 0 < np.isnan(cover).sum() < 60
    shares = np.frombuffer(newest.shares)
    assert (shares > 0).all() and np.nanmedian(cover) == pytest.approx(2.8, abs=1.5)


def test_most_companies_have_a_float_below_their_shares() -> None:
    firm = companies(2000)
    found = free_float(2000, firm)
    known = np.isfinite(found)
    assert 0.75 < known.mean() < 0.9 and (found[known] <= firm.shares[known]).all()
