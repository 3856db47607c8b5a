"""What each topic does when its turn comes: ask the source, take in what is news, keep it."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence

from r2k_tui.engine.archive import Archive
from r2k_tui.engine.doubts import Doubts
from r2k_tui.engine.history import check, readjusted_since
from r2k_tui.engine.interest import Interest
from r2k_tui.engine.limits import Clock, TokenBucket
from r2k_tui.engine.market import MarketState
from r2k_tui.engine.resting import Resting
from r2k_tui.engine.sparks import SparkBook
from r2k_tui.model.bars import Bars, Interval, merge
from r2k_tui.model.days import day_of_bar, new_york_day
from r2k_tui.model.feed import Problem
from r2k_tui.model.quote import Quote
from r2k_tui.model.ranges import RANGES
from r2k_tui.model.session import Phase
from r2k_tui.sources.base import (
    AuthFailed,
    BadData,
    NotFound,
    QuoteBatch,
    RateLimited,
    Source,
    SourceError,
    Unavailable,
)

# Bars before the last known one that are asked for again: where they differ, the history was readjusted.
_OVERLAP = 3
_KEPT_S = {Interval.M1: 8 * 86400, Interval.M5: 59 * 86400, Interval.M15: 59 * 86400, Interval.M30: 59 * 86400}
# Bars of a chart in view are asked for again after this time, a little early so as not to miss the poll that is due.
_PACE_S = dict.fromkeys(Interval, 50.0) | {r.interval: 0.8 * r.refresh_s for r in RANGES}
# Minute bars of symbols whose chart nobody looks at: the quotes keep their pictures going.
_QUIET_REFRESH_S = 1800.0
_ENOUGH_FAILURES = 2
_FIRST_TRIAL_S = 60.0
# The topic of what a person asks for.
ASKED = "asked"


class Collector:
    """The polls of one source. Methods return a word for the screen, "" when all is well; raise SourceError."""

    def __init__(
        self,
        source: Source,
        market: MarketState,
        interest: Interest,
        archive: Archive,
        bucket: TokenBucket,
        clock: Clock,
    ) -> None:
        self._source, self._market, self._interest, self._archive = source, market, interest, archive
        self._bucket, self._clock = bucket, clock
        self._fetched: dict[tuple[str, Interval], float] = {}
        self._fetching: dict[tuple[str, Interval], asyncio.Lock] = {}
        self._hurried = False
        self.sparks = SparkBook()
        self.doubts = Doubts(market)
        self._resting: Resting[tuple[str, Interval]] = Resting(_FIRST_TRIAL_S)
        self._failing: set[str] = set()
        # Requests sent so far by topic, and those that the newest round of each needed where all went well.
        self.requests: Counter[str] = Counter()
        self.planned: Counter[str] = Counter()

    async def quotes(self) -> str:
        """One request for every watched symbol."""
        symbols = self._interest.watched()
        self.planned["quotes"] = 1
        await self.ask("quotes")
        batch = await self._source.quotes(symbols)
        if not batch.quotes:
            raise BadData(batch.problems[0].message if batch.problems else "no quote came")
        quotes, doubts = self.doubts.sift(batch) if self._source.capabilities.remote else (list(batch.quotes), ())
        self._market.set_problems(("quotes", ""), batch.problems + doubts)
        self.take_in(quotes)
        missing = len(symbols) - len(batch.quotes)
        words = [f"{missing} of {len(symbols)} symbols missing"] if missing > 0 else []
        return "; ".join([*words, *(f"{problem.message}" for problem in doubts[:1])])

    def take_in(self, quotes: Sequence[Quote]) -> None:
        """Show and keep those of `quotes` that are news."""
        news = self._market.apply_quotes(quotes)
        for quote in news:
            if (spark := self.sparks.take_quote(quote)) is not None:
                self._market.set_spark(spark)
        self._archive.save_quotes(news)

    async def second_look(self, symbol: str) -> bool:
        """Have the bars of a symbol decide on its doubted price; whether they bore it out.

        Where they do, the days come anew before the price is shown: on the day of a split they are of another unit.
        Raises RateLimited.
        """
        self.doubts.looking.add(symbol)
        try:
            await self._bring(symbol, Interval.M1)
            if not (self.doubts.borne_out(symbol) or self.doubts.may_be_split(symbol)):
                return False
            await self._bring(symbol, Interval.D1)
            if self.doubts.borne_out(symbol):
                self.take_in(self.doubts.release(symbol))
            return symbol not in self.doubts.waiting
        finally:
            self.doubts.looking.discard(symbol)

    async def _bring(self, symbol: str, interval: Interval) -> None:
        if interval not in self._market.facts.intervals:
            return
        try:
            await self.fetch(symbol, interval)
        except RateLimited:
            raise
        except SourceError as error:
            self.note(symbol, interval, error)

    async def daily(self) -> str:
        """Daily bars of every symbol that is watched or that a reading needs."""
        return await self._each("daily", [(symbol, Interval.D1) for symbol in self._interest.daily()])

    async def intraday(self) -> str:
        """Bars of the charts in view, each at its own pace, and minute bars of the watchlist now and then."""
        now = self._clock()
        charts = [key for key in self._interest.charts() if self._hurried or self._age(key) >= self._pace(key[1], now)]
        minutes = [(symbol, Interval.M1) for symbol in self._interest.watched()]
        wanted = [*charts, *(key for key in minutes if self._age(key) > _QUIET_REFRESH_S)]
        wanted += [key] if (key := self._resting.trial([*charts, *minutes], now)) is not None else []
        self._hurried = False
        keys = [key for key in dict.fromkeys(wanted) if key[1] in self._market.facts.intervals]
        return await self._each("intraday", keys)

    def hurry(self) -> None:
        """Somebody wants everything now: the next round over the charts leaves none out."""
        self._hurried = True

    def _age(self, key: tuple[str, Interval]) -> float:
        """Seconds since a series was fetched, or failed to be; no end of them where it was not."""
        failed = None if self._hurried else self._resting.since(key)
        return self._clock() - (failed or self._fetched.get(key, float("-inf")))

    def _pace(self, interval: Interval, now: float) -> float:
        """Seconds between two requests for a chart; none at the end of a session, when the last bars are due."""
        session = self._market.session
        ending = session.phase is Phase.CLOSED or (session.changes_at is not None and now >= session.changes_at)
        return 0.0 if ending else _PACE_S[interval]

    async def _each(self, topic: str, keys: list[tuple[str, Interval]]) -> str:
        """Fetch one series after the other; fails when the service does, or when all of them do.

        A round of nothing but symbols without bars is no failure of a service that has given bars of others. Two
        failures of the service in a row end the round: the rest would only wait for the same, one after another. After
        such a round one failure is enough.
        """
        failed: list[SourceError] = []
        in_a_row, self.planned[topic] = 0, len(keys)
        enough = 1 if topic in self._failing else _ENOUGH_FAILURES
        for symbol, interval in keys:
            try:
                await self.fetch(symbol, interval, topic)
                in_a_row = 0
                self._failing.discard(topic)
            except RateLimited:
                raise
            except SourceError as error:
                self.note(symbol, interval, error)
                failed.append(error)
                in_a_row = in_a_row + 1 if isinstance(error, Unavailable | AuthFailed) else 0
                if in_a_row == enough:
                    self._failing.add(topic)
                    raise
                if topic == "intraday":
                    self._resting.failed((symbol, interval), self._clock())
        only_unknown = bool(self._fetched) and all(isinstance(error, NotFound) for error in failed)
        if failed and len(failed) == len(keys) and not only_unknown:
            raise failed[-1]
        return f"{len(failed)} of {len(keys)} symbols missing" if failed else ""

    def note(self, symbol: str, interval: Interval, error: SourceError) -> None:
        """Say what is wrong with a series; what is known of it stays."""
        problem = Problem(symbol, error.kind, f"no {interval} bars: {error}")
        self._market.set_problems((f"bars {interval}", symbol), (problem,))

    async def fetch(self, symbol: str, interval: Interval, topic: str = ASKED) -> Bars:
        """Bring one series up to date: what is known, from the store too, and what is new since.

        The requests count for `topic`.
        """
        async with self._fetching.setdefault((symbol, interval), asyncio.Lock()):
            known = await self.known(symbol, interval)
            await self.ask(topic)
            since = known.times()[-min(_OVERLAP, len(known))] if known is not None and len(known) else None
            batch = await self._source.bars(symbol, interval, since)
            readjusted = known is not None and readjusted_since(known, batch.bars, _OVERLAP)
            if readjusted:
                await self.ask(topic)
                batch = await self._source.bars(symbol, interval, None)
            if not len(batch.bars) and (known is None or readjusted):
                raise NotFound(f"{self._source.name} has no {interval} bars of {symbol}")
            joined = batch.bars if known is None or readjusted else merge(known, batch.bars)
            joined = self._trimmed(joined)
            self._check(known, joined)
            self._fetched[symbol, interval] = self._clock()
            self._resting.succeeded((symbol, interval))
            self._market.set_problems((f"bars {interval}", symbol), batch.problems)
            self._archive.save_bars(batch.bars, replace=readjusted)
            self._take_in(joined)
            if self.doubts.readjusted(joined):
                self.take_in(self.doubts.release(symbol))
            return joined

    def _check(self, known: Bars | None, joined: Bars) -> None:
        """See `history.check`; what lies on this machine is taken as it is."""
        quote = self._market.quotes.get(joined.symbol) if self._source.capabilities.remote else None
        check(known, joined, self.doubts.of_its_unit(joined) or quote, self._clock())

    async def look_up(self, symbol: str) -> QuoteBatch:
        """The quote of one symbol, which nobody may be watching; see Source.quotes."""
        await self.ask(ASKED)
        return await self._source.quotes([symbol])

    async def ask(self, topic: str) -> None:
        """Wait for the leave to send one more request, and count it."""
        await self._bucket.take()
        self.requests[topic] += 1

    async def known(self, symbol: str, interval: Interval) -> Bars | None:
        """The series as the engine or the store has it, without asking the source."""
        known = self._market.bars.get((symbol, interval))
        return known if known is not None else await self._archive.bars(symbol, interval)

    def fetched_at(self, symbol: str, interval: Interval) -> float | None:
        """When this run last brought the series up to date (seconds since the epoch)."""
        return self._fetched.get((symbol, interval))

    def _take_in(self, bars: Bars) -> None:
        self._market.set_bars(bars)
        if not len(bars):
            return
        if bars.interval is Interval.D1:
            provisional = new_york_day(self._clock()) == day_of_bar(bars.times()[-1])
            self._market.set_spark(self.sparks.take_daily(bars, provisional=provisional))
        elif bars.interval is Interval.M1:
            self._market.set_spark(self.sparks.take_intraday(bars))

    def _trimmed(self, bars: Bars) -> Bars:
        kept = _KEPT_S.get(bars.interval)
        return bars.since(bars.times()[-1] - kept) if kept and len(bars) else bars
