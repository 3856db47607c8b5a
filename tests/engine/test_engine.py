"""The engine as a whole: from the store to the first picture, and through bad days of its source."""

from __future__ import annotations

import asyncio

import msgspec
import pytest

from r2k_tui.config.schema import Config
from r2k_tui.config.sections.polling import SourceLimits
from r2k_tui.config.sections.watchlist import Watchlist
from r2k_tui.model.calendar.session import Phase
from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.feed import FeedState
from r2k_tui.model.market.freshness import state_of
from r2k_tui.model.market.quote import QuoteState
from r2k_tui.model.messages.bars import GetBars
from r2k_tui.model.messages.outcome import Done, Failure
from r2k_tui.model.messages.subscription import GetSnapshot, Lookup, LookupReply, Refresh, Watch
from r2k_tui.model.readings.reading import ScoreKind
from r2k_tui.sources.base import BadData, Capabilities, RateLimited, SourceInfo, Unavailable
from tests.engine.stage import SYMBOLS, TODAY, Stage, ask, picture, until
from tests.engine.virtual_time import START
from tests.fakes.invented_bars import daily_bars, wave

DAY = 86400


class TestFirstPicture:
    async def test_it_is_complete_after_one_round(self, stage: Stage) -> None:
        snapshot = await stage.one_run()
        assert {quote.symbol for quote in snapshot.quotes} == set(SYMBOLS)
        assert {score.kind for score in snapshot.scores} == set(ScoreKind)
        assert snapshot.readings[0].symbol == "^RUT"
        assert {spark.symbol for spark in snapshot.sparks} >= set(SYMBOLS)
        assert {status.topic for status in snapshot.feeds} >= {"quotes", "daily", "intraday"}
        assert snapshot.session.phase is Phase.OPEN
        assert snapshot.facts.live
        assert snapshot.as_of == "2025-09-18"

    async def test_it_comes_from_the_store_before_the_source_is_built(self, stage: Stage) -> None:
        before = await stage.one_run()
        stage.built = 0
        engine = stage.build()
        engine.restore()
        snapshot = await picture(engine)
        assert stage.built == 0
        assert {q.symbol: q for q in snapshot.quotes} == {q.symbol: q for q in before.quotes}
        assert {score.kind: score for score in snapshot.scores} == {score.kind: score for score in before.scores}
        assert snapshot.readings == before.readings
        assert {spark.symbol for spark in snapshot.sparks} >= set(SYMBOLS)
        assert snapshot.session == before.session
        assert snapshot.sessions == before.sessions and before.sessions["GLOBEX"].phase is Phase.OPEN
        await engine.start()
        await engine.settle()
        assert stage.built == 1
        await engine.close()

    async def test_what_the_store_says_of_topics_is_their_last_success_alone(self, stage: Stage) -> None:
        stage.source.fail("bars", BadData("rubbish"))
        await stage.one_run()
        engine = stage.build()
        engine.restore()
        feeds = {status.topic: status for status in (await picture(engine)).feeds}
        assert (feeds["quotes"].state, feeds["quotes"].last_success) == (FeedState.STARTING, START)
        assert (feeds["daily"].failures, feeds["daily"].message, feeds["daily"].next_try) == (0, "", None)
        await engine.close()

    async def test_a_phase_that_has_ended_since_is_not_shown(self, stage: Stage) -> None:
        await stage.one_run()
        stage.clock.now += DAY
        engine = stage.build()
        engine.restore()
        restored = await picture(engine)
        assert restored.session.changes_at is None
        assert restored.sessions == {}
        await engine.close()

    async def test_another_exchange_s_hours_are_in_it_where_one_is_watched(self, stage: Stage) -> None:
        """London closes at 11:30 in New York, and its calendar is there when the run has settled."""
        stage.config = Config(watchlist=Watchlist((*SYMBOLS, "VOD.L")))
        stage.source.set_price("VOD.L", 70.0, time=START - 1900, received_at=START)
        snapshot = await stage.one_run()
        assert snapshot.sessions["XLON"].phase is Phase.CLOSED
        assert snapshot.sessions["XLON"].last_close_at == START - 1800

    async def test_an_empty_store_gives_an_empty_picture(self, stage: Stage) -> None:
        engine = stage.build()
        engine.restore()
        snapshot = await picture(engine)
        assert (snapshot.quotes, snapshot.scores, snapshot.readings, snapshot.problems) == ((), (), (), ())
        assert snapshot.facts.name == "scripted"
        await engine.close()

    async def test_what_the_store_had_to_do_is_said(self, stage: Stage) -> None:
        assert stage.path is not None
        stage.path.write_bytes(b"no database" * 500)
        snapshot = await stage.one_run()
        status = next(status for status in snapshot.feeds if status.topic == "store")
        assert "damaged" in status.message


