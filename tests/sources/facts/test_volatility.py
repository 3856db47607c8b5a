"""Bars of volatility: from whom they come, and what is said of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest

from r2k_tui.model.calendar.days import NEW_YORK, bar_of_day, day_of_bar
from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.model.market.quote import Quote
from r2k_tui.sources.base import BarBatch, NotFound, RateLimited, SourceError, Unavailable
from r2k_tui.sources.facts.volatility import Moment, VolatilityBars
from tests.fakes.invented_bars import daily_bars
from tests.fakes.scripted_source import ScriptedSource

TODAY = date(2026, 11, 27)
RVX = "^RVX"


class Given:
    """A provider that has these bars, or none."""

    def __init__(self, name: str, bars: Bars | None = None, error: SourceError | None = None) -> None:
        self.name, self._bars, self._error, self.asked = name, bars, error, 0

    def covers(self, symbol: str) -> bool:
        return symbol == RVX

    async def bars(self, symbol: str, interval: Interval, since: float | None = None) -> BarBatch:
        self.asked += 1
        if self._error is not None or self._bars is None:
            raise self._error or NotFound("no such symbol")
        return BarBatch(self._bars if since is None else self._bars.since(since))


def series(last: date, level: float = 23.4, source: str = "cboe_history") -> Bars:
    return daily_bars(RVX, [level - 1, level], last, source=source)


def yahoo(bars: Bars | None = None) -> ScriptedSource:
    source = ScriptedSource(name="yahoo")
    if bars is not None:
        source.put(bars)
    return source


def weekdays_since(day: date, until: date = TODAY) -> int:
    days = (day + timedelta(days=ahead) for ahead in range(1, (until - day).days + 1))
    return sum(one.isoweekday() <= 5 and one != until for one in days)


async def found(
    source: ScriptedSource,
    others: Sequence[Given],
    *,
    until: date | None = None,
    since: float | None = None,
    quote: Quote | None = None,
    symbol: str = RVX,
) -> BarBatch:
    moment = Moment(until, weekdays_since if until is None else lambda day: weekdays_since(day, until), lambda _: quote)
    return await VolatilityBars(source, others, moment).bars(symbol, Interval.D1, since)


async def test_the_source_comes_first_and_nobody_else_is_asked() -> None:
    other = Given("cboe_history", series(TODAY))
    batch = await found(yahoo(series(TODAY, source="yahoo")), [other])
    assert (batch.bars.source, batch.bars.note, other.asked) == ("yahoo", "", 0)


async def test_a_symbol_that_yahoo_does_not_know_comes_from_cboe_and_says_so() -> None:
    fred = Given("fred", series(TODAY))
    batch = await found(yahoo(), [Given("cboe_history", series(date(2026, 11, 25))), fred])
    assert batch.bars.source == "cboe_history"
    assert batch.bars.note == "Cboe history to 2026-11-25; Yahoo does not know ^RVX"
    assert (batch.problems, fred.asked) == ((), 0)


async def test_each_failure_passes_to_the_next_and_is_named() -> None:
    source = yahoo()
    source.fail("bars", RateLimited("Yahoo refuses more requests for now."))
    cboe = Given("cboe_history", error=Unavailable("Cboe did not answer within 15 s."))
    batch = await found(source, [cboe, Given("fred", series(date(2026, 11, 25), source="fred"))])
    assert batch.bars.note == (
        "FRED to 2026-11-25; Yahoo refuses more requests for now; Cboe did not answer within 15 s"
    )


async def test_where_nobody_has_any_the_error_is_the_source_s() -> None:
    source = yahoo()
    source.fail("bars", RateLimited("Yahoo refuses more requests for now.", 99.0))
    with pytest.raises(RateLimited) as caught:
        await found(source, [Given("cboe_history"), Given("fred", error=Unavailable("down"))])
    assert caught.value.retry_at == 99.0


@pytest.mark.parametrize(("last", "used"), [(date(2026, 11, 19), "yahoo"), (date(2026, 11, 18), "cboe_history")])
async def test_a_series_that_ends_more_than_five_sessions_ago_passes_on(last: date, used: str) -> None:
    assert weekdays_since(last) == (5 if used == "yahoo" else 6)
    batch = await found(yahoo(series(last, source="yahoo")), [Given("cboe_history", series(TODAY))])
    assert batch.bars.source == used
    if used != "yahoo":
        assert batch.bars.note == f"Cboe history to {TODAY}; Yahoo ends on 2026-11-18"


async def test_where_all_are_old_the_youngest_comes_with_a_problem() -> None:
    source = yahoo(series(date(2026, 5, 4), source="yahoo"))
    batch = await found(source, [Given("cboe_history", series(date(2026, 9, 1))), Given("fred")])
    assert day_of_bar(batch.bars.times()[-1]) == date(2026, 9, 1)
    (problem,) = batch.problems
    assert (problem.symbol, problem.kind) == (RVX, "too_old")
    assert problem.message == (
        "^RVX is out of date: Yahoo ends on 2026-05-04; Cboe history ends on 2026-09-01; FRED does not know ^RVX"
    )


async def test_nothing_new_within_some_sessions_is_no_reason_to_ask_another() -> None:
    other = Given("cboe_history", series(TODAY))
    empty = yahoo(series(date(2026, 11, 20), source="yahoo"))
    batch = await found(empty, [other], since=float(bar_of_day(date(2026, 11, 23))))
    assert (len(batch.bars), other.asked) == (0, 0)
    await found(empty, [other], since=float(bar_of_day(date(2026, 11, 2))))
    assert other.asked == 0
    old = yahoo(series(date(2026, 10, 1), source="yahoo"))
    batch = await found(old, [other], since=float(bar_of_day(date(2026, 10, 2))))
    assert batch.bars.note == f"Cboe history to {TODAY}; Yahoo has nothing newer"


async def test_as_of_a_past_day_there_is_nothing_later() -> None:
    until = date(2026, 6, 30)
    bars = daily_bars(RVX, [float(20 + at) for at in range(130)], TODAY, source="cboe_history")
    batch = await found(yahoo(), [Given("cboe_history", bars)], until=until)
    assert day_of_bar(batch.bars.times()[-1]) == until
    assert batch.bars.note.startswith("Cboe history to 2026-06-30")
    quote = Quote(RVX, price=40.0, source="cboe", time=datetime(2026, 11, 27, 12, tzinfo=NEW_YORK).timestamp())
    again = await found(yahoo(), [Given("cboe_history", bars)], until=until, quote=quote)
    assert day_of_bar(again.bars.times()[-1]) == until


async def test_the_quote_of_cboe_stands_on_top_of_a_history() -> None:
    noon = datetime(2026, 11, 27, 12, tzinfo=NEW_YORK).timestamp()
    quote = Quote(RVX, price=24.9, day_high=25.0, source="cboe", time=noon)
    history = [Given("cboe_history", series(date(2026, 11, 25)))]
    batch = await found(yahoo(), history, quote=quote)
    assert (day_of_bar(batch.bars.times()[-1]), batch.bars.column("close")[-1]) == (TODAY, 24.9)
    assert "then the quote of Cboe, 15 minutes late; Yahoo does not know" in batch.bars.note
    other = await found(yahoo(), history, quote=Quote(RVX, price=24.9, source="yahoo", time=noon))
    assert day_of_bar(other.bars.times()[-1]) == date(2026, 11, 25), "only where the user added it"


async def test_other_symbols_and_intervals_are_the_source_s() -> None:
    other = Given("cboe_history", series(TODAY))
    with pytest.raises(NotFound):
        await found(yahoo(), [other], symbol="IWM")
    with pytest.raises(NotFound):
        await VolatilityBars(yahoo(), [other], Moment(None, weekdays_since, lambda _: None)).bars(RVX, Interval.M1)
    assert other.asked == 0
