"""A source as it stood on one day: it behaves as a source, and nothing later is known."""

from __future__ import annotations

import math
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from r2k_tui.model.factors.table import FactorTable, pack_table
from r2k_tui.model.index.short_interest import Settlement
from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.model.market.dividends import Dividend, DividendRecord
from r2k_tui.sources.as_of import AsOfSource, quote_of
from r2k_tui.sources.base import BadData, Capabilities, NotFound, RateLimited, SourceInfo, Unavailable
from tests.cases import cases
from tests.fakes.invented_bars import bars_at, daily_bars, wave
from tests.fakes.scripted_source import ScriptedSource
from tests.sources.contract import SourceContract, Subject

NEW_YORK = ZoneInfo("America/New_York")
TODAY = date(2025, 9, 18)
DAY = date(2025, 9, 10)


def at(text: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=NEW_YORK).timestamp()


@pytest.fixture
def inner() -> ScriptedSource:
    source = ScriptedSource(
        Capabilities(SourceInfo("scripted"), intervals=(Interval.M30, Interval.D1), always_open=True)
    )
    half_hours = [int(at("2025-09-08 09:30")) + 1800 * i for i in range(48 * 9)]
    for symbol in ("IWM", "SPY"):
        source.put(daily_bars(symbol, wave(100), TODAY, source="scripted"))
        source.put(bars_at(half_hours, wave(len(half_hours)), symbol, Interval.M30, source="scripted"))
    return source


class TestAsOfContract(SourceContract):
    @pytest.fixture
    async def subject(self, inner: ScriptedSource) -> AsyncIterator[Subject]:
        made = AsOfSource(inner, DAY)
        yield Subject(made, ("IWM", "SPY"), "NO-SUCH")
        await made.close()


async def test_daily_bars_end_with_the_day(inner: ScriptedSource) -> None:
    bars = (await AsOfSource(inner, DAY).bars("IWM", Interval.D1)).bars
    assert datetime.fromtimestamp(bars.times()[-1], UTC).date() == DAY
    assert bars.column("close")[-1] == wave(100)[-7]


@pytest.mark.parametrize("day", [date(2025, 9, 6), date(2025, 9, 7)])
async def test_a_day_without_a_session_ends_with_the_one_before(inner: ScriptedSource, day: date) -> None:
    bars = (await AsOfSource(inner, day).bars("IWM", Interval.D1)).bars
    assert datetime.fromtimestamp(bars.times()[-1], UTC).date() == date(2025, 9, 5)


async def test_intraday_bars_end_with_the_day_in_new_york(inner: ScriptedSource) -> None:
    bars = (await AsOfSource(inner, DAY).bars("IWM", Interval.M30)).bars
    assert bars.times()[-1] == at("2025-09-10 23:30")


async def test_since_still_counts(inner: ScriptedSource) -> None:
    source = AsOfSource(inner, DAY)
    whole = (await source.bars("IWM", Interval.D1)).bars
    assert (await source.bars("IWM", Interval.D1, float(whole.times()[-3]))).bars == whole.slice(
        len(whole) - 3, len(whole)
    )


async def test_before_the_first_bar_there_is_nothing(inner: ScriptedSource) -> None:
    source = AsOfSource(inner, date(2020, 1, 1))
    with pytest.raises(NotFound, match="up to 2020-01-01"):
        await source.bars("IWM", Interval.D1)
    batch = await source.quotes(("IWM",))
    assert batch.quotes == ()
    assert [(p.symbol, p.kind) for p in batch.problems] == [("IWM", "not_found")]


async def test_the_newest_bar_is_the_quote(inner: ScriptedSource) -> None:
    inner.set_price("IWM", 999.0)
    (quote,) = (await AsOfSource(inner, DAY).quotes(("IWM",))).quotes
    closes = wave(100)
    assert (quote.price, quote.previous_close) == (closes[-7], closes[-8])
    assert (quote.open, quote.volume) == (closes[-7], 1000.0)
    assert quote.time == quote.received_at == at("2025-09-10 16:00")
    assert inner.count("quotes") == 0, "what the source says of now is never asked for"


