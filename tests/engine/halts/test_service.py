"""Halts from the feed to frames, the log, alerts and the store."""

from __future__ import annotations

import asyncio

import msgspec
import pytest

from r2k_tui.engine.engine import Engine
from r2k_tui.model.alerts.rule import RuleSettings
from r2k_tui.model.halts.halt import MARKET
from r2k_tui.model.market.feed import FeedState
from r2k_tui.model.market.freshness import state_of
from r2k_tui.model.market.quote import QuoteState
from r2k_tui.model.messages.universe import GetScreen, ScreenReply
from tests.engine.halts.scene import HANGS_S, HaltScene, halt, halts
from tests.engine.stage import ask, picture
from tests.engine.virtual_time import START
from tests.fakes import nasdaq_trader_server as fake

HALTED = RuleSettings(field="halted", op="becomes", value=True, symbol="SPY", name="spy halted")


async def test_members_and_watched_symbols_are_told_to_terminals_and_nothing_else(scene: HaltScene) -> None:
    scene.put(halt("M03", 60), halt("IWM", 30, code="T1"), halt("WXYZ", 20), halt("M04", 900, back_s=-600))
    async with scene.running() as engine:
        found = await halts(engine)
        assert [(row.halt.symbol, row.member, row.watched) for row in found.current] == [
            ("WXYZ", False, False),
            ("IWM", False, True),
            ("M03", True, False),
        ]
        assert [row.halt.symbol for row in found.resumed] == ["M04"]
        assert (found.source, found.read_at, found.message) == ("nasdaq_trader", START, "")
        engine.market.take_changes()
        snapshot = await picture(engine)
        assert {row.symbol for row in snapshot.halts} >= {"IWM"}
        assert "WXYZ" not in {row.symbol for row in snapshot.halts}


async def test_a_halt_and_its_end_reach_frames_log_and_alerts(scene: HaltScene) -> None:
    async with scene.running() as engine:
        assert (await picture(engine)).halts == ()
        await scene.next_reading(engine, halt("SPY", 10, code="T1"), halt("M03", 5), halt("WXYZ", 5))
        assert engine.market.halt_of("SPY", scene.stage.clock.now) is not None
        (alert,) = await scene.told(engine, 1)
        assert (alert.rule, alert.symbol) == ("trading halts", "SPY")
        assert alert.text == "SPY halted since 11:59 (T1, news pending)"
        await scene.next_reading(engine, halt("SPY", 10, code="T1", back_s=120), halt("M03", 5), halt("WXYZ", 5))
        assert engine.market.halt_of("SPY", scene.stage.clock.now) is None
        (_, back) = await scene.told(engine, 2)
        assert back.text == "SPY trades again since 12:02, halted for 2 minutes (T1, news pending)"
        logged = [entry.message for entry in engine.market.event_log.since(1) if entry.topic == "halts"]
        assert [words.split(" ")[0] for words in logged] == ["M03", "SPY", "SPY"], "no line about who concerns nobody"
        assert any(frame.halts is not None and "SPY" in {row.symbol for row in frame.halts} for frame in scene.frames)


async def test_an_own_rule_fires_when_trading_is_halted_and_says_why(scene: HaltScene) -> None:
    scene.stage.config = msgspec.structs.replace(scene.config, alerts=(HALTED,))
    async with scene.running() as engine:
        await scene.next_reading(engine, halt("SPY", 10, code="T1"))
        scene.stage.clock.now += 1  # a rule looks once at a moment
        fired = await scene.told(engine, 2)
        (own,) = [alert for alert in fired if alert.rule == "spy halted"]
        assert own.value is True and own.text == "SPY halted since 11:59 (T1, news pending)"


async def test_a_halted_quote_is_halted_and_not_stale(scene: HaltScene) -> None:
    scene.put(halt("IWM", 30, code="T1"))
    async with scene.running() as engine:
        market, now = engine.market, scene.stage.clock.now + 7200

        def state(symbol: str) -> QuoteState:
            halted = market.halt_of(symbol, now) is not None
            return state_of(market.quotes[symbol], now, market.session, market.facts, None, halted=halted)

        await halts(engine)
        assert state("IWM") is QuoteState.HALTED and state("SPY") is QuoteState.STALE


async def test_a_market_wide_halt_is_one_word_for_all(scene: HaltScene) -> None:
    async with scene.running() as engine:
        await scene.next_reading(engine, halt("M01", 10, code="MWC1"), halt("SPY", 10, code="MWC1"))
        assert [row.symbol for row in engine.market.halts] == [MARKET]
        (alert,) = await scene.told(engine, 1)
        assert (alert.symbol, alert.text.split(" (")[0]) == ("", "all US stocks halted since 11:59")
        again = halt("M01", 10, code="MWC1", back_s=120), halt("SPY", 10, code="MWC1", back_s=120)
        found = await scene.next_reading(engine, *again)
        assert found.market_wide is None and not tuple(engine.market.halts)
        assert (await scene.told(engine, 2))[1].text == "market-wide halt of 11:59 is over"


async def test_a_failing_feed_leaves_what_was_known_with_its_age(scene: HaltScene) -> None:
    scene.put(halt("IWM", 30))
    async with scene.running() as engine:
        for put, words in (
            (fake.put_page, "a page instead of data"),
            (fake.put_malformed, "not XML"),
            (fake.put_bomb, "document type"),
        ):
            put(scene.server)
            scene.stage.clock.now += 700
            found = await scene.again(engine)
            assert found.read_at == START and words in found.message
            status = engine.market.feeds["halts"]
            assert (status.state, status.last_success) == (FeedState.FAILING, START)
            (row,) = found.current
            assert row.halt.symbol == "IWM" and "feed last read 12:00" in row.doubt
        found = await scene.next_reading(engine, halt("IWM", 30, back_s=600))
        assert found.message == "" and not found.current and engine.market.feeds["halts"].state is FeedState.OK


