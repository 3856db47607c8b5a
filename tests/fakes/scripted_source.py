"""A source that does what the test says, and tells what it was asked.

source = ScriptedSource()
source.set_price("IWM", 240.0)
source.put(daily_bars("IWM", wave(300), TODAY))
source.tell("IWM", "Small caps rise", time=START)   # needs capabilities with news
source.fail("quotes", Unavailable("no route"))   # until source.heal("quotes")
source.hold("quotes")                            # calls wait until source.release("quotes")
await source.reached("quotes", 2)                # the second call has begun
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import NamedTuple

import msgspec

from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.fundamentals import Fundamentals
from r2k_tui.model.market.holdings import FundHoldings
from r2k_tui.model.market.news import Headline
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.text import clean
from r2k_tui.sources.base import BarBatch, Capabilities, NotFound, QuoteBatch, SourceInfo

ALL = (Interval.M1, Interval.M5, Interval.H1, Interval.D1)
LIVE = Capabilities(SourceInfo("scripted"), intervals=ALL)
NEWSY = Capabilities(SourceInfo("scripted"), intervals=ALL, news=True)


class Call(NamedTuple):
    """One call as it arrived."""

    method: str
    symbols: tuple[str, ...]
    interval: Interval | None = None
    since: float | None = None


class ScriptedSource:
    """Implements Source. Everything may be changed between two calls, from the event loop that it runs in."""

    def __init__(self, capabilities: Capabilities = LIVE, name: str = "scripted") -> None:
        self.capabilities, self.name, self.identity = capabilities, name, name
        self.known: dict[str, Quote] = {}
        self.series: dict[tuple[str, Interval], Bars] = {}
        self.lists: dict[str, FundHoldings] = {}
        self.facts: dict[str, Fundamentals] = {}
        self.headlines: dict[str, list[Headline]] = {}
        self.calls: list[Call] = []
        self.most_at_once, self.closed = 0, 0
        # Runs before every answer to `quotes`: a market that moves.
        self.before_quotes: Callable[[], None] = lambda: None
        self._at_once = 0
        self._errors: dict[tuple[str, str], Exception] = {}
        self._gates: dict[tuple[str, str], asyncio.Event] = {}
        self._arrival = asyncio.Event()

    def set_price(self, symbol: str, price: float | None, **fields: object) -> None:
        """The quote of a symbol from now on; `fields` are those of Quote and stay until they are set again."""
        quote = self.known.get(symbol, Quote(symbol, source=self.name))
        self.known[symbol] = msgspec.structs.replace(quote, price=price, **fields)

    def put(self, bars: Bars) -> None:
        """The bars of a symbol and interval from now on."""
        self.series[bars.symbol, bars.interval] = bars

    def tell(self, symbol: str, title: str, time: float | None = None) -> None:
        """One more headline of a symbol, the newest."""
        self.headlines.setdefault(symbol, []).insert(0, Headline(title, "Wire", time, "", (symbol,), self.name))

    def fail(self, method: str, error: Exception, symbol: str = "") -> None:
        """Let a method raise, for one symbol or for all."""
        self._errors[method, symbol] = error

    def heal(self, method: str, symbol: str = "") -> None:
        """Let it work again."""
        self._errors.pop((method, symbol), None)

    def hold(self, method: str, symbol: str = "") -> None:
        """Let calls of a method wait, for one symbol or for all."""
        self._gates[method, symbol] = asyncio.Event()

    def release(self, method: str, symbol: str = "") -> None:
        """Let the waiting calls go on, and later ones through."""
        self._gates.pop((method, symbol)).set()

    def count(self, method: str) -> int:
        """How many calls of a method have begun."""
        return sum(call.method == method for call in self.calls)

    async def reached(self, method: str, count: int = 1) -> None:
        """Wait until that many calls of a method have begun."""
        while self.count(method) < count:
            self._arrival.clear()
            await self._arrival.wait()

    async def quotes(self, symbols: Sequence[str]) -> QuoteBatch:
        """See Source."""
        await self._arrive(Call("quotes", tuple(symbols)))
        self.before_quotes()
        found = tuple(self.known[symbol] for symbol in symbols if symbol in self.known)
        missing = [symbol for symbol in symbols if symbol not in self.known]
        facts = tuple(self.facts[symbol] for symbol in symbols if symbol in self.facts)
        problems = tuple(Problem(s, "not_found", f"nobody knows {clean(s, 32)}") for s in missing)
        return QuoteBatch(found, problems, facts)

    async def holdings(self, fund: str) -> FundHoldings:
        """See ListsMembers: what `lists` says."""
        await self._arrive(Call("holdings", (fund,)))
        if fund not in self.lists:
            raise NotFound(f"nobody knows what {fund} holds")
        return self.lists[fund]

    async def bars(self, symbol: str, interval: Interval, since: float | None = None) -> BarBatch:
        """See Source."""
        await self._arrive(Call("bars", (symbol,), interval, since))
        bars = self.series.get((symbol, interval))
        if bars is None:
            raise NotFound(f"nobody has {interval} bars of {clean(symbol, 32)}")
        return BarBatch(bars if since is None else bars.since(since))

    async def news(self, symbol: str) -> tuple[Headline, ...]:
        """See NewsSource."""
        await self._arrive(Call("news", (symbol,)))
        return tuple(self.headlines.get(symbol, ()))

    async def close(self) -> None:
        """See Source."""
        self.closed += 1

    async def _arrive(self, call: Call) -> None:
        self.calls.append(call)
        self._arrival.set()
        self._at_once += 1
        self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            for symbol in ("", *call.symbols):
                if (gate := self._gates.get((call.method, symbol))) is not None:
                    await gate.wait()
            for symbol in ("", *call.symbols):
                if (error := self._errors.get((call.method, symbol))) is not None:
                    raise error
        finally:
            self._at_once -= 1