async def test_a_file_that_is_no_data_costs_only_its_own_symbol(inner: ScriptedSource) -> None:
    inner.fail("bars", BadData("no header"), "SPY")
    batch = await AsOfSource(inner, DAY).quotes(("SPY", "IWM"))
    assert [quote.symbol for quote in batch.quotes] == ["IWM"]
    assert [(p.symbol, p.kind, p.message) for p in batch.problems] == [("SPY", "bad_data", "no header")]


@pytest.mark.parametrize("error", [Unavailable("down"), RateLimited("slow down")])
async def test_a_service_that_fails_fails_the_request(inner: ScriptedSource, error: Exception) -> None:
    inner.fail("bars", error)
    with pytest.raises(type(error)):
        await AsOfSource(inner, DAY).quotes(("SPY", "IWM"))


async def test_what_it_says_of_itself(inner: ScriptedSource) -> None:
    source = AsOfSource(inner, DAY)
    facts = source.capabilities
    assert (facts.live, facts.always_open, facts.keeps_store) == (False, False, False)
    assert facts.intervals == inner.capabilities.intervals
    assert (source.name, source.identity) == ("scripted", "scripted as of 2025-09-10")
    await source.close()
    assert inner.closed == 1


class TestQuoteOf:
    def test_what_is_missing_is_none(self) -> None:
        bars = bars_at([0, 86400], [math.nan, math.nan])
        quote = quote_of(bars)
        assert (quote.price, quote.previous_close, quote.open, quote.day_high, quote.day_low) == (None,) * 5
        assert quote.change is None

    def test_of_one_bar_there_is_no_change(self) -> None:
        assert quote_of(bars_at([0], [5.0])).previous_close is None

    @pytest.mark.parametrize(("day", "offset"), [(date(2025, 1, 15), 21), (date(2025, 7, 15), 20)])
    def test_the_close_is_at_four_in_new_york(self, day: date, offset: int) -> None:
        bars: Bars = daily_bars("IWM", [1.0], day)
        assert quote_of(bars).time == bars.times()[0] + offset * 3600

    @cases(("day", "offset"), [(date(2025, 11, 28), 18), (date(2025, 7, 3), 17), (date(1992, 11, 27), 19)])
    def test_of_a_half_day_the_close_is_at_its_own_bell(self, day: date, offset: int) -> None:
        bars: Bars = daily_bars("IWM", [1.0], day)
        quote = quote_of(bars)
        assert quote.time == quote.received_at == bars.times()[0] + offset * 3600


async def test_short_interest_is_that_of_the_day_at_most(inner: ScriptedSource) -> None:
    asked: list[date] = []

    class Shorted(ScriptedSource):
        async def short_interest(self, until: date) -> tuple[Settlement, ...]:
            asked.append(until)
            return ()

    source = AsOfSource(Shorted(), DAY)
    assert await source.short_interest(TODAY) == () == await source.short_interest(date(2025, 1, 2))
    assert asked == [DAY, date(2025, 1, 2)]
    with pytest.raises(NotFound, match="scripted has no short interest"):
        await AsOfSource(inner, DAY).short_interest(DAY)


async def test_dividends_after_the_day_are_not_known(inner: ScriptedSource) -> None:
    with pytest.raises(NotFound, match="record of dividends"):
        await AsOfSource(inner, DAY).dividends("IWM")

    async def record(symbol: str) -> DividendRecord:
        return DividendRecord(symbol, tuple(Dividend(f"2025-09-{day}", 0.5) for day in ("09", "10", "11")))

    inner.dividends = record  # type: ignore[attr-defined]
    assert [one.day for one in (await AsOfSource(inner, DAY).dividends("IWM")).paid] == ["2025-09-09", "2025-09-10"]


async def test_factor_returns_that_were_not_public_are_not_known(inner: ScriptedSource) -> None:
    class Informed(ScriptedSource):
        async def factor_table(self, name: str) -> FactorTable:
            return pack_table(name, ("Mom",), [202505, 202506, 202507], [0.1, 0.2, 0.3], fetched_at=at("2025-09-18"))

    found = await AsOfSource(Informed(), DAY).factor_table("mom")
    assert list(found.month_numbers()) == [202505, 202506]
    with pytest.raises(NotFound, match="the scripted source has no factor returns"):
        await AsOfSource(inner, DAY).factor_table("mom")
