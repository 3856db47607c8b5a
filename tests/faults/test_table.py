"""Every row of the table of faults, with the real client and a whole engine."""

from __future__ import annotations

import asyncio
import math
import re

import pytest

from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.model.market.feed import FeedState
from r2k_tui.model.market.quote import QuoteState
from tests.faults.rows import ROWS, Row
from tests.faults.stage import BACKOFF_MOST_S, BREAKER_S, FUND, INDEX, PERIOD_S, Stage

pytestmark = pytest.mark.slow
LAG_S = 0.1
# A person presses r once: one poll of quotes, of each daily series, of the chart in view, of the news of both symbols.
_REFRESH_REQUESTS = 6
_POLLS = 3


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
async def test_row(stage: Stage, row: Row) -> None:
    yahoo, good = stage.yahoo, {symbol: stage.price(symbol) for symbol in (FUND, INDEX)}
    daily, minutes = [await stage.stored_bars(FUND, interval) for interval in (Interval.D1, Interval.M1)]
    true = _move(stage, 1.01)
    heard, seen = len(stage.told), len(stage.seen)
    loop = asyncio.get_running_loop()
    async with stage.lag() as lag:
        row.begin(stage)
        if row.name == "split today":
            true[FUND] = yahoo.quotes[FUND]["regularMarketPrice"]
        begun, sent = loop.time(), len(yahoo.requests)
        await stage.refresh()
        await stage.until(lambda: _told(stage, row, heard), f"word of {row.name}")
        await _polls(stage, row, sent)
        lasted, asked = loop.time() - begun, len(yahoo.requests) - sent
    # While bars fail, each of their topics tries one series for each step of its backoff.
    trials = sum(stage.engine.context.market.feeds[topic].failures for topic in ("daily", "intraday"))
    assert asked <= lasted / (0.9 * PERIOD_S) + 1 + _REFRESH_REQUESTS + row.extra + trials, [
        r.path for r in yahoo.requests[sent:]
    ]
    assert lag.longest_s < LAG_S, "the event loop goes on"
    await _shows(stage, row, good, true)
    _check_shown(stage, row, good, true, seen)
    yahoo.heal()
    if row.name in ("refused", "DNS failure"):
        stage.lead_to(yahoo.url)
    await _recovers(stage, row)
    await _check_kept(stage, daily, minutes, 0.25 if row.name == "split today" else 1.0)


def _move(stage: Stage, factor: float) -> dict[str, float]:
    """The market moves; returns the new prices."""
    for symbol in (FUND, INDEX):
        stage.yahoo.set_price(symbol, round(stage.yahoo.quotes[symbol]["regularMarketPrice"] * factor, 2))
    return {symbol: stage.yahoo.quotes[symbol]["regularMarketPrice"] for symbol in (FUND, INDEX)}


def _told(stage: Stage, row: Row, heard: int) -> bool:
    """Whether the row's words were told, and its state came."""
    messages = [status.message for status in stage.told[heard:]] + stage.problems
    states = {status.state for status in stage.told[heard:] if status.topic == "quotes"}
    if row.topic == "bars":
        rounds = [s for s in stage.told[heard:] if s.topic in ("daily", "intraday")]
        if {s.topic for s in rounds} != {"daily", "intraday"}:
            return False
    return row.state in states and any(re.search(row.says, message) for message in messages)


async def _polls(stage: Stage, row: Row, sent: int) -> None:
    """Wait until a few more polls were seen to go the same way."""
    failing = row.state is not FeedState.OK

    def enough() -> bool:
        status = stage.feeds["quotes"]
        return status.failures >= _POLLS or status.state is FeedState.BLOCKED if failing else True

    await stage.until(enough, f"further polls of {row.name}")
    if not failing:
        at = stage.feeds["quotes"].requests
        await stage.until(lambda: stage.engine.context.market.feeds["quotes"].requests >= at + _POLLS, "further polls")


def _in_turn(row: Row) -> tuple[tuple[str, bool], ...]:
    """The symbols, and whether the true number of each comes through."""
    return (FUND, row.shown), (INDEX, row.shown if row.index is None else row.index)


async def _shows(stage: Stage, row: Row, good: dict, true: dict) -> None:
    """Wait for the numbers that are to be shown."""
    wanted = {symbol: (true if shown else good)[symbol] for symbol, shown in _in_turn(row)}
    await stage.until(lambda: all(stage.price(symbol) == price for symbol, price in wanted.items()), str(wanted))


def _check_shown(stage: Stage, row: Row, good: dict, true: dict, seen: int) -> None:
    """Never a wrong number; the last good one with its age and state where the true one does not come through."""
    for symbol, shown in _in_turn(row):
        allowed = {good[symbol], true[symbol]} if shown else {good[symbol]}
        assert {quote.price for quote in stage.seen[seen:] if quote.symbol == symbol} <= allowed
        if not shown:
            later = QuoteState.OFFLINE if row.state is not FeedState.OK else QuoteState.STALE
            assert stage.state(16.0, symbol) is later, "what does not come any more is not shown as live"
        else:
            assert stage.state(0.0, symbol) is QuoteState.LIVE
    for name in row.hidden:
        assert getattr(stage.quotes[FUND], name) is None
    for words in [status.message for status in stage.feeds.values()] + stage.problems:
        assert words.isprintable() and len(words) < 300 and "Traceback" not in words and "crumb" not in words.lower()
    names = [quote.name + quote.currency for quote in stage.quotes.values()]
    assert all(name.isprintable() and len(name) <= 90 for name in names)


async def _recovers(stage: Stage, row: Row) -> None:
    """By itself, within one step of the backoff."""
    price = _move(stage, 1.01)[FUND]
    status = stage.feeds["quotes"]
    if status.failures and status.next_try is not None:
        step = 1.0 + BREAKER_S if row.state is FeedState.BLOCKED else BACKOFF_MOST_S
        assert status.next_try - stage.clock() <= step * 2 ** (row.state is FeedState.BLOCKED)
    await stage.until(lambda: stage.price() == price, "recovery")
    await stage.refresh()
    await stage.until(stage.healthy, "good health")
    assert stage.state() is QuoteState.LIVE


async def _check_kept(stage: Stage, daily: Bars, minutes: Bars, split: float) -> None:
    """What was on disk is there, the days times `split`, and nothing else but good prices."""
    kept = await stage.stored_quotes()
    assert {symbol: quote.price for symbol, quote in kept.items()} == {s: stage.price(s) for s in (FUND, INDEX)}
    for before in (daily, minutes):
        now = await stage.stored_bars(FUND, before.interval)
        assert len(now) >= len(before)
        assert list(now.times()[: len(before)]) == list(before.times())
        assert list(now.column("close")[: len(before)]) == pytest.approx(
            [value * (split if before is daily else 1.0) for value in before.column("close")]
        )
        assert all(value > 0 or math.isnan(value) for name in ("open", "high", "low") for value in now.column(name))
