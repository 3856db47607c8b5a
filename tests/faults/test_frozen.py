"""A feed that repeats itself, a quote of another currency, and long lists, with the real client and a whole engine."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from r2k_tui.commands.snapshot import _quote
from r2k_tui.engine.calendar.hours import ExchangeHours
from r2k_tui.engine.validation import frozen
from r2k_tui.model.market.feed import FROZEN, FeedState
from r2k_tui.model.market.quote import QuoteState
from r2k_tui.model.messages.frame import Snapshot
from r2k_tui.model.messages.subscription import GetSnapshot
from r2k_tui.sources import batching
from r2k_tui.ui.mirror.mirror import Mirror
from tests.fakes.yahoo_server import Fault
from tests.faults.stage import FUND, INDEX, Stage

pytestmark = pytest.mark.slow
QUOTE = "/v7/finance/quote"
# The date of every answer, long past.
CACHED = "Thu, 18 Sep 2025 15:00:00 GMT"


@pytest.fixture(autouse=True)
def _quickly(exchange: ExchangeHours, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ExchangeHours, "load", lambda _: exchange)
    monkeypatch.setattr(frozen, "_LEAST_S", 1.0)
    monkeypatch.setattr(batching, "_FIRST_WAIT_S", 0.01)


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    made = Stage(tmp_path)
    for symbol in (FUND, INDEX):
        made.yahoo.quotes[symbol]["regularMarketVolume"] = 20_000_000
    async with made.running() as running:
        yield running


async def shown(stage: Stage) -> tuple[QuoteState, str]:
    """The state of the fund on the screen and in JSON."""
    snapshot = await stage.link.ask(GetSnapshot())
    assert isinstance(snapshot, Snapshot)
    mirror = Mirror(snapshot.facts, INDEX)
    mirror.apply(snapshot)
    quote = next(quote for quote in snapshot.quotes if quote.symbol == FUND)
    return mirror.quote_state(quote, snapshot.published_at), _quote(snapshot, quote)["state"]


def kinds(stage: Stage) -> set[tuple[str, str]]:
    return {(problem.symbol, problem.kind) for problem in stage.engine.market.all_problems()}


async def test_a_feed_that_repeats_itself_is_stale_until_something_moves(stage: Stage) -> None:
    await stage.until(lambda: stage.problems, "word of it")
    assert stage.problems[0].startswith("yahoo is frozen: no price has moved since 12:0")
    assert kinds(stage) == {("yahoo", FROZEN)}
    assert await shown(stage) == (QuoteState.STALE, "STALE")
    assert stage.feeds["quotes"].state is FeedState.OK, "the answers come"
    stage.yahoo.set_price(INDEX, round(stage.yahoo.quotes[INDEX]["regularMarketPrice"] * 1.001, 2))
    await stage.until(lambda: not stage.problems, "the end of it")
    assert await shown(stage) == (QuoteState.LIVE, "LIVE")


async def test_answers_from_a_cache_are_known_by_their_date(stage: Stage) -> None:
    turn = 0

    def moving(data: Any) -> Any:
        nonlocal turn
        turn += 1
        for entry in data["quoteResponse"]["result"]:
            entry["regularMarketVolume"] += turn
        return data

    stage.yahoo.fail(QUOTE, Fault(change=moving, headers={"Date": CACHED}))
    await stage.until(lambda: "yahoo is frozen: its responses date from 11:00" in stage.problems, "word of it")
    stage.yahoo.heal()
    stage.yahoo.fail(QUOTE, Fault(change=moving))
    await stage.until(lambda: not stage.problems, "the end of it")


async def test_a_quote_of_another_currency_is_refused_and_the_last_good_one_grows_old(stage: Stage) -> None:
    good = stage.price()

    def in_pounds(data: Any) -> Any:
        for entry in data["quoteResponse"]["result"]:
            if entry["symbol"] == FUND:
                entry["currency"] = "GBP"
                entry["regularMarketPrice"] *= 1.01
        return data

    stage.yahoo.fail(QUOTE, Fault(change=in_pounds))
    await stage.until(lambda: any("refused" in words for words in stage.problems), "the refusal")
    assert f"{FUND} is quoted in GBP instead of USD: refused" in stage.problems
    assert (FUND, "bad_data") in kinds(stage)
    assert stage.price() == good
    assert stage.state(after_s=16.0) in (QuoteState.STALE, QuoteState.OFFLINE)
    stage.yahoo.heal()
    await stage.until(lambda: not any("refused" in words for words in stage.problems), "the end of it")


@pytest.mark.parametrize("status", [429, 414, 400])
async def test_a_long_list_that_yahoo_refuses_comes_in_parts(stage: Stage, status: int) -> None:
    interest = stage.engine.context.interest
    symbols = tuple(f"S{number:03d}" for number in range(98))
    for symbol in symbols:
        stage.yahoo.quotes[symbol] = {**stage.yahoo.quotes[FUND], "symbol": symbol}
    stage.yahoo.fail(QUOTE, Fault(status=status, body="refused", only=lambda query: query["symbols"].count(",") >= 50))
    interest.watch("test", (INDEX, FUND, *symbols))
    await stage.until(lambda: set(symbols) <= set(stage.quotes), "every price")
    message = "50 a request since 12:00, yahoo refused "
    await stage.until(lambda: message in stage.feeds["quotes"].message, "the size")
    assert stage.feeds["quotes"].failures == 0
    lists = [asked.query["symbols"].count(",") + 1 for asked in stage.yahoo.asked(QUOTE)]
    assert sum(size > 50 for size in lists) <= 2
    assert msgspec.structs.asdict(stage.feeds["quotes"])["state"] is FeedState.OK
