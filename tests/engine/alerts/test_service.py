"""Alerts in a whole engine on a real store: they fire once, survive restarts, and say what was missed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import msgspec
import pytest

from r2k_tui.config.schema import Config
from r2k_tui.config.sections.alerts import BuiltIn, Delivery
from r2k_tui.config.sections.universe import UniverseSettings
from r2k_tui.config.sections.watchlist import Watchlist
from r2k_tui.engine.alerts import evaluation_loop
from r2k_tui.engine.calendar.hours import ExchangeHours
from r2k_tui.engine.engine import Engine
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.model.alerts.alert import Alert, RuleView
from r2k_tui.model.alerts.rule import RuleSettings
from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.model.messages.alerts import AlertsReply, GetAlerts, MuteAlert, TryAlert, UseRules
from r2k_tui.model.messages.outcome import Done, Failure
from r2k_tui.model.messages.subscription import Refresh
from r2k_tui.model.thesis import Flip, Verdict
from r2k_tui.sources.base import SourceInfo, Unavailable
from r2k_tui.store.store import Store
from tests.engine.stage import Stage, ask, picture
from tests.fakes.invented_bars import bars_at

NONE = BuiltIn(*[False] * 9, halts=False, report_weight=0.0)
LEVEL = RuleSettings(field="price", op="above", name="level", symbol="IWM", value=130.0)
CROSSES = RuleSettings(field="price", op="crosses_above", name="crosses", symbol="IWM", value=130.0)


class AlertStage(Stage):
    """Engines whose rules are judged."""

    def __init__(self, store: Path | None, *rules: RuleSettings, built_in: BuiltIn = NONE, **more: object) -> None:
        super().__init__(store)
        more = {"universe": UniverseSettings(halts=False), **more}
        self.config = Config(
            watchlist=Watchlist(("^RUT", "IWM", "SPY")), alerts=rules, built_in_alerts=built_in, **more
        )
        self.alerts_on = True

    def build(self, make_source: object = None) -> Engine:
        setup = EngineSetup(self.config, SourceInfo("scripted"), alerts=self.alerts_on)
        store = Store(self.path, "scripted")
        return Engine(setup, lambda: self.source, store, SourceFacts("scripted"), self.clock, Random(1))

    def use(self, *rules: RuleSettings) -> None:
        self.config = msgspec.structs.replace(self.config, alerts=rules)

    @asynccontextmanager
    async def looking(self, price: float) -> AsyncIterator[Engine]:
        """An engine that has seen a price of IWM and judged it."""
        self.price(price, seconds=0)
        async with self.running() as engine:
            await self.judged(engine)
            yield engine

    def price(self, price: float | None, seconds: float = 5.0) -> None:
        """The price of IWM, so much later."""
        self.clock.now += seconds
        self.source.set_price("IWM", price, time=self.clock.now, received_at=self.clock.now)

    async def see(self, engine: Engine, *prices: float | None) -> None:
        """Let the engine poll these prices, one after the other."""
        for price in prices:
            self.price(price)
            assert await ask(engine, Refresh()) == Done()
            await self.judged(engine)

    async def judged(self, engine: Engine) -> None:
        """Wait until every rule about IWM's price has been shown the newest quote, if it hears it."""
        deaf = ("expired",)
        await wait(
            engine,
            lambda reply: all(
                rule.looked_at == self.clock.now or rule.state in deaf
                for rule in reply.rules
                if rule.field == "price" and self.source.known["IWM"].price is not None
            ),
        )
        await engine.alerts.settle()


async def alerts(engine: Engine) -> AlertsReply:
    reply = await ask(engine, GetAlerts())
    assert isinstance(reply, AlertsReply)
    return reply


async def wait(engine: Engine, wanted: Callable[[AlertsReply], bool]) -> AlertsReply:
    """Look until it is as wanted; each look lets the engine work."""
    async with asyncio.timeout(20):
        while not wanted(reply := await alerts(engine)):  # noqa: ASYNC110  (nothing tells of a look)
            await asyncio.sleep(0.01)
    return reply


async def texts(engine: Engine) -> list[str]:
    return [alert.text for alert in (await alerts(engine)).log]


def rule_of(reply: AlertsReply, name: str) -> RuleView:
    return next(rule for rule in reply.rules if rule.name == name)


@pytest.fixture
def make(tmp_path: Path, exchange: ExchangeHours, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AlertStage]:
    monkeypatch.setattr(ExchangeHours, "load", lambda _: exchange)
    monkeypatch.setattr(evaluation_loop, "_COMPUTE_S", 0.05)
    return lambda *rules, **more: AlertStage(tmp_path / "r2k.sqlite3", *rules, **more)


