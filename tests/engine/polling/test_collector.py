"""What each topic does when its turn comes: one request for all quotes, bars that grow, histories that change."""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import msgspec
import pytest

from r2k_tui.config.sections.market import MarketSettings
from r2k_tui.engine.polling.collector import Collector
from r2k_tui.engine.polling.topic import Incomplete
from r2k_tui.engine.state.archive import Archive
from r2k_tui.engine.state.interest import Interest
from r2k_tui.engine.state.market import MarketState
from r2k_tui.model.calendar.session import Phase, Session
from r2k_tui.model.halts.halt import MARKET, Halt
from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.rate_limit import TokenBucket
from r2k_tui.sources import batching
from r2k_tui.sources.base import AuthFailed, BadData, NotFound, RateLimited, SourceError, Unavailable
from r2k_tui.store.store import Store
from tests.engine.virtual_time import START
from tests.fakes.invented_bars import bars_at, daily_bars, wave
from tests.fakes.scripted_source import ALL, Call, ScriptedSource

TODAY = date(2025, 9, 18)
DAY = 86400


class Stage:
    """A collector over a scripted source and a real store, with a clock that is set by hand."""

    def __init__(self, path: Path | None, symbols: tuple[str, ...] = ("IWM", "SPY")) -> None:
        self.now = START
        self.source = ScriptedSource()
        self.market = MarketState(SourceFacts("scripted", intervals=ALL), Session())
        self.interest = Interest(MarketSettings(), symbols, self.clock)
        self.store = Store(path, "scripted")
        self.archive = Archive(self.store, self.clock, lambda _: None)
        self.taken = 0
        bucket = TokenBucket(6000, 1000, self.clock)
        take = bucket.take

        async def counted(*, first: bool = False) -> None:
            self.taken += 1
            await take(first=first)

        bucket.take = counted  # type: ignore[method-assign]
        self.collector = Collector(self.source, self.market, self.interest, self.archive, bucket, self.clock)

    def clock(self) -> float:
        return self.now

    async def stored(self, symbol: str, interval: Interval = Interval.D1) -> Bars:
        """What the store has, after everything that was to be written is written."""
        bars = await self.archive.bars(symbol, interval)
        assert bars is not None
        return bars

    def problems(self) -> list[tuple[str, str, str]]:
        return [(p.symbol, p.kind, p.message) for p in self.market.all_problems()]


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    made = Stage(tmp_path / "store.sqlite3")
    yield made
    await made.archive.close()


