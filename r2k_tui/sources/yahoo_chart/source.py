"""Yahoo Finance as a Source that needs neither cookie nor crumb: quotes by spark and chart, bars by chart."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable, Sequence

from r2k_tui.config.sections.providers.yahoo import YahooSettings
from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.model.market.dividends import DividendRecord
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.quote import Quote
from r2k_tui.sources.base import BadData, BarBatch, Capabilities, NotFound, QuoteBatch, RateLimited, SourceError
from r2k_tui.sources.identity import Identity, IdentityCheck
from r2k_tui.sources.yahoo.http.responses import NoBars
from r2k_tui.sources.yahoo.parsing.dividends import QUERY, to_record
from r2k_tui.sources.yahoo.parsing.quotes import askable, unknown
from r2k_tui.sources.yahoo_chart.answers import ChartAnswer, from_chart
from r2k_tui.sources.yahoo_chart.client import ChartClient
from r2k_tui.sources.yahoo_chart.info import INFO
from r2k_tui.sources.yahoo_chart.lookups import Lookups
from r2k_tui.sources.yahoo_chart.periods import asked_interval, period_of
from r2k_tui.sources.yahoo_chart.quotes import filled, is_before_its_session, to_quote

# Pause of lookups after a refusal that names no time, and the share of the deadline that they may take in one call.
_PAUSE_S, _LOOKUP_SHARE = 300.0, 0.5
# Static data of a symbol are requested again after a day.
_KNOWN_S = 86400.0
_CAPABILITIES = Capabilities(
    INFO,
    intervals=(Interval.M1, Interval.M5, Interval.M15, Interval.M30, Interval.H1, Interval.D1),
    extended_hours=True,
    redistributable=False,
)


class YahooChartSource:
    """Source of quotes and bars from Yahoo's charts, with the settings of Yahoo.

    It has no bid, ask, headlines or fundamentals. `clock` returns seconds since the epoch. HTTP runs on a worker
    thread, which loads curl on the first request.
    """

    name = INFO.name
    identity = INFO.name
    capabilities = _CAPABILITIES

    def __init__(self, settings: YahooSettings, clock: Callable[[], float] = time.time) -> None:
        self._client = ChartClient(settings, clock)
        self._deadline_s, self._clock = settings.deadline_s, clock
        self._check = IdentityCheck("Yahoo", clock)
        self._lookups = Lookups(clock)
        self._known: dict[str, Quote] = {}

    @property
    def requests(self) -> int:
        """HTTP requests sent so far."""
        return self._client.http.sent

    async def quotes(self, symbols: Sequence[str]) -> QuoteBatch:
        """Quotes of all `symbols`: 20 per request, then single requests for omitted ones. Raises SourceError."""
        asked = list(dict.fromkeys(symbols))
        good = [symbol for symbol in asked if askable(symbol)]
        problems = [unknown(symbol) for symbol in asked if symbol not in good]
        if not good:
            return QuoteBatch((), tuple(problems))
        answers = await self._client.spark(list(dict.fromkeys(symbol.upper() for symbol in good)))
        now = self._clock()
        quotes = {symbol: self._quote(symbol, answers.get(symbol.upper()), now) for symbol in good}
        lacking = [symbol for symbol in good if _lacks(quotes[symbol], answers.get(symbol.upper()))]
        failures = await self._look_up(lacking, quotes)
        found = [quote for quote in quotes.values() if quote is not None]
        problems += [self._missing(symbol, failures) for symbol in good if quotes[symbol] is None]
        served = {} if self._client.served_at is None else {self.name: self._client.served_at}
        batch = self._check.checked(QuoteBatch(tuple(found), tuple(problems), served=served))
        self._known |= {quote.symbol: quote for quote in batch.quotes if quote.currency and quote.exchange}
        return batch

    async def bars(self, symbol: str, interval: Interval, since: float | None = None) -> BarBatch:
        """Bars from the one at `since` (seconds since the epoch) on, or all that Yahoo serves. Raises SourceError.

        They are empty for a known symbol without bars in the period.
        """
        if not askable(symbol):
            raise NotFound(unknown(symbol).message)
        if since is not None and math.isnan(since):
            raise BadData("The requested start is not a number.")
        now = self._clock()
        if since is not None and since > now + interval.seconds + 86400:
            return BarBatch(Bars(symbol, interval, source=self.name))
        period = period_of(interval, since, now)
        query = {
            "period1": str(period.start),
            "period2": str(period.end),
            "interval": asked_interval(interval).value,
            "includePrePost": str(interval.intraday).lower(),
        }
        try:
            data = await self._client.chart(symbol.upper(), query)
        except NoBars:
            return self._without_bars(symbol, interval, since)
        answer, batch = await asyncio.to_thread(_parsed, data, symbol, interval, now)
        told = Identity(answer.text("currency"), answer.text("exchangeName"))
        if (odd := self._check.changed(symbol, told, answer.name)) is not None:
            raise BadData(odd.message)
        if not len(batch.bars) and not batch.problems:
            return self._without_bars(symbol, interval, since)
        return batch if since is None else BarBatch(batch.bars.since(since), batch.problems)

    async def dividends(self, symbol: str) -> DividendRecord:
        """See DividendSource. Raises NotFound for a symbol that Yahoo does not know."""
        if not askable(symbol):
            raise NotFound(unknown(symbol).message)
        try:
            data = await self._client.chart(symbol.upper(), QUERY)
        except NoBars:
            raise NotFound(f"Yahoo has no history of {symbol}.") from None
        return to_record(data, symbol, self.name)

    async def close(self) -> None:
        """Stop the thread, without waiting for hanging requests."""
        await self._client.http.close()

    def _quote(self, symbol: str, answer: ChartAnswer | None, now: float) -> Quote | None:
        quote = None if answer is None else to_quote(symbol, answer, now)
        known = self._known.get(symbol)
        # Static data that a response always omits are as old as the last response that contained them.
        if quote is None or known is None or not 0.0 <= now - known.received_at < _KNOWN_S:
            return quote
        if quote.currency and quote.exchange:
            return quote
        return filled(quote, known)

    async def _look_up(self, symbols: list[str], quotes: dict[str, Quote | None]) -> dict[str, SourceError]:
        """Put quotes by single requests into `quotes`; return the errors of symbols that were not answered.

        Raises the error of the first request where there is no quote at all.
        """
        failures: dict[str, SourceError] = {}
        ends = time.monotonic() + self._deadline_s * _LOOKUP_SHARE
        for symbol in self._lookups.due(symbols):
            if time.monotonic() > ends:
                break
            try:
                quote = await self._look_up_one(symbol)
            except (NotFound, BadData) as error:
                problem = unknown(symbol) if isinstance(error, NotFound) else Problem(symbol, error.kind, str(error))
                self._lookups.record_failure(symbol, problem)
            except SourceError as error:
                if not any(quotes.values()):
                    raise
                failures |= {missing: error for missing in symbols if quotes[missing] is None}
                self._pause_after(error)
                break
            else:
                quotes[symbol] = quote or quotes[symbol]
        return failures

    async def _look_up_one(self, symbol: str) -> Quote | None:
        try:
            answer = await self._client.last_session(symbol.upper())
        except NoBars:
            answer = None
        quote = None
        if answer is not None:
            if (odd := self._check.changed(symbol, Identity(), answer.name)) is not None:
                raise BadData(odd.message)
            quote = to_quote(symbol, answer, self._clock())
        if _lacks(quote, answer):
            self._lookups.record_failure(symbol)
        else:
            self._lookups.answered(symbol)
        return quote

    def _pause_after(self, error: SourceError) -> None:
        if isinstance(error, RateLimited):
            self._lookups.pause_until(error.retry_at or self._clock() + _PAUSE_S)

    def _missing(self, symbol: str, failures: dict[str, SourceError]) -> Problem:
        if (error := failures.get(symbol)) is not None:
            return Problem(symbol, error.kind, str(error))
        if self._lookups.has_failed(symbol):
            words = f"Yahoo gives no usable price for {symbol}."
            return self._lookups.problem(symbol) or Problem(symbol, "bad_data", words)
        return Problem(symbol, "unavailable", f"Yahoo omitted {symbol}; a later poll requests it separately.")

    def _without_bars(self, symbol: str, interval: Interval, since: float | None) -> BarBatch:
        empty = Bars(symbol, interval, source=self.name)
        if since is not None:
            return BarBatch(empty)
        return BarBatch(empty, (Problem(symbol, "bad_data", f"Yahoo has no bars of {interval} for {symbol}."),))


def _parsed(data: object, symbol: str, interval: Interval, now: float) -> tuple[ChartAnswer, BarBatch]:
    """Answer and bars of a parsed response; in a thread, because numpy loads here."""
    from r2k_tui.sources.yahoo_chart.bars import to_batch

    answer = from_chart(data)
    return answer, to_batch(answer, symbol, interval, now)


def _lacks(quote: Quote | None, answer: ChartAnswer | None) -> bool:
    """Whether a quote lacks its currency or previous close, or is missing.

    Before the open, no answer of one session knows the close before the last.
    """
    if quote is None or not quote.currency:
        return True
    return quote.previous_close is None and (answer is None or not is_before_its_session(answer))