class TestFiring:
    async def test_a_rule_fires_once_and_again_when_it_was_back(self, make: Callable[..., AlertStage]) -> None:
        stage = make(LEVEL)
        async with stage.looking(120.0) as engine:
            assert await texts(engine) == []
            await stage.see(engine, 131.0, 132.0, 133.0)
            assert await texts(engine) == ["IWM price 131.00, above 130.00"]
            view = rule_of(await alerts(engine), "level")
            assert (view.state, view.value, view.fires) == ("fired", 133.0, 1)
            await stage.see(engine, 129.0, 134.0)
            assert len(await texts(engine)) == 2

    async def test_terminals_hear_it_in_a_frame_and_find_it_in_the_snapshot(
        self, make: Callable[..., AlertStage]
    ) -> None:
        stage = make(LEVEL)
        async with stage.looking(120.0) as engine:
            reader = engine.subscribe()
            await stage.see(engine, 131.0)
            heard: list[Alert] = []
            while not heard:
                heard += (await reader.next_frame()).alerts
            assert heard[0].rule == "level" and heard[0].id > 0
            assert (await reader.next_frame()).alerts == (), "new ones alone"
            assert (await picture(engine)).alerts == tuple(heard)

    async def test_a_price_that_is_missing_fires_nothing(self, make: Callable[..., AlertStage]) -> None:
        stage = make(LEVEL)
        async with stage.looking(120.0) as engine:
            await stage.see(engine, None, 131.0)
            assert len(await texts(engine)) == 1

    async def test_confirmation_counts_polls_though_the_price_stands_still(
        self, make: Callable[..., AlertStage]
    ) -> None:
        stage = make(msgspec.structs.replace(LEVEL, confirm=3))
        async with stage.looking(120.0) as engine:
            await stage.see(engine, 131.0, 131.0)
            assert rule_of(await alerts(engine), "level").state == "confirming"
            assert await texts(engine) == []
            await stage.see(engine, 131.0)
            assert len(await texts(engine)) == 1

    async def test_a_symbol_that_nobody_watches_is_polled_for_its_alert(self, make: Callable[..., AlertStage]) -> None:
        stage = make(msgspec.structs.replace(LEVEL, symbol="HYG", value=1.0))
        async with stage.running() as engine:
            reply = await wait(engine, lambda reply: bool(reply.log))
            assert reply.log[0].symbol == "HYG"

    async def test_a_reading_is_judged(self, make: Callable[..., AlertStage]) -> None:
        async with make(RuleSettings(field="rsi14", op="above", value=0.0, symbol="SPY")).running() as engine:
            (alert,) = (await wait(engine, lambda reply: bool(reply.log))).log
            assert (alert.rule, alert.symbol) == ("SPY rsi14 above 0", "SPY")
            assert isinstance(alert.value, float) and f"{alert.value:.2f}" in alert.text

    async def test_an_engine_that_answers_a_command_tells_of_nothing(self, make: Callable[..., AlertStage]) -> None:
        stage = make(LEVEL)
        stage.alerts_on = False
        stage.price(140.0, seconds=0)
        async with stage.running() as engine:
            reply = await alerts(engine)
            assert not reply.running and reply.log == ()
            assert engine.context.interest.watched() == ("^RUT", "IWM", "SPY")


