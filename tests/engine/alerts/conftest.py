"""A sampler over a market that a test sets."""

from __future__ import annotations

import pytest

from r2k_tui.engine.alerts.samples import Sampler
from r2k_tui.engine.calendar.hours import ExchangeHours
from r2k_tui.engine.state.market import MarketState
from r2k_tui.model.calendar.session import Session
from r2k_tui.model.market.source import SourceFacts
from tests.engine.stage import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def market() -> MarketState:
    return MarketState(SourceFacts("scripted"), Session())


@pytest.fixture
def sampler(market: MarketState, clock: Clock, exchange: ExchangeHours) -> Sampler:
    return Sampler(market, lambda _: exchange, clock)