class TestQuotes:
    async def test_one_request_for_all_symbols(self, stage: Stage) -> None:
        for symbol in ("^RUT", "IWM", "SPY"):
            stage.source.set_price(symbol, 100.0, time=START)
        assert await stage.collector.quotes() == ""
        assert stage.source.calls == [Call("quotes", ("^RUT", "IWM", "SPY"))]
        assert stage.taken == 1
        assert set(stage.market.quotes) == {"^RUT", "IWM", "SPY"}

    async def test_requests_are_counted_by_topic(self, stage: Stage) -> None:
        stage.source.set_price("IWM", 100.0, time=START)
        stage.source.put(daily_bars("IWM", wave(30), TODAY))
        await stage.collector.quotes()
        await stage.collector.fetch("IWM", Interval.D1)
        await stage.collector.look_up("IWM")
        assert dict(stage.collector.requests) == {"quotes": 1, "asked": 2}
        assert stage.taken == 3

    async def test_what_is_missing_is_told_and_the_rest_is_taken(self, stage: Stage) -> None:
        stage.source.set_price("IWM", 100.0)
        assert await stage.collector.quotes() == "2 of 3 symbols missing"
        assert [symbol for symbol, _, _ in stage.problems()] == ["^RUT", "SPY"]
        assert set(stage.market.quotes) == {"IWM"}

    async def test_a_symbol_that_comes_back_is_no_problem_any_more(self, stage: Stage) -> None:
        stage.source.set_price("IWM", 100.0)
        await stage.collector.quotes()
        for symbol in ("^RUT", "SPY"):
            stage.source.set_price(symbol, 100.0)
        await stage.collector.quotes()
        assert stage.problems() == []

    async def test_some_only_are_requested_and_the_problems_of_the_others_stay(self, stage: Stage) -> None:
        stage.source.set_price("IWM", 100.0)
        await stage.collector.quotes()
        assert await stage.collector.quotes(("IWM",)) == ""
        assert stage.source.calls[-1] == Call("quotes", ("IWM",))
        assert [symbol for symbol, _, _ in stage.problems()] == ["^RUT", "SPY"]

    async def test_no_quote_at_all_is_a_failure(self, stage: Stage) -> None:
        with pytest.raises(BadData, match="nobody knows"):
            await stage.collector.quotes()

    @pytest.mark.parametrize("error", [Unavailable("x"), RateLimited("x"), AuthFailed("x"), BadData("x")])
    async def test_a_failure_leaves_the_last_good_quotes(self, stage: Stage, error: SourceError) -> None:
        for symbol in ("^RUT", "IWM", "SPY"):
            stage.source.set_price(symbol, 100.0, received_at=START)
        await stage.collector.quotes()
        before = dict(stage.market.quotes)
        stage.source.fail("quotes", error)
        with pytest.raises(type(error)):
            await stage.collector.quotes()
        assert stage.market.quotes == before

    async def test_a_long_list_that_is_refused_comes_in_parts(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(batching, "_FIRST_WAIT_S", 0.0)
        symbols = ("^RUT", *(f"S{number:03d}" for number in range(99)))
        stage = Stage(tmp_path / "long.sqlite3", symbols)
        for symbol in symbols:
            stage.source.set_price(symbol, 100.0, time=START)

        def at_most_fifty() -> None:
            if len(stage.source.calls[-1].symbols) > 50:
                raise RateLimited("no more")

        stage.source.before_quotes = at_most_fifty
        assert await stage.collector.quotes() == "50 a request since 12:00, scripted refused 100"
        assert set(stage.market.quotes) == set(symbols)
        assert await stage.collector.quotes()
        assert stage.collector.requests["quotes"] == 5
        assert stage.collector.expected_requests["quotes"] == 2
        stage.source.fail("quotes", Unavailable("no route"), symbols[-1])
        stage.source.set_price(symbols[0], 101.0, time=START + 5)
        with pytest.raises(Unavailable):
            await stage.collector.quotes()
        assert stage.market.quotes[symbols[0]].price == 101.0, "what came counts"
        await stage.archive.close()

    async def test_answers_to_what_nobody_asked_for_are_no_quotes(self, stage: Stage) -> None:
        stage.source.known["IWM"] = Quote("OTHER", price=100.0, time=START, source="scripted")
        with pytest.raises(BadData, match="scripted returned OTHER, which was not requested"):
            await stage.collector.quotes()
        assert stage.market.quotes == {}
        stage.source.set_price("SPY", 500.0, time=START)
        await stage.collector.quotes()
        assert set(stage.market.quotes) == {"SPY"}

    async def test_quotes_are_kept(self, stage: Stage) -> None:
        stage.source.set_price("IWM", 100.0)
        await stage.collector.quotes()
        await stage.archive.bars("IWM", Interval.D1)
        assert [quote.price for quote in stage.store.quotes()] == [100.0]

    async def test_quotes_move_the_small_pictures(self, stage: Stage) -> None:
        minute = int(START) // 60 * 60
        stage.source.put(bars_at([minute], [99.0], "IWM", Interval.M1))
        await stage.collector.fetch("IWM", Interval.M1)
        stage.source.set_price("IWM", 100.0, time=minute + 61.0)
        await stage.collector.quotes()
        assert stage.market.sparks["IWM"].values == (100.0,)


class TestGrowingHistory:
    async def test_the_first_time_all_then_only_what_is_new(self, stage: Stage) -> None:
        path = wave(300)
        stage.source.put(daily_bars("IWM", path[:299], date(2025, 9, 17)))
        await stage.collector.fetch("IWM", Interval.D1)
        stage.source.put(daily_bars("IWM", path, TODAY))
        bars = await stage.collector.fetch("IWM", Interval.D1)
        first, second = stage.source.calls
        assert first.since is None
        assert second.since == bars.times()[-4], "three known bars are asked for again"
        assert list(bars.column("close")) == path
        assert stage.market.bars["IWM", Interval.D1] is bars
        assert await stage.stored("IWM") == bars

    async def test_the_unfinished_bar_of_today_is_replaced(self, stage: Stage) -> None:
        path = wave(300)
        stage.source.put(daily_bars("IWM", path, TODAY))
        await stage.collector.fetch("IWM", Interval.D1)
        stage.source.put(daily_bars("IWM", [*path[:-1], 123.0], TODAY))
        bars = await stage.collector.fetch("IWM", Interval.D1)
        assert stage.source.count("bars") == 2, "the newest bar may move, that is no other history"
        assert bars.column("close")[-1] == 123.0
        assert (await stage.stored("IWM")).column("close")[-1] == 123.0

    async def test_what_the_store_knows_is_not_asked_for_again(self, stage: Stage) -> None:
        path = wave(300)
        stage.store.save_bars(daily_bars("IWM", path[:290], date(2025, 9, 4)))
        stage.source.put(daily_bars("IWM", path, TODAY))
        bars = await stage.collector.fetch("IWM", Interval.D1)
        assert stage.source.calls[0].since == bars.times()[287]
        assert list(bars.column("close")) == path

    @pytest.mark.parametrize("count", [1, 2])
    async def test_a_history_of_a_bar_or_two(self, stage: Stage, count: int) -> None:
        stage.source.put(daily_bars("IWM", wave(count), TODAY))
        await stage.collector.fetch("IWM", Interval.D1)
        bars = await stage.collector.fetch("IWM", Interval.D1)
        assert len(bars) == count
        assert stage.source.calls[1].since == bars.times()[0]

    async def test_two_who_want_the_same_ask_one_after_the_other(self, stage: Stage) -> None:
        stage.source.put(daily_bars("IWM", wave(50), TODAY))
        await asyncio.gather(*(stage.collector.fetch("IWM", Interval.D1) for _ in range(3)))
        assert stage.source.most_at_once == 1
        assert [call.since is None for call in stage.source.calls] == [True, False, False]

    async def test_minute_bars_are_kept_for_a_week(self, stage: Stage) -> None:
        minute = int(START) // 60 * 60
        stage.source.put(bars_at([minute - 9 * DAY, minute - 7 * DAY, minute], [1.0, 2.0, 3.0], interval=Interval.M1))
        bars = await stage.collector.fetch("IWM", Interval.M1)
        assert list(bars.column("close")) == [2.0, 3.0]

    async def test_fetching_is_noted(self, stage: Stage) -> None:
        stage.source.put(daily_bars("IWM", wave(5), TODAY))
        assert stage.collector.fetched_at("IWM", Interval.D1) is None
        await stage.collector.fetch("IWM", Interval.D1)
        assert stage.collector.fetched_at("IWM", Interval.D1) == START


class TestFirstHistory:
    """Where no bar is known, the quote is what a history is held against."""

    @pytest.fixture
    def told(self, stage: Stage) -> Quote:
        stage.source.put(daily_bars("IWM", [9_900.0, 10_000.0], TODAY))
        return Quote("IWM", 100.0, previous_close=99.0, received_at=START)

    async def test_one_far_from_the_price_is_refused(self, stage: Stage, told: Quote) -> None:
        stage.market.apply_quotes([told])
        with pytest.raises(BadData, match=r"end at 10,000\.00, far from its price of 100\.00"):
            await stage.collector.fetch("IWM", Interval.D1)
        assert ("IWM", Interval.D1) not in stage.market.bars
        assert await stage.archive.bars("IWM", Interval.D1) is None

    async def test_one_near_the_close_before_is_taken(self, stage: Stage, told: Quote) -> None:
        stage.market.apply_quotes([msgspec.structs.replace(told, previous_close=9_950.0)])
        assert len(await stage.collector.fetch("IWM", Interval.D1)) == 2

    async def test_a_quote_from_long_ago_refuses_nothing(self, stage: Stage, told: Quote) -> None:
        stage.market.apply_quotes([msgspec.structs.replace(told, received_at=START - DAY)])
        assert len(await stage.collector.fetch("IWM", Interval.D1)) == 2


class TestReadjustedHistory:
    @pytest.fixture
    async def known(self, stage: Stage) -> list[float]:
        path = wave(300)
        stage.source.put(daily_bars("IWM", path, TODAY))
        await stage.collector.fetch("IWM", Interval.D1)
        return path

    async def test_a_split_is_fetched_anew_and_replaces_everything(self, stage: Stage, known: list[float]) -> None:
        halved = [price / 2 for price in known]
        stage.source.put(daily_bars("IWM", halved[100:], TODAY))
        bars = await stage.collector.fetch("IWM", Interval.D1)
        assert [call.since is None for call in stage.source.calls] == [True, False, True]
        assert list(bars.column("close")) == halved[100:], "nothing of the old history is left"
        assert await stage.stored("IWM") == bars
        assert stage.taken == 3, "every request is counted"

    async def test_a_dividend_shows_in_the_adjusted_close_alone(self, stage: Stage, known: list[float]) -> None:
        bars = daily_bars("IWM", known, TODAY)
        adjusted = memoryview(bytearray(bars.adj_close)).cast("d")
        for i in range(299):
            adjusted[i] *= 0.99
        fields = {name: getattr(bars, name) for name in ("time", "open", "high", "low", "close", "volume")}
        stage.source.put(Bars("IWM", Interval.D1, **fields, adj_close=adjusted.tobytes()))
        fetched = await stage.collector.fetch("IWM", Interval.D1)
        assert stage.source.calls[-1].since is None
        assert fetched.adj_close == adjusted.tobytes()

    async def test_a_difference_of_the_last_digit_is_none(self, stage: Stage, known: list[float]) -> None:
        stage.source.put(daily_bars("IWM", [price * (1 + 1e-7) for price in known], TODAY))
        await stage.collector.fetch("IWM", Interval.D1)
        assert stage.source.count("bars") == 2

    async def test_a_missing_close_that_stays_missing_is_no_readjustment(self, stage: Stage) -> None:
        path = [*wave(300)[:-2], math.nan, 100.0]
        stage.source.put(daily_bars("IWM", path, TODAY))
        await stage.collector.fetch("IWM", Interval.D1)
        await stage.collector.fetch("IWM", Interval.D1)
        assert [call.since is None for call in stage.source.calls] == [True, False]

    async def test_a_history_that_vanishes_meanwhile_is_not_taken(self, stage: Stage, known: list[float]) -> None:
        """The overlap differs, and then nothing comes: the good history stays, in memory and in the store."""
        before = stage.market.bars["IWM", Interval.D1]
        halved = daily_bars("IWM", [price / 2 for price in known], TODAY)
        stage.source.put(halved)
        real = stage.source.bars

        async def vanishing(symbol: str, interval: Interval, since: float | None = None) -> object:
            batch = await real(symbol, interval, since)
            stage.source.put(halved.slice(0, 0))
            return batch

        stage.source.bars = vanishing  # type: ignore[method-assign, assignment]
        with pytest.raises(SourceError):
            await stage.collector.fetch("IWM", Interval.D1)
        assert stage.market.bars["IWM", Interval.D1] is before
        assert await stage.stored("IWM") == before


class TestFailures:
    async def test_one_symbol_that_fails_costs_the_others_nothing(self, stage: Stage) -> None:
        for symbol in stage.interest.daily():
            stage.source.put(daily_bars(symbol, wave(30), TODAY))
        stage.source.fail("bars", BadData("rubbish"), "HYG")
        with pytest.raises(Incomplete, match=f"1 of {len(stage.interest.daily())} symbols missing"):
            await stage.collector.daily()
        assert stage.problems() == [("HYG", "bad_data", "no 1d bars: rubbish")]
        assert {symbol for symbol, _ in stage.market.bars} == set(stage.interest.daily()) - {"HYG"}

    async def test_it_keeps_its_last_good_bars(self, stage: Stage) -> None:
        stage.source.put(daily_bars("IWM", wave(30), TODAY))
        good = await stage.collector.fetch("IWM", Interval.D1)
        stage.source.fail("bars", BadData("rubbish"), "IWM")
        with pytest.raises(BadData):
            await stage.collector.fetch("IWM", Interval.D1)
        assert stage.market.bars["IWM", Interval.D1] is good
        assert await stage.stored("IWM") == good

    async def test_the_problem_goes_when_the_bars_come(self, stage: Stage) -> None:
        for symbol in stage.interest.daily():
            stage.source.put(daily_bars(symbol, wave(30), TODAY))
        stage.source.fail("bars", BadData("rubbish"), "HYG")
        with pytest.raises(Incomplete):
            await stage.collector.daily()
        stage.source.heal("bars", "HYG")
        assert await stage.collector.daily() == ""
        assert stage.problems() == []

    async def test_a_refusal_ends_the_round_at_once(self, stage: Stage) -> None:
        stage.source.fail("bars", RateLimited("slow down"))
        with pytest.raises(RateLimited):
            await stage.collector.daily()
        assert stage.source.count("bars") == 1

    @pytest.mark.parametrize("error", [Unavailable("no route"), AuthFailed("who are you")])
    async def test_a_service_that_is_down_is_not_asked_for_every_symbol(self, stage: Stage, error: SourceError) -> None:
        stage.source.fail("bars", error)
        with pytest.raises(type(error)):
            await stage.collector.daily()
        assert stage.source.count("bars") == 2

    async def test_when_nothing_is_found_the_topic_has_failed(self, stage: Stage) -> None:
        with pytest.raises(NotFound):
            await stage.collector.daily()
        assert stage.source.count("bars") == len(stage.interest.daily())

    @pytest.mark.parametrize("error", [Unavailable("no route"), BadData("a page"), AuthFailed("who are you")])
    async def test_after_a_failed_round_one_series_is_tried_for_all(self, stage: Stage, error: SourceError) -> None:
        symbols = stage.interest.daily()
        for symbol in symbols:
            stage.source.put(daily_bars(symbol, wave(30), TODAY))
        stage.source.fail("bars", error)
        with pytest.raises(type(error)):
            await stage.collector.daily()
        tried = []
        for _ in range(3):
            before = len(stage.source.calls)
            with pytest.raises(type(error)):
                await stage.collector.daily()
            tried += [call.symbols for call in stage.source.calls[before:]]
        assert len(tried) == 3 and len(set(tried)) == 3, "another one each time: one of them may be at fault itself"
        stage.source.heal("bars")
        assert await stage.collector.daily() == ""
        assert {symbol for symbol, _ in stage.market.bars} == set(symbols)

    async def test_a_round_goes_on_where_the_source_failed(self, stage: Stage) -> None:
        symbols = stage.interest.daily()
        for symbol in symbols:
            stage.source.put(daily_bars(symbol, wave(30), TODAY))
        late = symbols[-3:]
        for symbol in late:
            stage.source.fail("bars", Unavailable("no route"), symbol)
        with pytest.raises(Unavailable):
            await stage.collector.daily()
        stage.source.heal("bars")
        for symbol in late:
            stage.source.heal("bars", symbol)
        before = stage.source.count("bars")
        assert await stage.collector.daily() == ""
        assert stage.source.count("bars") - before == len(late), "what has come is not asked for again"

    async def test_r_asks_for_everything_after_a_failed_round(self, stage: Stage) -> None:
        symbols = stage.interest.daily()
        for symbol in symbols:
            stage.source.put(daily_bars(symbol, wave(30), TODAY))
        stage.source.fail("bars", Unavailable("no route"), symbols[-1])
        with pytest.raises(Incomplete):
            await stage.collector.daily()
        stage.source.heal("bars", symbols[-1])
        stage.collector.hurry()
        before = stage.source.count("bars")
        assert await stage.collector.daily() == ""
        assert stage.source.count("bars") - before == len(symbols)

    async def test_a_symbol_that_nobody_knows_does_not_bring_the_round_forward(self, stage: Stage) -> None:
        for symbol in stage.interest.daily()[1:]:
            stage.source.put(daily_bars(symbol, wave(30), TODAY))
        assert await stage.collector.daily() == f"1 of {len(stage.interest.daily())} symbols missing"

    async def test_not_found_for_everything_it_has_given_before_is_the_service(self, stage: Stage) -> None:
        for symbol in stage.interest.daily():
            stage.source.put(daily_bars(symbol, wave(30), TODAY))
        assert await stage.collector.daily() == ""
        stage.source.fail("bars", NotFound("no bars"))
        with pytest.raises(Unavailable, match="the service fails, not the symbols"):
            await stage.collector.daily()

    async def test_an_empty_answer_for_an_unknown_history_is_not_found(self, stage: Stage) -> None:
        stage.source.put(Bars("IWM", Interval.D1))
        with pytest.raises(NotFound):
            await stage.collector.fetch("IWM", Interval.D1)

    async def test_an_empty_answer_for_a_known_history_changes_nothing(self, stage: Stage) -> None:
        stage.source.put(daily_bars("IWM", wave(30), TODAY))
        good = await stage.collector.fetch("IWM", Interval.D1)
        stage.source.put(Bars("IWM", Interval.D1))
        assert await stage.collector.fetch("IWM", Interval.D1) == good


class TestIntraday:
    async def test_charts_in_view_at_their_own_pace_and_the_watchlist_now_and_then(self, stage: Stage) -> None:
        minute = int(START) // 60 * 60
        for symbol in ("^RUT", "IWM", "SPY", "GLD"):
            stage.source.put(bars_at([minute], [1.0], symbol, Interval.M1))
        stage.source.put(bars_at([minute], [1.0], "GLD", Interval.M5))
        stage.interest.chart("GLD", Interval.M5)

        async def asked() -> set[tuple[str, Interval | None]]:
            stage.source.calls.clear()
            await stage.collector.intraday()
            return {(call.symbols[0], call.interval) for call in stage.source.calls}

        session = stage.market.session
        stage.market.set_session(msgspec.structs.replace(session, phase=Phase.OPEN, changes_at=START + 300))
        everything = {("GLD", Interval.M5), *((symbol, Interval.M1) for symbol in ("^RUT", "IWM", "SPY"))}
        assert await asked() == everything
        stage.now += 60
        assert await asked() == set(), "bars of five minutes are not asked for every minute"
        stage.collector.hurry()
        assert await asked() == {("GLD", Interval.M5)}, "unless somebody wants them now"
        stage.now += 150
        assert await asked() == {("GLD", Interval.M5)}
        stage.now += 100
        assert await asked() == {("GLD", Interval.M5)}, "the session has ended: its last bars"
        stage.now += 1800
        assert await asked() == everything - {("GLD", Interval.M5)}, "nobody has looked at that chart for long"

    async def test_a_round_of_nothing_but_an_unknown_symbol_is_no_failure(self, stage: Stage) -> None:
        minute = int(START) // 60 * 60
        for symbol in ("^RUT", "IWM"):
            stage.source.put(bars_at([minute], [1.0], symbol, Interval.M1))
        for _ in range(2):
            assert "1 of " in await stage.collector.intraday(), "SPY has no minutes"
            stage.now += 60
        assert [p[:2] for p in stage.problems()] == [("SPY", "not_found")]
        stage.source.fail("bars", BadData("rubbish"), "SPY")
        stage.now += 120
        with pytest.raises(BadData):
            await stage.collector.intraday()

    async def test_while_every_series_fails_one_is_tried_for_all(self, stage: Stage) -> None:
        for symbol in ("^RUT", "IWM", "SPY"):
            stage.source.put(bars_at([int(START) // 60 * 60], [1.0], symbol, Interval.M1))
        stage.source.fail("bars", BadData("rubbish"))
        with pytest.raises(BadData):
            await stage.collector.intraday()
        asked: list[int] = []
        for _ in range(29):
            stage.now += 60
            before = stage.source.count("bars")
            with suppress(BadData):
                await stage.collector.intraday()
            asked.append(stage.source.count("bars") - before)
        assert set(asked) == {1}
        stage.source.heal("bars")
        before = stage.source.count("bars")
        assert await stage.collector.intraday() == ""
        assert stage.source.count("bars") - before == 3, "what works again for one is asked for all"

    async def test_intervals_that_the_source_does_not_have_are_not_asked_for(self, stage: Stage) -> None:
        stage.market.set_facts(SourceFacts("scripted", intervals=(Interval.D1,)), None)
        assert await stage.collector.intraday() == ""
        assert stage.source.calls == []


class TestHaltedMarket:
    """A price that stands still while trading is halted says nothing of the feed."""

    @pytest.mark.parametrize(
        ("halts", "frozen"),
        [
            ((), True),
            ((Halt(MARKET, START - 60, "MWC1"),), False),
            ((Halt("IWM", START - 60, "T1"), Halt("SPY", START - 60, "T1"), Halt("^RUT", START - 60, "T1")), False),
            ((Halt(MARKET, START - 60, "MWC1", trades_at=START - 1),), True),
        ],
    )
    async def test_a_halt_explains_prices_that_stand_still(
        self, stage: Stage, halts: tuple[Halt, ...], frozen: bool
    ) -> None:
        stage.market.set_session(Session(phase=Phase.OPEN, opens_at=START - 7200, closes_at=START + 7200))
        stage.market.set_halts(halts)
        for symbol in ("^RUT", "IWM", "SPY"):
            stage.source.set_price(symbol, 100.0, time=START - 5, volume=2e7)
        for _ in range(40):
            await stage.collector.quotes()
            stage.now += 5
        assert any(kind == "frozen" for _, kind, _ in stage.problems()) is frozen