class TestRestarts:
    async def test_what_has_fired_does_not_fire_again(self, make: Callable[..., AlertStage]) -> None:
        stage = make(LEVEL)
        async with stage.looking(131.0) as engine:
            assert len(await texts(engine)) == 1
        async with stage.looking(132.0) as engine:
            assert len(await texts(engine)) == 1
            await stage.see(engine, 129.0, 131.0)
            assert len(await texts(engine)) == 2

    async def test_what_became_true_meanwhile_fires_once_and_says_so(self, make: Callable[..., AlertStage]) -> None:
        stage = make(CROSSES)
        async with stage.looking(120.0):
            pass
        stage.clock.now += 3600
        async with stage.looking(131.0) as engine:
            (text,) = await texts(engine)
            assert text.startswith("IWM price 131.00, crossed above 130.00 – while R2K was not looking")
            assert "last looked at 2025-09-18 12:00 New York" in text
            assert (await alerts(engine)).log[0].missed
        async with stage.looking(132.0) as engine:
            assert len(await texts(engine)) == 1

    async def test_what_came_and_went_meanwhile_is_told_from_the_bars(self, make: Callable[..., AlertStage]) -> None:
        stage = make(CROSSES)
        async with stage.looking(120.0):
            began = stage.clock.now
        stage.clock.now += 3600
        minutes = [int(began) + 60 * i for i in range(1, 6)]
        stage.source.put(bars_at(minutes, [120, 125, 135, 125, 120], "IWM", Interval.M1))
        async with stage.looking(121.0) as engine:
            (text,) = await texts(engine)
            assert "crossed above 130.00" in text and "while R2K was not looking" in text
            assert rule_of(await alerts(engine), "crosses").state == "armed"

    async def test_a_machine_that_slept_says_so_too(self, make: Callable[..., AlertStage]) -> None:
        stage = make(CROSSES)
        async with stage.looking(120.0) as engine:
            stage.clock.now += 3600
            await stage.see(engine, 131.0)
            assert "while R2K was not looking, last looked at 2025-09-18 12:00" in (await texts(engine))[0]

    async def test_a_short_pause_is_not_worth_a_word(self, make: Callable[..., AlertStage]) -> None:
        stage = make(CROSSES)
        async with stage.looking(120.0):
            pass
        stage.clock.now += 20
        async with stage.looking(131.0) as engine:
            assert await texts(engine) == ["IWM price 131.00, crossed above 130.00"]

    async def test_a_rule_that_means_something_else_now_begins_anew(self, make: Callable[..., AlertStage]) -> None:
        stage = make(LEVEL)
        async with stage.looking(131.0):
            pass
        stage.use(msgspec.structs.replace(LEVEL, value=125.0))
        async with stage.looking(132.0) as engine:
            assert len(await texts(engine)) == 2

    async def test_two_engines_on_one_store_tell_once(self, make: Callable[..., AlertStage]) -> None:
        stage = make(LEVEL)
        async with stage.looking(120.0) as first, stage.running() as second:
            await stage.judged(second)
            stage.price(131.0)
            for engine in (first, second):
                await ask(engine, Refresh())
            for engine in (first, second):
                await wait(engine, lambda reply: bool(reply.log))
            assert len({alert.id for engine in (first, second) for alert in (await alerts(engine)).log}) == 1

    async def test_a_store_that_cannot_be_written_holds_up_no_alert(self, make: Callable[..., AlertStage]) -> None:
        stage = make(LEVEL)
        async with stage.looking(120.0) as engine:
            engine._store.write = _full  # type: ignore[method-assign]
            await stage.see(engine, 131.0)
            (alert,) = (await wait(engine, lambda reply: bool(reply.log))).log
            assert alert.id < 0


def _full(_: object) -> None:
    import sqlite3

    raise sqlite3.OperationalError("database or disk is full")


class TestRequests:
    async def test_a_muted_rule_is_written_down_and_told_by_nothing(self, make: Callable[..., AlertStage]) -> None:
        stage = make(LEVEL)
        async with stage.looking(120.0) as engine:
            assert await ask(engine, MuteAlert("level", True)) == Done()
            await stage.see(engine, 131.0)
            (alert,) = (await alerts(engine)).log
            assert alert.channels == () and rule_of(await alerts(engine), "level").state == "muted"
        async with stage.looking(131.0) as engine:
            assert rule_of(await alerts(engine), "level").muted, "also after a restart"
            await ask(engine, MuteAlert("level", False))
            await stage.see(engine, 120.0, 131.0)
            assert (await alerts(engine)).log[0].channels

    async def test_a_test_is_told_and_not_written(self, make: Callable[..., AlertStage]) -> None:
        stage = make(LEVEL)
        async with stage.looking(120.0) as engine:
            reader = engine.subscribe()
            assert await ask(engine, TryAlert("level")) == Done()
            frame = await reader.next_frame()
            assert [(alert.test, alert.id < 0) for alert in frame.alerts] == [(True, True)]
            assert (await alerts(engine)).log == ()

    async def test_a_rule_that_is_not_there(self, make: Callable[..., AlertStage]) -> None:
        async with make().running() as engine:
            for request in (MuteAlert("none", True), TryAlert("none")):
                reply = await ask(engine, request)
                assert isinstance(reply, Failure) and reply.kind == "not_found"

    async def test_other_rules_go_on_at_once_and_those_that_stay_keep_what_they_know(
        self, make: Callable[..., AlertStage]
    ) -> None:
        stage = make(LEVEL)
        async with stage.looking(131.0) as engine:
            await wait(engine, lambda reply: len(reply.log) == 1)
            more = msgspec.structs.replace(LEVEL, name="more", value=100.0)
            assert await ask(engine, UseRules((LEVEL, more))) == Done()
            await stage.see(engine, 132.0)
            assert sorted(alert.rule for alert in (await alerts(engine)).log) == ["level", "more"]


