"""Readings of the index in a running engine: computed, kept by day, and read back for a day of the past."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

import msgspec
import pytest

from r2k_tui.config.sections.alerts import BuiltIn
from r2k_tui.engine.alerts import evaluation_loop
from r2k_tui.engine.engine import Engine
from r2k_tui.engine.readings.members.registry import MEMBER_KEYS
from r2k_tui.engine.readings.members.service import KEPT_DAYS, MemberReadings
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.model.alerts.rule import RuleSettings
from r2k_tui.model.market.feed import FeedState
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.model.messages.alerts import AlertsReply, GetAlerts
from r2k_tui.model.messages.readings import GetIndexReadings, GetReadings, IndexReadingsReply, ReadingsReply
from r2k_tui.model.messages.subscription import Refresh
from r2k_tui.model.readings.reading import DayValue, Reading
from r2k_tui.sources.as_of import AsOfSource
from r2k_tui.sources.base import SourceInfo, Unavailable
from r2k_tui.store.index_days import IndexDays
from r2k_tui.store.store import Store
from tests.engine.readings.members.stage import stage
from tests.engine.stage import Clock, Stage, ask, filled_source, picture, until

KEY = "loss_makers_count"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "r2k.sqlite3"


async def service(engine: Engine) -> MemberReadings:
    services = await engine.services()
    assert services is not None
    found = services.table()[MemberReadings]
    assert isinstance(found, MemberReadings)
    return found


def of_funds(made: Stage) -> list[tuple[str, ...]]:
    """Requests for lists and bars that only readings of the index need."""
    calls = [(call.method, *call.symbols) for call in made.source.calls]
    return sorted(call for call in calls if set(call) & {"IWN", "IWO", "IJR"})


async def of_index(engine: Engine) -> dict[str, Reading]:
    reply = await ask(engine, GetIndexReadings(settled=True))
    assert isinstance(reply, IndexReadingsReply), reply
    return {reading.key: reading for reading in reply.readings}


async def test_every_reading_of_an_index_whose_inputs_all_exist(path: Path) -> None:
    async with stage(path).running() as engine:
        found = await of_index(engine)
    assert tuple(found) == MEMBER_KEYS
    assert found[KEY].value == pytest.approx(12 / 21) and found[KEY].n == 21
    # Fifteen of thirty are of value only, five of both, seven of growth only, three of neither.
    kinds = [found[f"{kind}_count"].value for kind in ("value_only", "both_styles", "growth_only", "no_style")]
    assert kinds == pytest.approx([15 / 30, 5 / 30, 7 / 30, 3 / 30])
    assert found["growth_less_value_21d"].as_of == "2025-09-17", "the session of the day goes on"


async def test_lists_and_bars_of_funds_are_fetched_for_readings_that_need_them_and_not_again(path: Path) -> None:
    made = stage(path)
    async with made.running() as engine:
        await ask(engine, GetReadings("^RUT", (KEY,)))
        assert of_funds(made) == []
        await of_index(engine)
        once = of_funds(made)
        assert once == [
            *(("bars", fund) for fund in ("IJR", "IWN", "IWO")),
            *(("holdings", fund) for fund in ("IWN", "IWO")),
        ]
        await of_index(engine)
        assert of_funds(made) == once


async def test_members_are_polled_for_readings_that_need_them_alone(path: Path) -> None:
    made = stage(path)
    async with made.running() as engine:
        reply = await ask(engine, GetReadings("^RUT", ("growth_less_value_5d",), settled=True))
        assert isinstance(reply, ReadingsReply)
        assert reply.readings.readings["growth_less_value_5d"].value is not None
        assert made.source.count("holdings") == 0, "nor is the list of the members fetched"
        await ask(engine, GetReadings("^RUT", ("loss_makers_weight",), settled=True))
        assert made.source.count("holdings") > 0


async def test_what_cannot_be_fetched_has_its_reason_and_is_not_hammered(path: Path) -> None:
    made = stage(path)
    made.source.fail("bars", Unavailable("no route to IJR"), "IJR")
    del made.source.lists["IWO"]
    async with made.running() as engine:
        found = await of_index(engine)
        count = of_funds(made)
        again = await of_index(engine)
        assert of_funds(made) == count, "a failure is not tried again within minutes"
        (styles,) = [status for status in (await picture(engine)).feeds if status.topic == "styles"]
        assert (styles.state, styles.failures) == (FeedState.OK, 0), "nobody has a list, which is no failure"
        assert "IWO" in styles.message and styles.next_try == made.clock.now + 600
        assert found == again
        made.source.heal("bars", "IJR")
        made.clock.now += 700
        assert (await of_index(engine))["index_less_screened_21d"].value is not None
    assert (found["index_less_screened_21d"].value, found["index_less_screened_21d"].n) == (None, 0)
    assert "no route to IJR" in found["index_less_screened_21d"].reason
    assert "IWO" in found["value_only_count"].reason and found["growth_less_value_5d"].value is not None
    assert found[KEY].value is not None


async def test_readings_of_the_index_are_among_the_readings_of_its_symbol_and_of_no_other(path: Path) -> None:
    async with stage(path).running() as engine:
        reply = await ask(engine, GetReadings("^RUT", ("rv21", KEY), settled=True))
        whole = await ask(engine, GetReadings("^RUT"))
        other = await ask(engine, GetReadings("IWM", (KEY, "rv21")))
        rest = await ask(engine, GetReadings("IWM"))
    assert isinstance(reply, ReadingsReply) and list(reply.readings.readings) == ["rv21", KEY]
    assert reply.readings.readings[KEY].value == pytest.approx(12 / 21)
    assert isinstance(whole, ReadingsReply) and set(MEMBER_KEYS) < set(whole.readings.readings)
    assert isinstance(rest, ReadingsReply) and not set(MEMBER_KEYS) & set(rest.readings.readings)
    assert isinstance(other, ReadingsReply)
    absent = other.readings.readings[KEY]
    assert (absent.value, absent.reason) == (None, "a reading of the index, ^RUT, alone")


async def test_the_value_of_a_day_is_kept_and_known_on_the_next_run(path: Path) -> None:
    async with stage(path).running() as engine:
        readings = await service(engine)
        await readings.prepare(settled=True)
        await readings.keep()
    async with stage(path).running() as engine:
        history = (await (await service(engine)).histories())[KEY]
        reply = await ask(engine, GetIndexReadings())
    assert (history.chosen, history.days) == (KEPT_DAYS, (DayValue("2025-09-18", 12 / 21, 21),))
    assert isinstance(reply, IndexReadingsReply)
    assert history in reply.histories
    assert {"growth_less_value_1d", KEY} <= {one.key for one in reply.histories}
    assert not [one for one in reply.histories if one.key.startswith("sector")]


async def test_an_alert_may_watch_one_and_belongs_to_the_index_whatever_symbol_it_names(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evaluation_loop, "_COMPUTE_S", 0.0)
    rule = RuleSettings(field=KEY, op="above", name="losses", symbol="IWM", value=0.5)
    made = stage(path)
    made.config = msgspec.structs.replace(made.config, alerts=(rule,), built_in_alerts=BuiltIn(*[False] * 9))
    setup = EngineSetup(made.config, SourceInfo("scripted"), alerts=True)

    def build(make_source: object = None) -> Engine:
        store = Store(path, "scripted")
        return Engine(setup, lambda: made.source, store, SourceFacts("scripted"), made.clock, Random(1))

    monkeypatch.setattr(made, "build", build)
    async with made.running() as engine:
        reader = engine.context.publisher.subscribe()
        await of_index(engine)
        made.source.set_price("^RUT", 123.0, time=made.clock.now + 5, received_at=made.clock.now + 5)
        made.clock.now += 5
        await ask(engine, Refresh())
        await until(reader, lambda frame: bool(frame.alerts))
        reply = await ask(engine, GetAlerts())
    assert isinstance(reply, AlertsReply)
    (alert,) = reply.log
    assert (alert.rule, alert.symbol) == ("losses", "^RUT") and "57.14" in alert.text


@pytest.mark.parametrize(
    ("day", "value"), [("2025-09-16", 0.4), ("2025-09-14", 0.3), ("2025-09-15", None), ("2025-09-11", None)]
)
async def test_a_past_day_has_the_value_kept_on_it_and_none_of_a_later_day(
    path: Path, day: str, value: float | None
) -> None:
    days = IndexDays(Store(path, "scripted"), "scripted")
    for kept, share in (("2025-09-12", 0.3), ("2025-09-16", 0.4), ("2025-09-18", 0.6)):
        days.save(kept, [(KEY, share, 1900)])
    setup = EngineSetup(stage(None).config, SourceInfo("scripted"), as_of=day)
    source = AsOfSource(filled_source(), date.fromisoformat(day))
    engine = Engine(
        setup, lambda: source, Store(path, "scripted"), SourceFacts("scripted", live=False), Clock(), Random(1)
    )
    engine.restore()
    await engine.start()
    try:
        readings = await service(engine)
        found, history = (await readings.readings((KEY,)))[KEY], (await readings.histories((KEY,)))[KEY]
    finally:
        await engine.close()
    assert found.value == value
    assert all(one.day <= day for one in history.days)
    if value is None:
        assert found.reason.startswith(f"not known for {day}")
    else:
        assert found.as_of <= day and found.source.startswith(f"kept by R2K on {found.as_of}")