class TestNoNetwork:
    @pytest.fixture
    async def offline(self, stage: Stage) -> Stage:
        """A day after a good run, the way to the source is gone."""
        await stage.one_run()
        stage.clock.now += DAY
        for method in ("quotes", "bars"):
            stage.source.fail(method, Unavailable("no route to host"))
        return stage

    async def test_the_stored_picture_stays_with_its_age_and_a_next_try(self, offline: Stage) -> None:
        async with offline.running() as engine:
            snapshot = await picture(engine)
        feed = next(status for status in snapshot.feeds if status.topic == "quotes")
        assert (feed.state, feed.message) == (FeedState.FAILING, "no route to host")
        assert feed.last_success == START, "a failed poll is no success"
        assert feed.next_try is not None
        assert feed.next_try > offline.clock.now
        assert {quote.symbol for quote in snapshot.quotes} == set(SYMBOLS)
        for quote in snapshot.quotes:
            assert quote.received_at == START
            state = state_of(quote, offline.clock.now, snapshot.session, snapshot.facts, feed)
            assert state is QuoteState.OFFLINE
        assert snapshot.scores
        assert snapshot.readings

    async def test_the_series_of_every_symbol_is_there_for_the_scores(self, offline: Stage) -> None:
        """The source fails at the first of them; a score of the index needs the others as well."""
        async with offline.running() as engine:
            await engine.settle()
            assert {symbol for symbol, interval in engine.market.bars if interval is Interval.D1} >= set(SYMBOLS)

    async def test_a_chart_comes_from_the_store_and_says_what_is_wrong(self, offline: Stage) -> None:
        async with offline.running() as engine:
            reply = await ask(engine, GetBars("IWM", "1Y"))
        assert len(reply.bars) > 200  # type: ignore[attr-defined]
        assert [(p.kind, p.message) for p in reply.problems] == [("unavailable", "no 1d bars: no route to host")]  # type: ignore[attr-defined]

    async def test_it_recovers_by_itself_when_the_way_is_there_again(self, offline: Stage) -> None:
        async with offline.running() as engine:
            reader = engine.subscribe()
            for method in ("quotes", "bars"):
                offline.source.heal(method)
            offline.source.set_price("IWM", 121.0, time=offline.clock.now, received_at=offline.clock.now)
            assert await ask(engine, Refresh()) == Done()
            await until(
                reader,
                lambda f: any(q.price == 121.0 for q in f.quotes),
                lambda f: any(s.topic == "quotes" and s.state is FeedState.OK for s in f.feeds),
            )

    async def test_nothing_stored_and_nothing_to_be_had(self, stage: Stage) -> None:
        for method in ("quotes", "bars"):
            stage.source.fail(method, Unavailable("no route to host"))
        async with stage.running() as engine:
            snapshot = await picture(engine)
            reply = await ask(engine, GetBars("IWM", "1Y"))
        assert snapshot.quotes == ()
        assert {status.message for status in snapshot.feeds if status.topic != "store"} == {"no route to host"}
        assert reply == Failure("unavailable", "no route to host")


class TestSourceThatCannotBeBuilt:
    @pytest.mark.parametrize(
        ("error", "words"),
        [
            (Unavailable("the folder is gone"), "the folder is gone"),
            (ImportError("no module"), "ImportError: no module"),
        ],
    )
    async def test_it_is_said_and_the_stored_picture_stays(self, stage: Stage, error: Exception, words: str) -> None:
        await stage.one_run()

        def make() -> object:
            raise error

        async with stage.running(make) as engine:  # type: ignore[arg-type]
            snapshot = await picture(engine)
            chart = await ask(engine, GetBars("IWM", "1Y"))
            found = await ask(engine, Lookup("IWM"))
        feed = next(status for status in snapshot.feeds if status.topic == "quotes")
        assert feed.state is FeedState.FAILING
        assert words in feed.message
        assert feed.last_success == START
        assert {quote.symbol for quote in snapshot.quotes} == set(SYMBOLS)
        assert len(chart.bars) > 200  # type: ignore[attr-defined]
        assert isinstance(found, Failure)
        assert words in found.message

    async def test_a_wish_to_refresh_tries_again_at_once_and_then_everything_runs(self, stage: Stage) -> None:
        stage.config = msgspec.structs.replace(
            stage.config, limits=SourceLimits(backoff_s=3600.0, backoff_max_s=3600.0)
        )
        there = False

        def make() -> object:
            if not there:
                raise Unavailable("the folder is gone")
            return stage.source

        async with stage.running(make) as engine:  # type: ignore[arg-type]
            reader = engine.subscribe()
            feed = next(status for status in (await picture(engine)).feeds if status.topic == "quotes")
            assert (feed.failures, feed.message) == (1, "the folder is gone")
            assert feed.next_try is not None
            assert START + 720.0 <= feed.next_try <= START + 3600.0
            assert await ask(engine, Refresh()) == Failure("unavailable", "the folder is gone")
            await until(reader, lambda f: any(s.topic == "quotes" and s.failures == 2 for s in f.feeds))
            there = True
            await ask(engine, Refresh())
            await until(reader, lambda f: any(s.topic == "quotes" and s.state is FeedState.OK for s in f.feeds))
            assert isinstance(await ask(engine, Lookup("IWM")), LookupReply)
            log = [(entry.topic, entry.message) for entry in (await picture(engine)).log]
        assert ("engine", "started, with the scripted source") in log
        assert log.index(("quotes", "the folder is gone")) < log.index(("quotes", "works again after failing 2 times"))

    async def test_it_is_tried_again_by_itself(self, stage: Stage) -> None:
        stage.config = msgspec.structs.replace(stage.config, limits=SourceLimits(backoff_s=0.01, backoff_max_s=0.02))
        tries: list[int] = []

        def make() -> object:
            tries.append(1)
            if len(tries) < 4:
                raise Unavailable("the folder is gone")
            return stage.source

        async with stage.running(make) as engine:  # type: ignore[arg-type]
            reader = engine.subscribe()
            await until(reader, lambda f: any(s.topic == "quotes" and s.state is FeedState.OK for s in f.feeds))

    async def test_closing_while_it_waits(self, stage: Stage) -> None:
        before = asyncio.all_tasks()

        def make() -> object:
            raise Unavailable("the folder is gone")

        async with asyncio.timeout(10):
            async with stage.running(make):  # type: ignore[arg-type]
                pass
        assert asyncio.all_tasks() == before