class TestBuiltIns:
    async def test_all_of_them_are_there_and_each_can_be_turned_off(self, make: Callable[..., AlertStage]) -> None:
        async with make(built_in=BuiltIn()).running() as engine:
            names = {rule.name for rule in (await alerts(engine)).rules}
        assert names == {
            *("record close", "breakout of 55 sessions", "ten-percent month", "risk zone", "VaR breach"),
            *("drift from target", "claim flips", "feed down", "feed down: store", "reconstitution"),
            "reports of large members",
            "trading halts",
        }
        for name in (field.name for field in msgspec.structs.fields(BuiltIn) if field.type is bool):
            stage = make(built_in=msgspec.structs.replace(BuiltIn(), **{name: False}))
            assert len(stage.build().alerts.views()) == 12 - (2 if name == "feed_down" else 1)

    async def test_a_feed_that_stays_down_is_told_once(self, make: Callable[..., AlertStage]) -> None:
        down = msgspec.structs.replace(NONE, feed_down=True, feed_down_minutes=10.0)
        stage = make(built_in=down)
        async with stage.running() as engine:
            await wait(engine, lambda reply: rule_of(reply, "feed down").value == 0.0)
            stage.source.fail("quotes", Unavailable("no route to host"))
            for _ in range(13):
                stage.clock.now += 60
                await ask(engine, Refresh())
                await wait(engine, lambda reply: rule_of(reply, "feed down").looked_at == stage.clock.now)
            (alert,) = (await alerts(engine)).log
            assert alert.text == "quotes has been failing for 11 minutes: no route to host"

    async def test_a_reconstitution_is_told_once_for_each_stage(self, make: Callable[..., AlertStage]) -> None:
        stage = make(built_in=msgspec.structs.replace(NONE, reconstitution=True))
        async with stage.running() as engine:
            await wait(engine, lambda reply: engine.alerts.running)
            for left, days, count in ((12, 30, 1), (11, 30, 1), (7, 7, 2), (1, 1, 3)):
                stage.clock.now += 60
                words = f"reconstitution takes effect in {left} days"
                engine.alerts.reconstitution_nears(f"2026-12-11 {days}", words)
                reply = await wait(engine, lambda reply: rule_of(reply, "reconstitution").looked_at == stage.clock.now)
                reply = await wait(engine, lambda reply, count=count: len(reply.log) >= count)
                await engine.alerts.settle()
                assert len((await alerts(engine)).log) == count
                assert (words in reply.log[0].text) == (left != 11)

    async def test_each_report_is_told_once(self, make: Callable[..., AlertStage]) -> None:
        stage = make(built_in=msgspec.structs.replace(NONE, report_weight=0.002))
        first, second = {"AAAA|2025-09-19": "AAAA reports"}, {"BBBB|2025-09-19": "BBBB reports"}

        async def told(engine: Engine, reports: dict[str, str], count: int) -> list[str]:
            stage.clock.now += 60
            engine.alerts.reports_near(reports)
            await wait(engine, lambda reply: rule_of(reply, "reports of large members").looked_at == stage.clock.now)
            await wait(engine, lambda reply: len(reply.log) >= count)
            await engine.idle()
            return await texts(engine)

        async with stage.running() as engine:
            await wait(engine, lambda reply: engine.alerts.running)
            assert await told(engine, {}, 0) == []
            assert await told(engine, first, 1) == ["AAAA reports"]
            assert await told(engine, first, 1) == ["AAAA reports"]
            assert await told(engine, {**first, **second}, 2) == ["BBBB reports", "AAAA reports"]
            assert len(await told(engine, {}, 2)) == 2, "the days are not known for a while"
        async with stage.running() as engine:
            await wait(engine, lambda reply: engine.alerts.running and len(reply.log) == 2)
            assert len(await told(engine, {**second, **first}, 2)) == 2, "also after a restart"
            moved = {"AAAA|2025-09-22": "AAAA reports later"}
            assert (await told(engine, {**second, **moved}, 3))[0] == "AAAA reports later"
            many = {f"M{place:02d}|2025-09-22": f"M{place:02d} reports" for place in range(20)}
            text = (await told(engine, many, 4))[0]
            assert text == f"20 large members report on 2025-09-22: {' '.join(f'M{place:02d}' for place in range(20))}"

    def test_a_weight_of_zero_turns_it_off(self, make: Callable[..., AlertStage]) -> None:
        stage = make(built_in=msgspec.structs.replace(BuiltIn(), report_weight=0.0))
        assert "reports of large members" not in {view.name for view in stage.build().alerts.views()}
        stage.build().alerts.reports_near({"AAAA|2025-09-19": "AAAA reports"})

    async def test_an_engine_tells_of_the_next_reconstitution_by_itself(
        self, make: Callable[..., AlertStage], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("r2k_tui.engine.services._BEGIN_LATER_S", 3600.0)
        stage = make(built_in=msgspec.structs.replace(NONE, reconstitution=True))
        stage.clock.now = datetime(2026, 12, 10, 15, tzinfo=UTC).timestamp()
        async with stage.running() as engine:
            reply = await wait(engine, lambda reply: len(reply.log) == 1)
        assert "takes effect tomorrow after the close (2026-12-11)" in reply.log[0].text
        stage.clock.now += 60
        async with stage.running() as engine:
            await wait(engine, lambda reply: rule_of(reply, "reconstitution").looked_at == stage.clock.now)
            await engine.alerts.settle()
            assert len((await alerts(engine)).log) == 1

    async def test_a_flip_of_the_thesis_is_told_each_time(self, make: Callable[..., AlertStage]) -> None:
        stage = make(built_in=msgspec.structs.replace(NONE, claim_flips=True))
        async with stage.running() as engine:
            flip = Flip(
                "lead", "small caps lead", Verdict.HOLDS, Verdict.DOES_NOT_HOLD, "2025-09-17", "2025-09-18", "they lag"
            )
            engine.alerts.claim_flipped(flip)
            await wait(engine, lambda reply: len(reply.log) == 1)
            stage.clock.now += 60
            engine.alerts.claim_flipped(msgspec.structs.replace(flip, id="other", claim="another"))
            reply = await wait(engine, lambda reply: len(reply.log) == 2)
            assert reply.log[1].text == "thesis: small caps lead: holds on 2025-09-17, does not hold now"

    async def test_drift_is_told_when_it_is_time_to_trade(self, make: Callable[..., AlertStage]) -> None:
        stage = make(built_in=msgspec.structs.replace(NONE, drift=True))
        async with stage.running() as engine:
            for due in (False, True, True):
                stage.clock.now += 60
                engine.alerts.portfolio_drifted(due=due, words=f"6% off, {due}")
            reply = await wait(engine, lambda reply: bool(reply.log))
            assert [alert.text for alert in reply.log] == ["6% off, True"]

    async def test_a_record_close_is_told_when_the_session_is_over(self, make: Callable[..., AlertStage]) -> None:
        stage = make(built_in=msgspec.structs.replace(NONE, record_close=True))
        async with stage.running() as engine:
            await wait(engine, lambda reply: rule_of(reply, "record close").looked_at is not None)
            for hours, fired in ((0.0, 0), (4.5, 1)):
                stage.clock.now += hours * 3600 + 1
                now = stage.clock.now
                close = 150.0
                stage.source.set_price("^RUT", close, day_high=close, day_low=100.0, time=now, received_at=now)
                await ask(engine, Refresh())
                await wait(engine, lambda reply, now=now: rule_of(reply, "record close").looked_at == now)
                # The first look may have come before the quote.
                await wait(engine, lambda reply, fired=fired: len(reply.log) == fired)
            assert (await texts(engine))[0].startswith("^RUT record close 150.00 on 2025-09-18")


async def test_what_was_not_told_before_the_end_is_told_after_the_next_start(
    make: Callable[..., AlertStage], tmp_path: Path
) -> None:
    out = tmp_path / "out"
    stage = make(LEVEL, delivery=Delivery(command=("/bin/sh", "-c", "exit 1")))
    async with stage.looking(131.0) as engine:
        await wait(engine, lambda reply: bool(reply.log))
    command = ("/bin/sh", "-c", f'printf %s "$R2K_ALERT_TEXT" > {out}.new && mv {out}.new {out}')
    stage.config = msgspec.structs.replace(stage.config, delivery=Delivery(command=command))
    async with stage.looking(131.0):
        async with asyncio.timeout(20):
            while not out.exists():  # noqa: ASYNC110  (another process writes it)
                await asyncio.sleep(0.01)
    assert out.read_text() == "IWM price 131.00, above 130.00"
