"""Probe of one provider of a fact: one request, and its outcome."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Iterable
from datetime import date, timedelta

import msgspec

from r2k_tui.model.calendar.days import day_of_bar, new_york_day
from r2k_tui.model.macro.series import SERIES_BY_ID, MacroSeries
from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.holdings import FundHoldings
from r2k_tui.model.text import plural
from r2k_tui.sources.base import BarBatch, NotFound, Source, SourceError
from r2k_tui.sources.facts.clients import FactClients
from r2k_tui.sources.facts.table import (
    ALFRED,
    CBOE,
    CBOE_HISTORY,
    FINRA,
    FRED,
    FRENCH,
    ISHARES,
    ISHARES_PAST,
    NASDAQ_TRADER,
    SEC,
    SEC_INSIDERS,
    YAHOO,
    Confidence,
    Fact,
    FactProvider,
)
from r2k_tui.sources.finra.newest import newest_settlement
from r2k_tui.sources.fred.closes import SERIES_OF, FredCloses
from r2k_tui.sources.fred.fetch import fetch_series, fetch_vintage
from r2k_tui.sources.french.parse import next_month
from r2k_tui.sources.sec.daily_index import EVERY_FILER
from r2k_tui.sources.sec.tickers import without_ticker

# Short window: a probe shows that the service responds, and need not transfer decades.
_WINDOW_DAYS = 30
# A day of the past for which lists and vintages have long been published.
_PAST_DAYS = 120
# A weekend with a holiday, and the day whose index is not written yet.
_INDEX_DAYS = 6


class FactProbe(msgspec.Struct, frozen=True):
    """Outcome of one probe. `newest`: day of the newest value, `age_days` its age; `words`: the value, or the error.

    `answered` is None for local data and for providers that the settings disable.
    """

    fact: str
    subject: str
    provider: str
    answered: bool | None
    seconds: float = 0.0
    newest: str = ""
    age_days: int | None = None
    words: str = ""


class FactTrial(msgspec.Struct, frozen=True):
    """Inputs of a probe: the clients, the market source (None: its providers are not probed), and the time.

    `cboe`: Cboe's quotes, None if they are not in the chain.
    """

    clients: FactClients
    source: Source | None
    now: float
    cboe: Source | None = None


async def probe(fact: Fact, provider: FactProvider, subject: str, trial: FactTrial) -> FactProbe:
    """Probe a provider for one subject of a fact. Failures of the provider are part of the outcome."""
    head = (fact.key, subject, provider.name)
    ask = _TRIALS.get(provider.name)
    if provider.confidence is Confidence.OWN or ask is None:
        return FactProbe(*head, None, words=provider.asked)
    if why := _why_off(provider, subject, trial):
        return FactProbe(*head, None, words=why)
    started = time.monotonic()
    try:
        newest, words = await ask(fact, subject, trial)
    except SourceError as error:
        return FactProbe(*head, answered=False, seconds=time.monotonic() - started, words=str(error))
    age = (new_york_day(trial.now) - newest).days
    return FactProbe(*head, True, time.monotonic() - started, newest.isoformat(), age, words)


def probes(fact: Fact) -> tuple[tuple[FactProvider, str], ...]:
    """Probes of a fact: each provider with each subject."""
    return tuple((provider, subject) for subject in fact.subjects for provider in fact.providers)


def in_use(fact: Fact, outcomes: Iterable[FactProbe]) -> FactProbe | None:
    """Outcome of the provider that R2K would use, given the outcomes for one subject in order; None without one."""
    return next((one for one in outcomes if one.answered and _young(fact, one)), None)


def _young(fact: Fact, outcome: FactProbe) -> bool:
    return fact.oldest_days is None or outcome.age_days is None or outcome.age_days <= fact.oldest_days


def _why_off(provider: FactProvider, subject: str, trial: FactTrial) -> str:
    clients = trial.clients
    if provider.name == YAHOO and trial.source is None:
        return "not probed: it belongs to the market source"
    if provider.name == CBOE and trial.cboe is None:
        return "off: not in [source] chain"
    if provider.name == SEC:
        return clients.filings.why_off(subject)
    if provider.name == FINRA and not clients.has_short_interest():
        return "off: [universe] short_interest is false"
    if provider.name == SEC_INSIDERS:
        return clients.insiders.why_off
    if provider.name == FRENCH:
        return clients.factors.why_off
    if provider.name in (FRED, ALFRED) and not clients.fred.settings.endpoint:
        return "off: [fred] endpoint is empty"
    if provider.name == NASDAQ_TRADER and not clients.halts_on:
        return "off: [universe] halts = false, or enabled = false"
    if provider.name in (ISHARES, ISHARES_PAST) and not clients.lists.has(subject):
        return f"off: [universe.holdings] has no address for {subject}"
    return ""


NewestValue = tuple[date, str]
AskProvider = Callable[[Fact, str, FactTrial], Awaitable[NewestValue]]


def _since(trial: FactTrial) -> float:
    return trial.now - _WINDOW_DAYS * 86400.0


def _past(trial: FactTrial) -> date:
    """A weekday in the past."""
    day = new_york_day(trial.now) - timedelta(days=_PAST_DAYS)
    return day - timedelta(days=max(0, day.isoweekday() - 5))


def _of_bars(batch: BarBatch, subject: str) -> NewestValue:
    bars = batch.bars
    if not len(bars):
        raise NotFound(f"no value of {subject} within {_WINDOW_DAYS} days")
    return day_of_bar(bars.times()[-1]), f"{subject} {bars.column('close')[-1]:.2f}"


def _of_series(series: MacroSeries) -> NewestValue:
    day = day_of_bar(series.dates()[-1] * 86400)
    return day, f"{series.id} {series.numbers()[-1]:.2f}, {series.origin}"


def _of_list(found: FundHoldings) -> NewestValue:
    nameless = without_ticker(found.rows)
    words = f"{plural(len(found.equities()), 'stock')}, {len(nameless):,} without a ticker"
    return date.fromisoformat(found.as_of), words


async def _market(_: Fact, subject: str, trial: FactTrial) -> NewestValue:
    if trial.source is None:
        raise NotFound("no market source")
    return _of_bars(await trial.source.bars(subject, Interval.D1, _since(trial)), subject)


async def _quote(_: Fact, subject: str, trial: FactTrial) -> NewestValue:
    if trial.cboe is None:
        raise NotFound("Cboe is not in the chain")
    batch = await trial.cboe.quotes([subject])
    quote = next((one for one in batch.quotes if one.price is not None and one.time is not None), None)
    if quote is None or quote.price is None or quote.time is None:
        raise NotFound(batch.problems[0].message if batch.problems else f"no quote of {subject}")
    return new_york_day(quote.time), f"{subject} {quote.price:.2f} by {quote.source}"


async def _history(_: Fact, subject: str, trial: FactTrial) -> NewestValue:
    return _of_bars(await trial.clients.history.bars(subject, Interval.D1, _since(trial)), subject)


async def _fred(_: Fact, subject: str, trial: FactTrial) -> NewestValue:
    if subject in SERIES_OF:
        return _of_bars(await FredCloses(trial.clients.fred).bars(subject, Interval.D1, _since(trial)), subject)
    return _of_series(await fetch_series(trial.clients.fred, SERIES_BY_ID[subject], None, trial.now))


async def _vintage(_: Fact, subject: str, trial: FactTrial) -> NewestValue:
    return _of_series(await fetch_vintage(trial.clients.fred, SERIES_BY_ID[subject], _past(trial), trial.now))


async def _list(_: Fact, subject: str, trial: FactTrial) -> NewestValue:
    return _of_list(await trial.clients.lists.latest(subject, trial.now))


async def _past_list(_: Fact, subject: str, trial: FactTrial) -> NewestValue:
    return _of_list(await trial.clients.lists.on(subject, _past(trial), trial.now))


async def _filing(_: Fact, subject: str, trial: FactTrial) -> NewestValue:
    return _of_list(await trial.clients.filings.holdings(subject, trial.now))


async def _short_interest(_: Fact, __: str, trial: FactTrial) -> NewestValue:
    found = await newest_settlement(trial.clients.short_interest, new_york_day(trial.now))
    words = plural(len(found.names()), "stock")
    return date.fromisoformat(found.day), f"{words}, {found.note}" if found.note else words


async def _halts(_: Fact, subject: str, trial: FactTrial) -> NewestValue:
    reading = await trial.clients.halts.halts()
    now = trial.now
    halted = sum(halt.in_effect(now) for halt in reading.halts)
    words = (
        f"{plural(len(reading.halts), 'halt')}, {halted:,} in effect{'; ' if reading.notice else ''}{reading.notice}"
    )
    return new_york_day(now if reading.published_at is None else reading.published_at), words


async def _statements(_: Fact, __: str, trial: FactTrial) -> NewestValue:
    """Newest daily index: that of a weekend, of a holiday, or of today before the evening is absent."""
    today = new_york_day(trial.now)
    for back in range(_INDEX_DAYS):
        day = today - timedelta(days=back)
        if day.isoweekday() > 5:
            continue
        try:
            found = await trial.clients.insiders.index(day, EVERY_FILER)
        except NotFound:
            continue
        return day, plural(len(found), "statement")
    raise NotFound(f"the SEC has no index of the last {_INDEX_DAYS} days")


async def _factors(_: Fact, subject: str, trial: FactTrial) -> NewestValue:
    """Last day of the newest month, and the size of the table."""
    table = await trial.clients.factors.factor_table(subject)
    year, month = divmod(next_month(table.month_numbers()[-1]), 100)
    made = f", CRSP {table.vintage}" if table.vintage else ""
    words = f"{plural(len(table), 'month')} of {' '.join(table.factors)}{made}"
    return date(year, month, 1) - timedelta(days=1), words


_TRIALS: dict[str, AskProvider] = {
    YAHOO: _market,
    CBOE: _quote,
    CBOE_HISTORY: _history,
    FRED: _fred,
    ALFRED: _vintage,
    ISHARES: _list,
    ISHARES_PAST: _past_list,
    SEC: _filing,
    FINRA: _short_interest,
    NASDAQ_TRADER: _halts,
    SEC_INSIDERS: _statements,
    FRENCH: _factors,
}
