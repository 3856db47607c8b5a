"""Polls of the market topics: request, validate, publish and store."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from functools import partial
from weakref import WeakValueDictionary

from r2k_tui.engine.clock import Clock
from r2k_tui.engine.polling.bar_checks import check
from r2k_tui.engine.polling.doubts import Doubts
from r2k_tui.engine.polling.newer_bars import BarRequests, BarSource
from r2k_tui.engine.polling.retry import RetrySchedule
from r2k_tui.engine.polling.series_round import SeriesRound
from r2k_tui.engine.polling.topic import Incomplete
from r2k_tui.engine.state.archive import Archive, SeriesKey
from r2k_tui.engine.state.interest import Interest
from r2k_tui.engine.state.market import MarketState
from r2k_tui.engine.state.sparklines import Sparklines
from r2k_tui.engine.trust.frozen import FrozenFeeds
from r2k_tui.engine.trust.identity import only_requested
from r2k_tui.model.calendar.days import day_of_bar
from r2k_tui.model.calendar.session import Phase, Session
from r2k_tui.model.market.bars import Bars, Interval, merge
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.market.ranges import RANGES
from r2k_tui.rate_limit import TokenBucket
from r2k_tui.sources.base import (
    AuthFailed,
    BadData,
    NotFound,
    ProviderChain,
    QuoteBatch,
    RateLimited,
    RepetitionAware,
    Source,
    SourceError,
    Unavailable,
)
from r2k_tui.sources.long_list import LongLists, joined

_KEPT_S = {Interval.M1: 8 * 86400, Interval.M5: 59 * 86400, Interval.M15: 59 * 86400, Interval.M30: 59 * 86400}
# Refresh interval of a chart in view, slightly short so as not to miss the poll that is due.
_PACE_S = dict.fromkeys(Interval, 50.0) | {r.interval: 0.8 * r.refresh_s for r in RANGES}
# Minute bars of symbols without a chart in view: quotes update their sparklines in the meantime.
_QUIET_REFRESH_S = 1800.0
_ENOUGH_FAILURES = 2
_FIRST_TRIAL_S, _LONGEST_TRIAL_S = 60.0, 300.0
# Freshness of series fetched by a round, while later rounds continue with the rest.
_ROUND_S = 900.0
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
        self.lists = LongLists(source.name, clock, is_blocked)
        self._list = self.lists.make(source.quotes, partial(self.take_turn, "quotes"))
        self._bar_requests = BarRequests(bar_source or source, source.name, self.take_turn)
        self._fetched: dict[tuple[str, Interval], float] = {}
        self._fetching: WeakValueDictionary[tuple[str, Interval], asyncio.Lock] = WeakValueDictionary()
        self._hurried = False
        self.sparks = Sparklines()
        self.doubts = Doubts(market, asks_others=isinstance(source, ProviderChain))
        self.frozen = FrozenFeeds(source.report_frozen if isinstance(source, RepetitionAware) else None)
        self._resting: RetrySchedule[tuple[str, Interval]] = RetrySchedule(_FIRST_TRIAL_S, _LONGEST_TRIAL_S)
        self._rounds = {topic: SeriesRound[SeriesKey]() for topic in ("daily", "intraday")}
        # Requests sent so far by topic, and the number each topic's newest round needs without failures.
        self.requests: Counter[str] = Counter()
        self.expected_requests: Counter[str] = Counter()

    async def quotes(self, only: tuple[str, ...] | None = None) -> str:
        """Poll the quotes of all watched symbols with the exchange rates needed, or of some `only`.

        It takes one request unless the service refuses so long a list.
        """
        symbols, parts = self._interest.quoted() if only is None else only, list[QuoteBatch]()
        self.expected_requests["quotes"] = self.lists.size.requests(len(symbols))
        try:
            async for _, part in self._list.parts(symbols):
                parts.append(part)
        except SourceError:
            if any(part.quotes for part in parts):  # what came counts
                self._take_quotes(symbols, joined(parts), partly=only is not None)
            raise
        return self._take_quotes(symbols, joined(parts), partly=only is not None)

    def _take_quotes(self, symbols: Sequence[str], batch: QuoteBatch, *, partly: bool) -> str:
        """Publish the believed quotes of a batch and the problems of the others; `partly`: those of symbols that were
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
        words += [note] if (note := self.lists.size.note_on(len(symbols))) else []
        words += [batch.notice] if batch.notice else []
        return "; ".join([*words, *(f"{problem.message}" for problem in doubts[:1])])

    def _session_of(self, quote: Quote) -> Session:
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
        self.expected_requests["daily"] = len(keys)
        return await self._each("daily", self._rounds["daily"].order(keys, self._clock(), _ROUND_S))

    async def intraday(self, only: Collection[str] | None = None) -> str:
        """Poll the bars of the charts in view, each at its own pace, and minute bars of the watchlist less often.

        `only`: the symbols whose known bars are refreshed.
        """
        now, left = self._clock(), set(self._rounds["intraday"].left)
        charts = self._interest.charts()
        minutes = [(symbol, Interval.M1) for symbol in self._interest.watched()]
        self._resting.keep_only({*charts, *minutes})
        wanted = [key for key in charts if key in left or self._hurried or self._age(key) >= self._pace(key[1], now)]
        wanted += [key for key in minutes if key in left or self._age(key) > _QUIET_REFRESH_S]
        wanted += [key] if (key := self._resting.trial([*charts, *minutes], now)) is not None else []
        self._hurried = False
        wanted = [key for key in wanted if only is None or key[0] in only or key not in self._fetched]
        keys = [key for key in dict.fromkeys(wanted) if key[1] in self._market.facts.intervals]
        self.expected_requests["intraday"] = len(keys)
        return await self._each("intraday", self._rounds["intraday"].order(keys, now, _ROUND_S))

    def hurry(self) -> None:
        """Fetch every chart in the next round, for a user."""
        self._hurried = True
        for unfinished in self._rounds.values():
            unfinished.forget()

    def _age(self, key: tuple[str, Interval]) -> float:
        """Seconds since the last fetch or failure of a series; infinite without either."""
        failed = None if self._hurried else self._resting.since(key)
        return self._clock() - (failed or self._fetched.get(key, float("-inf")))

    def _pace(self, interval: Interval, now: float) -> float:
        """Minimum interval between requests for a chart, in seconds; 0 when the last bars of a session are due."""
        session = self._market.session
        ending = session.phase is Phase.CLOSED or (session.changes_at is not None and now >= session.changes_at)
        return 0.0 if ending else _PACE_S[interval]

    async def _each(self, topic: str, keys: list[SeriesKey]) -> str:
        """Fetch the series one by one. Raises SourceError when the source delivers none, Incomplete when some fail that
        a later poll may deliver.

        A round that contains only symbols without bars is not a failure of a source that has delivered other bars. Two
        consecutive failures of the service end the round, since the remaining series would most likely fail too. In the
        trial round that follows, one failure is enough; see SeriesRound.
        """
        this = self._rounds[topic]
        trial, failed = this.is_trial, dict[SeriesKey, SourceError]()
        in_a_row = brought = 0
        for at, key in enumerate(keys):
            try:
                await self.fetch(*key, topic)
                in_a_row, brought = 0, brought + 1
            except RateLimited:
                this.ended([*self._due_again(failed), *keys[at:]], healthy=False)
                raise
            except SourceError as error:
                self.report(*key, error)
                failed[key] = error
                in_a_row = in_a_row + 1 if isinstance(error, Unavailable | AuthFailed) else 0
                if in_a_row == _ENOUGH_FAILURES or (trial and not brought):
                    return self._cut_short(topic, [*self._due_again(failed), *keys[at + 1 :]], error)
                if topic == "intraday":
                    self._resting.failed(key, self._clock())
        return self._completed(topic, len(keys), failed)

    def _cut_short(self, topic: str, left: list[SeriesKey], error: SourceError) -> str:
        """Outcome of a round that the last failure ended, with `left` not fetched."""
        this = self._rounds[topic]
        partly = this.is_trial and this.is_healthy
        this.ended(left, healthy=partly)
        if not partly:
            raise error
        return self._missing(topic, len(left))

    def _completed(self, topic: str, asked: int, failed: dict[SeriesKey, SourceError]) -> str:
        """Outcome of a round that requested every series."""
        this, again = self._rounds[topic], self._due_again(failed)
        if failed and len(failed) == asked:
            if (error := self._source_failed(failed)) is not None:
                this.ended(again, healthy=False)
                raise error
            again = []
        # `_resting` retries a chart or minute series that fails alone.
        this.ended(again if topic == "daily" else [], healthy=True)
        if this.is_trial:
            return self._missing(topic, len(failed))
        return f"{len(failed)} of {self.expected_requests[topic]} symbols missing" if failed else ""

    def _missing(self, topic: str, count: int) -> str:
        message = f"{count} of {self.expected_requests[topic]} symbols missing"
        if count:
            raise Incomplete(message)
        return ""

    def _source_failed(self, failed: dict[SeriesKey, SourceError]) -> SourceError | None:
        """Source failure behind a round without any bars; None where only the symbols are at fault."""
        if not self._fetched or not all(isinstance(error, NotFound) for error in failed.values()):
            return list(failed.values())[-1]
        given_before = [key for key in failed if key in self._fetched]
        if len(given_before) < _ENOUGH_FAILURES:
            return None
        return Unavailable(
            f"{self._source.name} finds none of {len(failed)} symbols, {len(given_before)} of which it had before:"
            " the service fails, not the symbols."
        )

    def _due_again(self, failed: dict[SeriesKey, SourceError]) -> list[SeriesKey]:
        """Series that a later poll may fetch; excludes symbols unknown to the source."""
        return [key for key, error in failed.items() if key in self._fetched or not isinstance(error, NotFound)]

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