class TestLookup:
    async def test_a_symbol_that_the_source_knows(self, stage: Stage) -> None:
        stage.source.set_price("GLD", 230.0)
        async with stage.running() as engine:
            reply = await ask(engine, Lookup("GLD"))
            assert isinstance(reply, LookupReply)
            assert reply.quote.price == 230.0
            assert "GLD" not in {quote.symbol for quote in (await picture(engine)).quotes}, "asked, not watched"

    async def test_one_that_it_does_not(self, stage: Stage) -> None:
        async with stage.running() as engine:
            assert await ask(engine, Lookup("XYZ")) == Failure("not_found", "nobody knows XYZ")

    async def test_a_failure_is_told_as_what_it_is(self, stage: Stage) -> None:
        async with stage.running() as engine:
            stage.source.fail("quotes", Unavailable("no route"), "XYZ")
            assert await ask(engine, Lookup("XYZ")) == Failure("unavailable", "no route")
            stage.source.fail("quotes", ZeroDivisionError("oops"), "XYZ")
            assert await ask(engine, Lookup("XYZ")) == Failure("defect", "defect in R2K: ZeroDivisionError: oops")

    async def test_a_refusal_holds_everything_else_too(self, stage: Stage) -> None:
        async with stage.running() as engine:
            stage.source.fail("quotes", RateLimited("slow down"), "XYZ")
            assert await ask(engine, Lookup("XYZ")) == Failure("rate_limited", "slow down")
            asked = len(stage.source.calls)
            assert await ask(engine, Lookup("GLD")) == Failure("unavailable", "the source asks for a pause")
            reply = await ask(engine, GetBars("GLD", "1D"))
            assert reply == Failure("unavailable", "the source asks for a pause")
            reader = engine.subscribe()
            await ask(engine, Watch((*SYMBOLS, "GLD")))
            held = (FeedState.BLOCKED, "slow down")
            await until(reader, lambda f: any((s.state, s.message) == held for s in f.feeds))
            assert len(stage.source.calls) == asked

    async def test_a_person_who_insists_is_let_through_with_one_request_and_ends_the_pause(self, stage: Stage) -> None:
        async with stage.running() as engine:
            breaker = (await engine.services()).breaker
            stage.source.fail("quotes", RateLimited("slow down"))
            asked, until_when = len(stage.source.calls), breaker.trip(None, "slow down")
            reader = engine.subscribe()
            await ask(engine, Refresh())
            await until(reader, lambda f: any(s.topic == "quotes" and s.failures for s in f.feeds))
            assert [call.method for call in stage.source.calls[asked:]] == ["quotes"]
            assert breaker.open_until == until_when, "insisting makes the pause no longer"
            stage.source.heal("quotes")
            stage.clock.now += 60.0
            await ask(engine, Refresh())
            await until(
                reader,
                *(
                    lambda f, name=name: any(s.topic == name and s.state is FeedState.OK for s in f.feeds)
                    for name in ("quotes", "daily", "intraday")
                ),
            )
            assert not breaker.is_open


