"""Polls of the market topics: request, validate, publish and store."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial
from itertools import starmap
from weakref import WeakValueDictionary

from r2k_tui.engine.clock import Clock
from r2k_tui.engine.polling.newer_bars import BarRequests, BarSource
from r2k_tui.engine.polling.retry import RetrySchedule
from r2k_tui.engine.polling.series_rounds import SeriesRounds
from r2k_tui.engine.state.archive import Archive, SeriesKey
from r2k_tui.engine.state.interest import Interest
from r2k_tui.engine.state.market import MarketState
from r2k_tui.engine.state.sparklines import Sparklines
from r2k_tui.engine.validation.bar_checks import check
from r2k_tui.engine.validation.doubts import Doubts
from r2k_tui.engine.validation.frozen import FrozenFeeds
from r2k_tui.engine.validation.identity import only_requested
from r2k_tui.model.calendar.days import day_of_bar
from r2k_tui.model.calendar.session import Phase, Session
from r2k_tui.model.halts.halt import MARKET
from r2k_tui.model.market.bars import Bars, Interval, merge
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.market.ranges import RANGES
from r2k_tui.rate_limit import TokenBucket
from r2k_tui.sources.base import (
    BadData,
    FreezeAware,
    ProviderChain,
    QuoteBatch,
    Source,
    SourceError,
)
from r2k_tui.sources.batching import Batching, merged

_KEPT_S = {Interval.M1: 8 * 86400, Interval.M5: 59 * 86400, Interval.M15: 59 * 86400, Interval.M30: 59 * 86400}
# Refresh interval of a chart in view, slightly short so as not to miss the poll that is due.
_PACE_S = dict.fromkeys(Interval, 50.0) | {r.interval: 0.8 * r.refresh_s for r in RANGES}
# Minute bars of symbols without a chart in view: quotes update their sparklines in the meantime.
_QUIET_REFRESH_S = 1800.0
_FIRST_TRIAL_S, _LONGEST_TRIAL_S = 60.0, 300.0
# Topic that user requests are counted under.
ON_DEMAND = "asked"


class Collector:
    """Polls of one source. Each returns a message for the user, "" on success, and raises SourceError.

    Bars come from `bar_source` where one is given.
    """

    def __init__(
        self,
        source: Source,
        market: MarketState,
        interest: Interest,
        archive: Archive,
        bucket: TokenBucket,
        clock: Clock,
        is_blocked: Callable[[], bool] = lambda: False,
        bar_source: BarSource | None = None,
    ) -> None:
        self._source, self._market, self._interest, self._archive = source, market, interest, archive
        self._bucket, self._clock = bucket, clock
        self.batching = Batching(source.name, clock, is_blocked)
        self._quote_request = self.batching.make(source.quotes, partial(self.take_turn, "quotes"))
        self._bar_requests = BarRequests(bar_source or source, source.name, self.take_turn)
        self._fetched: dict[tuple[str, Interval], float] = {}
        self._fetching: WeakValueDictionary[tuple[str, Interval], asyncio.Lock] = WeakValueDictionary()
        self._hurried = False
        self.sparks = Sparklines()
        self.doubts = Doubts(market, asks_others=isinstance(source, ProviderChain))
        self.frozen = FrozenFeeds(source.report_frozen if isinstance(source, FreezeAware) else None)
        self._resting: RetrySchedule[tuple[str, Interval]] = RetrySchedule(_FIRST_TRIAL_S, _LONGEST_TRIAL_S)
        self._rounds = SeriesRounds(source.name, clock, self._fetched, self._resting, self.fetch, self.report)
        # Requests sent so far by topic, and the number each topic's newest round needs without failures.
        self.requests: Counter[str] = Counter()
        self.expected_requests = self._rounds.expected

    async def quotes(self, only: tuple[str, ...] | None = None) -> str:
        """Poll the quotes of all watched symbols with the exchange rates needed, or of some `only`.

        It takes one request unless the service refuses so long a list.
        """
        symbols, parts = self._interest.quoted() if only is None else only, list[QuoteBatch]()
        self.expected_requests["quotes"] = self.batching.size.requests(len(symbols))
        try:
            async for _, part in self._quote_request.parts(symbols):
                parts.append(part)
        except SourceError:
            if any(part.quotes for part in parts):  # what came counts
                self._take_quotes(symbols, merged(parts), partly=only is not None)
            raise
        return self._take_quotes(symbols, merged(parts), partly=only is not None)

    def _take_quotes(self, symbols: Sequence[str], batch: QuoteBatch, *, partly: bool) -> str:
        """Publish the accepted quotes of a batch and the problems of the others; `partly`: those of symbols that were
        not requested stay. Raises BadData without any quote."""
        batch = only_requested(batch, symbols)
        if not batch.quotes:
            raise BadData(batch.problems[0].message if batch.problems else "no quote came")
        quotes, doubts = list(batch.quotes), tuple[Problem, ...]()
        if self._source.capabilities.checked:
            quotes, doubts = self.doubts.sift(batch)
            doubts = self.frozen.take(batch, self._session_of, self._clock()) + doubts
        known = self._market.problems.get(("quotes", ""), ())
        others = tuple(problem for problem in known if problem.symbol not in symbols) if partly else ()
        self._market.set_problems(("quotes", ""), others + doubts + batch.problems)
        self.apply_quotes(quotes)
        missing = len(symbols) - len(batch.quotes)
        words = [f"{missing} of {len(symbols)} symbols missing"] if missing > 0 else []
        words += [note] if (note := self.batching.size.note_on(len(symbols))) else []
        words += [batch.notice] if batch.notice else []
        return "; ".join([*words, *(f"{problem.message}" for problem in doubts[:1])])

    def _session_of(self, quote: Quote) -> Session | None:
        """Session of a quote; None while trading is halted, in it or in the whole market: nothing should move then."""
        now = self._clock()
        if self._market.halt_of(quote.symbol, now) is not None or self._market.halts.of(MARKET, now) is not None:
            return None
        return self._market.session_of(quote.symbol)

    def apply_quotes(self, quotes: Sequence[Quote]) -> None:
        """Publish and store the newer ones of `quotes`."""
        news = self._market.apply_quotes(quotes)
        for quote in news:
            if (spark := self.sparks.take_quote(quote)) is not None:
                self._market.set_spark(spark)
        self._archive.save_quotes(news)

    async def daily(self) -> str:
        """Poll the daily bars of every symbol that is watched or that a reading needs."""
        keys = [(symbol, Interval.D1) for symbol in self._interest.daily()]
        await self._recall(keys)
        return await self._rounds.run("daily", keys)

    async def _recall(self, keys: Iterable[SeriesKey]) -> None:
        """Bring stored series to memory before any is requested, and all at once: a score needs those of other symbols
        as well, and a source that cannot be reached ends the round at the first.
        """
        unknown = [key for key in keys if key not in self._market.bars]
        for key, stored in zip(unknown, await asyncio.gather(*starmap(self._archive.bars, unknown)), strict=True):
            if stored is not None:
                self._market.bars.setdefault(key, stored)

    async def intraday(self, only: Collection[str] | None = None) -> str:
        """Poll the bars of the charts in view, each at its own pace, and minute bars of the watchlist less often.

        `only`: the symbols whose known bars are refreshed.
        """
        now, left = self._clock(), set(self._rounds.left("intraday"))
        charts = self._interest.charts()
        minutes = [(symbol, Interval.M1) for symbol in self._interest.watched()]
        self._resting.keep_only({*charts, *minutes})
        wanted = [key for key in charts if key in left or self._hurried or self._age(key) >= self._pace(key[1], now)]
        wanted += [key for key in minutes if key in left or self._age(key) > _QUIET_REFRESH_S]
        wanted += [key] if (key := self._resting.trial([*charts, *minutes], now)) is not None else []
        self._hurried = False
        wanted = [key for key in wanted if only is None or key[0] in only or key not in self._fetched]
        keys = [key for key in dict.fromkeys(wanted) if key[1] in self._market.facts.intervals]
        return await self._rounds.run("intraday", keys)

    def hurry(self) -> None:
        """Fetch every chart in the next round, for a user."""
        self._hurried = True
        self._rounds.forget()

    def _age(self, key: tuple[str, Interval]) -> float:
        """Seconds since the last fetch or failure of a series; infinite without either."""
        failed = None if self._hurried else self._resting.since(key)
        return self._clock() - (failed or self._fetched.get(key, float("-inf")))

    def _pace(self, interval: Interval, now: float) -> float:
        """Minimum interval between requests for a chart, in seconds; 0 when the last bars of a session are due."""
        session = self._market.session
        ending = session.phase is Phase.CLOSED or (session.changes_at is not None and now >= session.changes_at)
        return 0.0 if ending else _PACE_S[interval]

    def report(self, symbol: str, interval: Interval, error: SourceError) -> None:
        """Publish a failed series as a problem of its symbol; existing bars remain."""
        problem = Problem(symbol, error.kind, f"no {interval} bars: {error}")
        self._market.set_problems((f"bars {interval}", symbol), (problem,))

    async def fetch(self, symbol: str, interval: Interval, topic: str = ON_DEMAND) -> Bars:
        """Bring one series up to date: known bars, including stored ones, plus new ones. Raises SourceError.

        Requests are counted under `topic`.
        """
        async with self._fetching.setdefault((symbol, interval), asyncio.Lock()):
            known = await self.cached(symbol, interval)
            try:
                batch, replaces = await self._bar_requests.newer(known, symbol, interval, topic)
            except SourceError:
                if known is not None and interval is Interval.D1:
                    # Readings go on with the stored bars.
                    self._market.bars.setdefault((symbol, interval), known)
                raise
            joined = batch.bars if known is None or replaces else merge(known, batch.bars)
            joined = self._trimmed(joined)
            self._check(known, joined)
            self._fetched[symbol, interval] = self._clock()
            self._resting.succeeded((symbol, interval))
            standing = self.frozen.take_bars(joined, self._clock()) if interval is Interval.M1 else ()
            self._market.set_problems((f"bars {interval}", symbol), batch.problems + standing)
            self._archive.save_bars(batch.bars, replace=replaces)
            self._apply_bars(joined)
            if self.doubts.readjusted(joined):
                self.apply_quotes(self.doubts.release(symbol))
            return joined

    def _check(self, known: Bars | None, joined: Bars) -> None:
        """Check new bars, see bar_checks.check; local data are accepted unchecked."""
        quote = self._market.quotes.get(joined.symbol) if self._source.capabilities.checked else None
        check(known, joined, self.doubts.of_its_unit(joined) or quote, self._clock())

    async def look_up(self, symbol: str) -> QuoteBatch:
        """Quote of one symbol, watched or not; see Source.quotes."""
        await self.take_turn(ON_DEMAND)
        return await self._source.quotes([symbol])

    async def take_turn(self, topic: str) -> None:
        """Wait until the rate limit allows one more request, and count it under `topic`; quotes go first."""
        await self._bucket.take(first=topic == "quotes")
        self.requests[topic] += 1

    async def cached(self, symbol: str, interval: Interval) -> Bars | None:
        """Series from memory or from the store, without a request to the source."""
        known = self._market.bars.get((symbol, interval))
        return known if known is not None else await self._archive.bars(symbol, interval)

    def fetched_at(self, symbol: str, interval: Interval) -> float | None:
        """Time of the last fetch of a series in this run (seconds since the epoch)."""
        return self._fetched.get((symbol, interval))

    def _apply_bars(self, bars: Bars) -> None:
        self._market.set_bars(bars)
        if not len(bars):
            return
        if bars.interval is Interval.D1:
            provisional = self._market.day_at(bars.symbol, self._clock()) == day_of_bar(bars.times()[-1])
            self._market.set_spark(self.sparks.take_daily(bars, provisional=provisional))
        elif bars.interval is Interval.M1:
            self._market.set_spark(self.sparks.take_intraday(bars))

    def _trimmed(self, bars: Bars) -> Bars:
        kept = _KEPT_S.get(bars.interval)
        return bars.since(bars.times()[-1] - kept) if kept and len(bars) else bars
