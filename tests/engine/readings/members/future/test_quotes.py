"""Quotes of the index future: watched, or asked for at most once a minute; none later than the day of the analysis."""

from __future__ import annotations

import pytest

from r2k_tui.config.schema import Config
from r2k_tui.engine.context import new_context
from r2k_tui.engine.readings.members.future.quotes import FUTURE, FutureQuoteFeed
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.sources.base import NotFound, QuoteBatch, Unavailable
from r2k_tui.store.store import Store
from tests.engine.virtual_time import START

INDEX = Quote("^RUT", 2500.0, time=START - 5)


class Scene:
    """A market with the index, and a source that answers for the future."""

    def __init__(self, as_of: str | None = None) -> None:
        self.now, self.asked = START, 0
        self.answer: QuoteBatch | Exception = QuoteBatch((Quote(FUTURE, 2512.5, time=START - 60),))
        self.context = new_context(Config(), as_of, Store(None, "x"), SourceFacts("x"), lambda: self.now)
        self.context.market.quotes["^RUT"] = INDEX
        self.feed = FutureQuoteFeed(self.context, self.look_up)

    async def look_up(self, symbol: str) -> QuoteBatch:
        """What the source answers."""
        assert symbol == FUTURE
        self.asked += 1
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


async def test_it_is_asked_for_at_most_once_a_minute() -> None:
    scene = Scene()
    first = await scene.feed.quotes()
    assert (first.future.price, first.index) == (2512.5, INDEX)
    scene.now += 59
    assert (await scene.feed.quotes()).future is first.future and scene.asked == 1
    scene.now += 2
    await scene.feed.quotes()
    assert scene.asked == 2


async def test_a_watched_one_is_not_asked_for() -> None:
    scene = Scene()
    scene.context.market.quotes[FUTURE] = watched = Quote(FUTURE, 2511.0, time=START)
    assert (await scene.feed.quotes()).future is watched and scene.asked == 0


async def test_a_source_without_it_and_one_that_fails_say_so() -> None:
    scene = Scene()
    scene.answer = QuoteBatch((), (Problem(FUTURE, "not_found", "nobody has it"),))
    with pytest.raises(NotFound, match="no quote of RTY=F: nobody has it"):
        await scene.feed.quotes()
    scene.answer = Unavailable("no route")
    with pytest.raises(NotFound):
        await scene.feed.quotes()
    assert scene.asked == 1, "a failure is tried again after a minute"
    scene.now += 61
    with pytest.raises(Unavailable):
        await scene.feed.quotes()
    assert scene.asked == 2


@pytest.mark.parametrize("quote", [Quote(FUTURE), Quote(FUTURE, 2512.5), Quote(FUTURE, None, time=START)])
async def test_a_quote_without_price_or_time_is_none(quote: Quote) -> None:
    scene = Scene()
    scene.answer = QuoteBatch((quote,))
    with pytest.raises(NotFound, match="with a price and its time"):
        await scene.feed.quotes()
    del scene.context.market.quotes["^RUT"]
    scene.answer = QuoteBatch((Quote(FUTURE, 2512.5, time=START),))
    scene.now += 61
    with pytest.raises(NotFound, match=r"no quote of \^RUT"):
        await scene.feed.quotes()


async def test_nothing_later_than_the_day_of_the_analysis() -> None:
    scene = Scene("2025-09-17")  # a day before the quotes
    with pytest.raises(NotFound, match="is known for 2025-09-17"):
        await scene.feed.quotes()
    assert (await Scene("2025-09-18").feed.quotes()).index is INDEX