class TestWatch:
    async def test_a_new_symbol_is_polled_at_once(self, stage: Stage) -> None:
        stage.source.set_price("GLD", 230.0)
        stage.source.put(daily_bars("GLD", wave(300), TODAY))
        async with stage.running() as engine:
            reader = engine.subscribe()
            assert await ask(engine, Watch((*SYMBOLS, "GLD"))) == Done()
            await until(
                reader,
                lambda f: any(q.symbol == "GLD" for q in f.quotes),
                lambda f: ("GLD", Interval.D1) in f.bars_changed,
            )

    async def test_the_same_list_again_asks_nobody(self, stage: Stage) -> None:
        async with stage.running() as engine:
            asked = stage.source.count("quotes")
            assert await ask(engine, Watch(SYMBOLS)) == Done()
            await asyncio.sleep(0)
            assert stage.source.count("quotes") == asked

    async def test_what_a_terminal_watched_goes_with_it(self, stage: Stage) -> None:
        async with stage.running() as engine:
            await engine.ask(Watch(("GLD",)), "one")
            await engine.ask(Watch(SYMBOLS), "two")
            engine.forget("one")
            count = stage.source.count("quotes")
            await ask(engine, Refresh())
            await stage.source.reached("quotes", count + 1)
            assert "GLD" not in stage.source.calls[-1].symbols


class TestKindsOfSource:
    async def test_a_source_of_closes_is_closed_and_its_own_day_counts(self, stage: Stage) -> None:
        stage.clock.now = START + 3 * DAY
        stage.source.capabilities = Capabilities(SourceInfo("scripted", live=False), intervals=(Interval.D1,))
        for symbol in SYMBOLS:
            quote = stage.source.known[symbol]
            stage.source.set_price(symbol, quote.price, time=START + 4 * 3600)
        snapshot = await stage.one_run()
        assert (snapshot.session.phase, snapshot.facts.live, snapshot.as_of) == (Phase.CLOSED, False, "2025-09-18")
        assert snapshot.session.last_close_at == START + 4 * 3600
        assert {state_of(q, stage.clock.now, snapshot.session, snapshot.facts, None) for q in snapshot.quotes} == {
            QuoteState.CLOSED
        }

    async def test_a_simulated_market_never_closes_and_says_what_it_is(self, stage: Stage) -> None:
        stage.clock.now = START + 3 * DAY
        intervals = stage.source.capabilities.intervals
        stage.source.capabilities = Capabilities(SourceInfo("scripted", simulated=True), intervals, always_open=True)
        snapshot = await stage.one_run()
        assert (snapshot.session.phase, snapshot.session.always_open) == (Phase.OPEN, True)
        assert snapshot.facts.simulated

    async def test_a_source_s_own_pace(self, stage: Stage) -> None:
        intervals = stage.source.capabilities.intervals
        stage.source.capabilities = Capabilities(SourceInfo("scripted"), intervals=intervals, quote_cadence_s=1.0)
        snapshot = await stage.one_run()
        assert snapshot.facts.quote_cadence_s == 1.0
        status = next(status for status in snapshot.feeds if status.topic == "quotes")
        assert status.next_try == pytest.approx(START + 1.0, rel=0, abs=0.051)


class TestEnd:
    async def test_closing_leaves_no_task_and_closes_the_source(self, stage: Stage) -> None:
        before = asyncio.all_tasks()
        await stage.one_run()
        assert asyncio.all_tasks() == before
        assert stage.source.closed == 1

    async def test_closing_while_a_poll_hangs(self, stage: Stage) -> None:
        before = asyncio.all_tasks()
        stage.source.hold("quotes")
        engine = stage.build()
        engine.restore()
        await engine.start()
        await stage.source.reached("quotes")
        async with asyncio.timeout(10):
            await engine.close()
        assert asyncio.all_tasks() == before
        assert stage.source.closed == 1

    async def test_closing_before_it_was_started(self, stage: Stage) -> None:
        engine = stage.build()
        engine.restore()
        assert await ask(engine, GetSnapshot())
        await engine.close()
        assert stage.built == 0

    async def test_a_defect_in_the_readings_shows_and_they_come_back(
        self, stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        monkeypatch.setattr("r2k_tui.engine.readings.service._SPACING_S", 0.0)
        async with stage.running() as engine:
            reader = engine.subscribe()
            with monkeypatch.context() as patch:
                patch.setattr("r2k_tui.engine.readings.service._computed", lambda *_: 1 / 0)
                await ask(engine, Refresh())
                await until(reader, lambda f: any(s.topic == "readings" for s in f.feeds))
            status = next(s for s in (await picture(engine)).feeds if s.topic == "readings")
            assert (status.state, status.message) == (
                FeedState.FAILING,
                "defect in R2K: ZeroDivisionError: division by zero",
            )
            await ask(engine, Refresh())
            await until(reader, lambda f: any(s.topic == "readings" and s.state is FeedState.OK for s in f.feeds))
        assert "ZeroDivisionError" in caplog.text