async def test_a_symbol_that_leaves_the_feed_is_not_resumed(scene: HaltScene) -> None:
    scene.put(halt("IWM", 30, code="T1"))
    async with scene.running() as engine:
        found = await scene.next_reading(engine)
        (row,) = found.current
        assert row.doubt == "not in the feed since 12:01, no resumption reported"
        assert engine.market.halt_of("IWM", scene.stage.clock.now) is not None
        quote = engine.market.quotes["IWM"]
        traded = msgspec.structs.replace(
            quote, time=scene.stage.clock.now + 100, received_at=scene.stage.clock.now + 100
        )
        engine.market.apply_quotes([traded])
        found = await scene.next_reading(engine, after_s=200)
        assert not found.current and found.resumed[0].halt.ended_by == "it trades again by its quotes"


async def test_a_trade_while_the_feed_fails_ends_a_halt_until_the_feed_says_otherwise(
    scene: HaltScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("r2k_tui.engine.halts.service._LOOK_S", 0.01)
    scene.put(halt("IWM", 30))
    async with asyncio.timeout(HANGS_S), scene.running() as engine:
        fake.put_page(scene.server)
        scene.stage.clock.now += 300
        _trade(engine, "IWM", scene.stage.clock.now)
        assert (await scene.again(engine)).current, "the last reading is not old yet"
        scene.stage.clock.now += 400
        _trade(engine, "IWM", scene.stage.clock.now)
        await scene.until(lambda: engine.market.halt_of("IWM", scene.stage.clock.now) is None)
        (row,) = (await halts(engine)).resumed
        assert row.halt.ended_by == "it trades again by its quotes"
        found = await scene.next_reading(engine, halt("IWM", 30))
        assert [row.halt.symbol for row in found.current] == ["IWM"]


def _trade(engine: Engine, symbol: str, at: float) -> None:
    quote = engine.market.quotes[symbol]
    engine.market.apply_quotes([msgspec.structs.replace(quote, time=at, received_at=at)])


async def test_halts_survive_a_restart_with_their_age_and_are_not_told_again(scene: HaltScene) -> None:
    scene.put(halt("IWM", 30, code="T1"))
    async with scene.running() as engine:
        await scene.told(engine, 1)
    fake.put_page(scene.server)
    scene.stage.clock.now += 900
    async with scene.running() as engine:
        found = await halts(engine)
        assert [row.halt.symbol for row in found.current] == ["IWM"] and found.read_at == START
        assert "page instead of data" in found.message
        assert engine.market.halt_of("IWM", scene.stage.clock.now) is not None
        await scene.next_reading(engine, halt("IWM", 30, code="T1"), halt("SPY", 5), after_s=600.0)
        fired = [alert.symbol for alert in await scene.told(engine, 2)]
        assert fired == ["IWM", "SPY"], "the alert of the first run, and one about what is new"
        logged = [entry.message for entry in engine.market.event_log.since(1) if entry.topic == "halts"]
        assert not any(words.startswith("IWM") for words in logged)


async def test_nobody_asks_twice_within_a_minute(scene: HaltScene) -> None:
    async with scene.running() as engine:
        await halts(engine)
        for _ in range(3):
            await scene.polled_again(engine)
        assert len(scene.server.asked) == 1
        assert engine.market.feeds["halts"].last_success == START
    async with scene.running() as engine:
        await halts(engine)
        assert len(scene.server.asked) == 1, "nor does the next run"


async def test_after_the_close_there_is_one_look(scene: HaltScene) -> None:
    evening = START + 9 * 3600
    scene.stage.clock.now = evening
    async with scene.running() as engine:
        await halts(engine)
        assert engine.market.feeds["halts"].state is FeedState.IDLE
    scene.stage.clock.now = evening + 3 * 3600
    async with scene.running() as engine:
        await halts(engine)
    assert len(scene.server.asked) == 1


async def test_a_screen_knows_who_is_halted(scene: HaltScene) -> None:
    scene.put(halt("M03", 60))
    async with scene.running() as engine:
        await halts(engine)
        reply = await ask(engine, GetScreen("halted", settled=True))
        assert isinstance(reply, ScreenReply) and reply.screen.rows() == [3]
        assert reply.screen.missing[0].members == 0
        scene.stage.clock.now += 3600
        reply = await ask(engine, GetScreen("not halted", settled=True))
        assert isinstance(reply, ScreenReply) and reply.screen.rows() == [], "an hour later nobody is known to trade"


async def test_switched_off_it_says_so_and_asks_nobody(scene: HaltScene) -> None:
    universe = msgspec.structs.replace(scene.config.universe, halts=False)
    scene.stage.config = msgspec.structs.replace(scene.config, universe=universe)
    async with scene.running() as engine:
        found = await halts(engine)
        assert found.read_at is None and "[universe] halts = false" in found.message
        assert scene.server.asked == [] and "halts" not in engine.market.feeds


async def test_a_feed_that_is_no_longer_made_is_said_once(scene: HaltScene) -> None:
    scene.put(halt("IWM", 30))
    async with scene.running() as engine:
        for _ in range(3):
            scene.stage.clock.now += 700
            found = await scene.again(engine)
        assert found.message == "the feed dates from 12:00 New York"
        logged = [entry.message for entry in engine.market.event_log.since(1) if "the feed dates" in entry.message]
        assert logged == ["the feed dates from 12:00 New York"]
