"""`r2k portfolio show`: holdings, their value, and their profit by price and by dividends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.commands.portfolio.text import print_portfolio
from r2k_tui.commands.shared.one_shot import EngineHandle, run_once
from r2k_tui.commands.shared.options import Options
from r2k_tui.commands.shared.report import envelope, iso, number, print_problems, write
from r2k_tui.config.schema import Config
from r2k_tui.config.sections.watchlist import ALL_PORTFOLIOS, PortfolioSettings, portfolios_of
from r2k_tui.link.protocol import Link
from r2k_tui.model.events.event import EventKind
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.messages.bars import DividendsReply, GetDividends
from r2k_tui.model.messages.frame import Snapshot
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.subscription import GetSnapshot, Watch
from r2k_tui.model.messages.universe import EventsReply, GetEvents
from r2k_tui.model.money.conversion import rates_needed
from r2k_tui.ui.views.watchlist.portfolio import Gain, PortfolioValue, Position, Sum, valued

_EVENT_DAYS, _HARMLESS = 90, ("note",)


class _HoldingFacts(NamedTuple):
    """What the engine knows of the holdings; `ex_dates`: next ex-dividend day by symbol."""

    snapshot: Snapshot
    dividends: DividendsReply
    ex_dates: Mapping[str, str]
    problems: tuple[Problem, ...]


def run(options: Options, name: str, *, ex_dates: bool) -> int:
    """Show one portfolio, or every one and all together. Returns the exit status: 3 without any price."""
    config = options.setup().config
    chosen = _chosen(config, name)
    symbols = tuple(dict.fromkeys(holding.symbol for one in chosen for holding in one.holdings))
    if not symbols:
        raise UsageError(
            "no holdings: `r2k portfolio import FILE` reads a broker's export, or set them under [portfolio]"
        )
    setup = options.setup(symbols)

    async def ask(engine: EngineHandle, link: Link) -> _HoldingFacts:
        return await _known(engine, link, symbols, config.portfolio.base, ex_dates=ex_dates)

    known = run_once(setup, ask)
    quotes = {quote.symbol: quote for quote in known.snapshot.quotes}
    records = {record.symbol: record for record in known.dividends.records}
    values = [(one, valued(one, quotes, "1D", {}, records)) for one in chosen]
    problems = list(dict.fromkeys((*_of(known, symbols), *(p for one, value in values for p in _left(one, value)))))
    if options.json:
        data = {"portfolios": [_data(one, value, quotes, known.ex_dates) for one, value in values]}
        write(envelope("portfolio show", known.snapshot.facts, data, known.snapshot.as_of, problems))
    else:
        facts = known.snapshot.facts
        print(f"{facts.name}{'  SIMULATED' if facts.simulated else ''}  as of {known.snapshot.as_of or '–'}")
        for one, value in values:
            print_portfolio(one, value, quotes, known.ex_dates)
        print_problems(problems)
    if not any(value.counted for _, value in values):
        return 3
    return 1 if any(problem.kind not in _HARMLESS for problem in problems) else 0


def _chosen(config: Config, name: str) -> Sequence[PortfolioSettings]:
    """The named portfolio; without a name each, and several together too. Raises UsageError."""
    every = portfolios_of(config.portfolio, config.portfolios)
    if not name:
        return every if len(every) == 1 else (*every, config.everything)
    if name.casefold() == ALL_PORTFOLIOS:
        return (config.everything,)
    found = tuple(one for one in every if one.name.casefold() == name.casefold())
    if not found:
        names = ", ".join((ALL_PORTFOLIOS, *(one.name for one in every)))
        raise UsageError(f'no portfolio "{name}" (there are {names})')
    return found


async def _known(
    engine: EngineHandle, link: Link, symbols: tuple[str, ...], base: str, *, ex_dates: bool
) -> _HoldingFacts:
    snapshot = await link.ask(GetSnapshot())
    assert isinstance(snapshot, Snapshot)
    rates = rates_needed(symbols, {quote.symbol: quote for quote in snapshot.quotes}, base)
    if rates and not {quote.symbol for quote in snapshot.quotes}.issuperset(rates):
        await link.ask(Watch(symbols, rates))
        await engine.idle()
    dividends, problems, days = await link.ask(GetDividends(symbols)), list[Problem](), dict[str, str]()
    if ex_dates:
        events = await link.ask(GetEvents(days=_EVENT_DAYS, settled=True))
        if isinstance(events, EventsReply):
            listed = (event for event in events.calendar.events if event.kind is EventKind.EX_DIVIDEND)
            for event in listed:
                days.setdefault(event.symbol, event.day)
        elif isinstance(events, Failure):
            problems.append(Problem("", events.kind, f"no ex-dividend days: {events.message}"))
    snapshot = await link.ask(GetSnapshot())
    assert isinstance(snapshot, Snapshot)
    if isinstance(dividends, Failure):
        problems.append(Problem("", dividends.kind, f"no dividends: {dividends.message}"))
    return _HoldingFacts(
        snapshot, dividends if isinstance(dividends, DividendsReply) else DividendsReply(()), days, tuple(problems)
    )


def _of(known: _HoldingFacts, symbols: tuple[str, ...]) -> list[Problem]:
    """Problems of the holdings; those of dividends are notes, since the total says that it is price only."""
    notes = [Problem(problem.symbol, "note", problem.message) for problem in known.dividends.problems]
    return [*(p for p in known.snapshot.problems if p.symbol in symbols), *known.problems, *notes]


def _left(portfolio: PortfolioSettings, value: PortfolioValue) -> list[Problem]:
    """What a portfolio does not count, and whose dividends are unknown for want of a day."""
    found = [
        Problem(p.symbol, "missing", f"{p.symbol} {p.note}: in no sum") for p in value.positions.values() if p.note
    ]
    dated = {lot.symbol for lot in portfolio.holdings if lot.opened is None}
    words = "no day of purchase (`opened`), so the dividends since are not known: its total is price only"
    return found + [Problem(symbol, "note", words) for symbol in value.price_only if symbol in dated]


def _data(
    portfolio: PortfolioSettings, value: PortfolioValue, quotes: Mapping[str, Quote], ex_dates: Mapping[str, str]
) -> dict[str, Any]:
    worth = None if value.value is None else value.value + value.cash
    return {
        "name": portfolio.name,
        "account": portfolio.account or None,
        "currency": value.base,
        "cash": number(value.cash),
        "value": number(worth),
        "day": _sum(value.day, value.counted),
        "price": _sum(value.price, value.counted),
        "income": _sum(value.income, value.counted),
        "total": _sum(value.total, value.counted),
        "total_is": _kind(len(value.price_only), value.total.known),
        "price_only": list(value.price_only),
        "holdings": [_position(p, quotes.get(p.symbol), ex_dates) for p in value.positions.values()],
        "rates": [{"symbol": rate.symbol, "price": number(rate.price), "time": iso(rate.time)} for rate in value.rates],
    }


def _kind(price_only: int, known: int) -> str | None:
    """What a total of `known` holdings consists of: `price_and_income`, `price_only`, or `mixed`; None without any."""
    if not known:
        return None
    return "price_and_income" if not price_only else "price_only" if price_only >= known else "mixed"


def _sum(found: Sum, counted: int) -> dict[str, Any] | None:
    """A sum with the number of holdings in it; None where it is known of none."""
    if not found.known:
        return None
    return {
        "amount": number(found.gain.amount),
        "fraction": number(found.gain.fraction),
        "known": found.known,
        "of": counted,
    }


def _gain(gain: Gain | None) -> dict[str, Any] | None:
    return None if gain is None else {"amount": number(gain.amount), "fraction": number(gain.fraction)}


def _position(position: Position, quote: Quote | None, ex_dates: Mapping[str, str]) -> dict[str, Any]:
    return {
        "symbol": position.symbol,
        "shares": number(position.shares),
        "cost": number(position.cost),
        "last": number(quote.price if quote else None),
        "currency": (quote.currency if quote else "") or None,
        "value": number(position.value),
        "weight": number(position.weight),
        "day": _gain(position.day),
        "price": _gain(position.price),
        "income": number(position.income),
        "total": _gain(position.total),
        "total_is": None if position.total is None else "price_only" if position.price_only else "price_and_income",
        "next_ex_dividend": ex_dates.get(position.symbol),
        "note": position.note or None,
    }
