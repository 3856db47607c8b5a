"""Yahoo fails while the market is open: another provider answers at once, and goes when Yahoo is well."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from r2k_tui.engine.calendar.hours import ExchangeHours
from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.feed import TROUBLES, FeedState
from r2k_tui.model.market.quote import QuoteState
from r2k_tui.sources.base import Unavailable
from tests.fakes.yahoo_server import Fault
from tests.faults.chain_stage import SUBSTITUTE, ChainStage
from tests.faults.rows import HTML, PAGE
from tests.faults.stage import FUND, INDEX

V7 = "/v7/finance/quote"
FAULTS = {
    "401": Fault(401, body="{}"),
    "429": Fault(429, {"Retry-After": "1"}, "Too Many Requests"),
    "hang": Fault(delay=30.0),
    "page": Fault(200, HTML, PAGE),
    "503": Fault(503),
    "reset": Fault(drop=True),
}


@pytest.fixture
async def stage(tmp_path: Path, exchange: ExchangeHours, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[ChainStage]:
    monkeypatch.setattr(ExchangeHours, "load", lambda _: exchange)
    async with ChainStage(tmp_path).running() as running:
        assert isinstance(running, ChainStage)
        running.engine.context.interest.chart(FUND, Interval.M1)
        yield running


@pytest.mark.parametrize("name", FAULTS)
async def test_another_provider_answers_within_two_polls_until_yahoo_is_well(stage: ChainStage, name: str) -> None:
    # On a busy machine, an answer that missed its deadline may have been replaced.
    await stage.until(lambda: stage.from_only("yahoo") and not stage.feeds["quotes"].message, "prices of Yahoo alone")
    failed = [status for status in stage.told if status.topic == "yahoo" and status.state in TROUBLES]
    assert failed or not stage.substitute.count("quotes")
    heard, polls, stage.polls_before = len(stage.told), stage.polls, None
    stage.yahoo.fail(V7, FAULTS[name])
    await stage.until(lambda: stage.from_only(SUBSTITUTE), "price of the substitute")
    # One poll may have been answered already when the fault began.
    assert stage.polls_before is not None and stage.polls_before - polls <= 1
    await stage.until(lambda: "substitute serves 2 of 2" in stage.feeds["quotes"].message, "word of the substitute")
    await stage.until(lambda: stage.feeds["yahoo"].state in TROUBLES, "row of Yahoo")
    at = stage.feeds["quotes"].requests
    await stage.until(lambda: stage.feeds["quotes"].requests >= at + 5, "further polls")
    assert {stage.quote(symbol).delay_s for symbol in (INDEX, FUND)} == {900.0}
    stage.yahoo.heal()
    asked = len(stage.yahoo.asked(V7))
    await stage.until(lambda: stage.from_only("yahoo"), "return of Yahoo")
    assert len(stage.yahoo.asked(V7)) - asked >= 3, "two good answers, then one that counts"
    await stage.until(lambda: not stage.feeds["quotes"].message, "a word less")
    assert not [s for s in stage.told[heard:] if s.topic == "quotes" and s.state in TROUBLES], "quotes never failed"
    _check_states(stage)


def _check_states(stage: ChainStage) -> None:
    delayed = {state for source, state in stage.shown if source == SUBSTITUTE}
    assert delayed == {QuoteState.DELAYED}, "a delayed price is never live"
    assert QuoteState.LIVE in {state for source, state in stage.shown if source == "yahoo"}


async def test_all_of_yahoo_is_gone(stage: ChainStage) -> None:
    """Bars fail as well; nobody else has them, and prices go on."""
    stage.yahoo.fail("/", Fault(drop=True))
    await stage.refresh()
    await stage.until(lambda: stage.from_only(SUBSTITUTE), "price of the substitute")
    await stage.until(lambda: stage.feeds["daily"].state is FeedState.FAILING, "failure of daily bars")
    assert any("No connection to Yahoo" in words for words in stage.problems)
    assert stage.feeds["quotes"].state is FeedState.OK
    assert len(await stage.stored_bars(FUND, Interval.D1)) > 100
    stage.yahoo.heal()
    await stage.until(lambda: stage.from_only("yahoo"), "return of Yahoo")


async def test_everything_fails_and_the_last_prices_stay(stage: ChainStage) -> None:
    price = stage.price()
    stage.yahoo.fail("/v", Fault(503))
    stage.substitute.fail("quotes", Unavailable("no route."))
    await stage.until(lambda: stage.feeds["quotes"].failures >= 2, "failure of quotes")
    assert stage.price() == price
    assert stage.provider_of(FUND) == "yahoo"
    assert stage.feeds[SUBSTITUTE].state is FeedState.FAILING
    stage.substitute.heal("quotes")
    await stage.until(lambda: stage.from_only(SUBSTITUTE), "price of the substitute")
    stage.yahoo.heal()
    await stage.until(lambda: stage.from_only("yahoo"), "return of Yahoo")


async def test_r_asks_yahoo_at_once(stage: ChainStage) -> None:
    stage.yahoo.fail(V7, Fault(429, {"Retry-After": "9999"}, "Too Many Requests"))
    await stage.until(lambda: stage.from_only(SUBSTITUTE), "price of the substitute")
    await stage.until(lambda: stage.feeds["yahoo"].state is FeedState.BLOCKED, "row of Yahoo")
    asked = len(stage.yahoo.asked(V7))
    at = stage.feeds["quotes"].requests
    await stage.until(lambda: stage.feeds["quotes"].requests >= at + 5, "further polls")
    assert len(stage.yahoo.asked(V7)) == asked, "a pause that was asked for is kept"
    stage.yahoo.heal()
    await stage.refresh()
    await stage.until(lambda: stage.from_only("yahoo"), "return of Yahoo")


async def test_a_defect_of_a_provider_stops_nothing(stage: ChainStage) -> None:
    def broken(*_: object) -> None:
        raise AttributeError("module 'yfinance' has no attribute '_x'")

    stage.yahoo_source.quotes = broken  # type: ignore[method-assign,assignment]
    await stage.until(lambda: stage.from_only(SUBSTITUTE), "price of the substitute")
    await stage.until(lambda: any("yahoo does not work here" in words for words in stage.problems), "a problem")
    assert not [status for status in stage.told if "defect" in status.message]
