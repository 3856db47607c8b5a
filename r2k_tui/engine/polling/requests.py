"""Handlers of requests for quotes, headlines and dividends, and of terminal watchlists."""

from __future__ import annotations

from r2k_tui.engine.polling.news import FRESH_S
from r2k_tui.engine.polling.on_demand import OnDemandRequests
from r2k_tui.engine.request_scope import Handlers, RequestScope
from r2k_tui.model.log import Level
from r2k_tui.model.market.quote import Quote, ratio_quote
from r2k_tui.model.messages.bars import GetDividends
from r2k_tui.model.messages.news import GetNews, NewsReply
from r2k_tui.model.messages.outcome import Done, Failure
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.subscription import Lookup, LookupReply, Watch
from r2k_tui.model.ratio import fault_of, hint_for, legs_of
from r2k_tui.sources.base import SourceError


async def watch(scope: RequestScope, request: Watch) -> Reply:
    """Record the symbols that a terminal shows, and poll at once when one is new."""
    if scope.context.interest.watch(scope.reader, request.symbols, request.rates):
        from r2k_tui.engine.polling.topics import MARKET, MarketTopics

        (await scope.service(MarketTopics)).wake(*MARKET)
    return Done()


async def look_up(scope: RequestScope, request: Lookup) -> Reply:
    """Check with the source whether it knows a symbol, or both of a ratio."""
    if fault := fault_of(request.symbol):
        return Failure("usage", fault)
    quotes: list[Quote] = []
    for symbol in legs_of(request.symbol):
        found = await _quoted(scope, symbol)
        if isinstance(found, Failure):
            return Failure(found.kind, f"{found.message}{hint_for(request.symbol)}")
        quotes.append(found)
    return LookupReply(quotes[0] if len(quotes) == 1 else ratio_quote(*quotes))


async def _quoted(scope: RequestScope, symbol: str) -> Quote | Failure:
    batch = await (await scope.service(OnDemandRequests)).look_up(symbol)
    if batch.quotes:
        return batch.quotes[0]
    if batch.problems:
        return Failure(batch.problems[0].kind, batch.problems[0].message)
    return Failure("not_found", f"{symbol}: the source does not know it")


async def get_news(scope: RequestScope, request: GetNews) -> Reply:
    """Headlines of a symbol: cached ones at once, newer ones in a later frame."""
    context, symbol = scope.context, request.symbol
    context.interest.read(symbol)
    news = context.market.news.get(symbol)
    if news is None:
        news = await (await scope.service(OnDemandRequests)).headlines(symbol)
    elif context.clock() - news.fetched_at > FRESH_S:
        context.tasks.start(_newer_headlines(scope, symbol))
    return NewsReply(news)


async def _newer_headlines(scope: RequestScope, symbol: str) -> None:
    try:
        await (await scope.service(OnDemandRequests)).headlines(symbol)
    except SourceError as error:
        message = f"{symbol}: no newer headlines: {error}"
        scope.context.log_repeated(Level.WARNING, "news", "no newer headlines", message)


async def get_dividends(scope: RequestScope, request: GetDividends) -> Reply:
    """Dividends of some symbols."""
    from r2k_tui.engine.polling.dividends import DividendService

    return await (await scope.service(DividendService)).records(request.symbols)


HANDLERS: Handlers = {Watch: watch, Lookup: look_up, GetNews: get_news, GetDividends: get_dividends}
