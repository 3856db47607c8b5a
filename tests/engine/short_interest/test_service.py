"""Short interest in a running engine: report, screens, alerts, health, restarts, and where it is off."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np
import pytest

from r2k_tui.engine.alerts import evaluation_loop
from r2k_tui.engine.engine import Engine
from r2k_tui.engine.short_interest.service import ShortInterestService, why_off
from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.messages.alerts import AlertsReply, GetAlerts
from r2k_tui.model.messages.frame import Snapshot
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.subscription import GetSnapshot, Refresh
from r2k_tui.model.messages.universe import GetScreen, GetShortInterest, GetUniverse, ScreenReply, UniverseReply
from r2k_tui.sources.base import Capabilities, SourceInfo
from tests.engine.short_interest.case import ENTERS, MEMBERS, ShortCase, fill, interest, until_true
from tests.engine.stage import ask
from tests.fakes.finra_server import HEADER, PAGE, FinraServer, path_of, short
from tests.fakes.scripted_source import ScriptedSource


@pytest.fixture
def finra() -> Iterator[FinraServer]:
    with FinraServer() as server:
        fill(server)
        yield server


async def table(engine: Engine) -> ShortInterestService:
    services = await engine.services()
    assert services is not None
    found = services.table()[ShortInterestService]
    assert isinstance(found, ShortInterestService)
    return found


async def health(engine: Engine) -> FeedStatus:
    snapshot = await ask(engine, GetSnapshot())
    assert isinstance(snapshot, Snapshot)
    return next(status for status in snapshot.feeds if status.topic == "shorts")


async def screened(engine: Engine, expression: str) -> list[str]:
    reply = await ask(engine, GetScreen(expression, settled=True))
    members = await ask(engine, GetUniverse())
    assert isinstance(reply, ScreenReply) and isinstance(members, UniverseReply), (reply, members)
    return [members.universe.members.symbols[place] for place in reply.screen.rows()]


async def test_the_members_with_their_source_and_days(tmp_path: Path, finra: FinraServer) -> None:
    case = ShortCase(tmp_path / "r2k.sqlite3", finra)
    async with case.running() as engine:
        found = await interest(engine)
        status = await health(engine)
    assert (found.settlement, found.previous_settlement, found.source) == ("2025-08-29", "2025-08-15", "FINRA")
    assert (found.published, found.next_settlement, found.next_expected) == ("2025-09-12", "2025-09-15", "2025-09-24")
    by_symbol = {row.symbol: row for row in found.members}
    assert set(by_symbol) == {"AAA", "BRK-B", "CCC"} and found.missing == ("DDD",)
    aaa, brk = by_symbol["AAA"], by_symbol["BRK-B"]
    assert (aaa.shares, aaa.previous, aaa.change, aaa.days_to_cover) == (300.0, 200.0, 0.5, 7.5)
    assert aaa.fraction == pytest.approx(1 / 3) and aaa.basis == "float"
    assert (aaa.above_50d, aaa.squeeze) == (False, False)
    assert (brk.days_to_cover, brk.change, brk.split) == (None, None, True)
    assert (brk.fraction, brk.basis, brk.squeeze) == (0.36, "shares outstanding", False)
    assert found.coverage.weight == pytest.approx(0.75)
    assert status.state is FeedState.OK and status.requests == 2
    assert status.message == "", "all is well: nothing to log"
    assert status.progress == "settlement 2025-08-29; next 2025-09-15, due 2025-09-24 to 2025-09-26"
    assert status.optional, "the header does not go red for it"


async def test_screens_wait_for_it_and_have_its_columns(tmp_path: Path, finra: FinraServer) -> None:
    case = ShortCase(tmp_path / "r2k.sqlite3", finra)
    case.price("AAA", 60.0)
    async with case.running() as engine:
        assert await screened(engine, "squeeze") == ["AAA"]
        assert await screened(engine, "short_fraction > 0.3") == ["AAA", "BRK-B"]
        assert await screened(engine, "short_float > 0.3") == ["AAA"]
        assert await screened(engine, "short_change < 0 and days_to_cover < 2") == ["CCC"]
        assert await screened(engine, "short_shares >= 300") == ["AAA", "BRK-B"]
        columns = (await table(engine)).columns(MEMBERS)
        assert set(columns.numbers) | set(columns.flags) == ShortInterestService.names
        assert np.isnan(columns.numbers["short_change"][1]), "it has split"


async def test_columns_of_another_list_are_unknown(tmp_path: Path, finra: FinraServer) -> None:
    case = ShortCase(tmp_path / "r2k.sqlite3", finra)
    async with case.running() as engine:
        await interest(engine)
        columns = (await table(engine)).columns(("CCC", "AAA", "BRK-B", "DDD"))
    assert columns.numbers["short_shares"].tolist()[:2] == [5.0, 300.0]
    assert np.isnan(columns.numbers["short_fraction"]).all() and columns.flags["squeeze"].tolist()[0] != 1


async def test_nothing_is_requested_by_a_screen_of_other_columns(tmp_path: Path, finra: FinraServer) -> None:
    case = ShortCase(tmp_path / "r2k.sqlite3", finra)
    async with case.running() as engine:
        assert await screened(engine, "price > 0") == list(MEMBERS)
    assert finra.asked == []


async def test_a_member_that_enters_the_squeeze_list_is_an_alert(
    tmp_path: Path, finra: FinraServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evaluation_loop, "_COMPUTE_S", 0.0)
    case = ShortCase(tmp_path / "r2k.sqlite3", finra, ENTERS)

    async def alerts(engine: Engine) -> AlertsReply:
        reply = await ask(engine, GetAlerts())
        assert isinstance(reply, AlertsReply)
        return reply

    async with case.running() as engine:
        await interest(engine)

        async def evaluated() -> bool:
            return (await alerts(engine)).rules[0].value == 0.0

        async def fired() -> bool:
            return bool((await alerts(engine)).log)

        await until_true(evaluated)
        assert not await fired(), "nobody is in the list yet"
        case.clock.now += 60
        case.price("AAA", 60.0)
        await ask(engine, Refresh())
        await until_true(fired)
        assert [alert.text for alert in (await alerts(engine)).log] == ["AAA enters the screen squeezed"]


async def test_a_new_file_has_the_screens_evaluated_again(
    tmp_path: Path, finra: FinraServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = ShortCase(tmp_path / "r2k.sqlite3", finra)
    async with case.running() as engine:
        service, publisher, announced = await table(engine), engine.context.publisher, list[bool]()
        engine.context.interest.watch_universe("test")
        announce, publish = service._announce, publisher.publish

        def noted() -> None:
            # What is published at any moment begins the changes anew.
            engine.market.changes.universe = False
            monkeypatch.setattr(publisher, "publish", lambda: announced.append(engine.market.changes.universe))
            announce()
            monkeypatch.setattr(publisher, "publish", publish)

        monkeypatch.setattr(service, "_announce", noted)
        await service._poll()
        assert announced == [True], "no price has moved, but a member may be in the squeeze list now"
        await service._poll()
        assert announced == [True]


async def test_it_survives_a_restart_with_its_age(tmp_path: Path, finra: FinraServer) -> None:
    case = ShortCase(tmp_path / "r2k.sqlite3", finra)
    async with case.running() as engine:
        first = await interest(engine)
    finra.answer("/", b"", 500)
    finra.forget(path_of("2025-08-29"))
    case.clock.now += 3 * 86400
    async with case.running() as engine:
        again = await interest(engine)
    assert again.members == first.members and again.retrieved_at == first.retrieved_at
    assert (first.age_days, again.age_days) == (20, 23)
    assert len(finra.asked) == 2, "both settlements are kept: there is nothing to request"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (PAGE, "FINRA answered with a page instead of data"),
        (HEADER.replace("symbolCode", "symbol").encode(), "FINRA's file has another header: no column symbolCode"),
    ],
)
async def test_a_wrong_file_is_named_and_the_last_good_one_stays(
    tmp_path: Path, finra: FinraServer, body: bytes, words: str
) -> None:
    finra.answer(path_of("2025-08-29"), body)
    case = ShortCase(tmp_path / "r2k.sqlite3", finra)
    async with case.running() as engine:
        found = await interest(engine)
        status = await health(engine)
    assert (found.settlement, found.members[0].shares) == ("2025-08-15", 200.0)
    assert words in found.trouble and status.state is FeedState.FAILING and words in status.message


async def test_without_any_file_the_reason_is_given_and_nothing_is_drawn_as_zero(tmp_path: Path) -> None:
    with FinraServer() as finra:
        case = ShortCase(tmp_path / "r2k.sqlite3", finra)
        async with case.running() as engine:
            reply = await ask(engine, GetShortInterest(settled=True))
            columns = (await table(engine)).columns(MEMBERS)
    assert isinstance(reply, Failure) and "FINRA has no file of the settlement of 2025-08-31" in reply.message
    assert all(np.isnan(column).all() for column in columns.numbers.values())
    assert (columns.flags["squeeze"] != 1).all()


async def test_a_server_that_hangs_holds_up_nothing_else(tmp_path: Path, finra: FinraServer) -> None:
    finra.answer("/", hang=True)
    case = ShortCase(tmp_path / "r2k.sqlite3", finra)
    case.config = msgspec.structs.replace(case.config, finra=msgspec.structs.replace(case.config.finra, deadline_s=0.3))
    for day in ("2025-08-15", "2025-08-29"):
        finra.forget(path_of(day))
    async with case.running() as engine:
        reply = await ask(engine, GetShortInterest(settled=True))
        members = await ask(engine, GetUniverse())
    assert isinstance(reply, Failure) and "did not answer within 0.3 s" in reply.message
    assert isinstance(members, UniverseReply) and members.universe.summary.priced == 4


async def test_a_refresh_asks_for_no_file_again(tmp_path: Path, finra: FinraServer) -> None:
    finra.put("2025-07-31", short("AAA", 1))
    case = ShortCase(tmp_path / "r2k.sqlite3", finra)
    finra.forget(path_of("2025-08-29"))
    async with case.running() as engine:
        await ask(engine, GetShortInterest(settled=True))
        asked = len(finra.asked)
        failures = (await health(engine)).failures

        async def polled_again() -> bool:
            return (await health(engine)).failures > failures

        await ask(engine, Refresh())
        await until_true(polled_again)
    assert len(finra.asked) == asked


class TestOff:
    """Where there is none, and why."""

    async def test_in_the_settings(self, tmp_path: Path, finra: FinraServer) -> None:
        case = ShortCase(tmp_path / "r2k.sqlite3", finra, short_interest=False)
        async with case.running() as engine:
            reply = await ask(engine, GetShortInterest(settled=True))
            assert await screened(engine, "squeeze") == []
        assert isinstance(reply, Failure) and "short_interest = false" in reply.message
        assert finra.asked == []

    async def test_at_a_hub_unless_its_owner_has_decided(self, tmp_path: Path, finra: FinraServer) -> None:
        case = ShortCase(tmp_path / "r2k.sqlite3", finra)
        case.publishes = True
        async with case.running() as engine:
            reply = await ask(engine, GetShortInterest(settled=True))
        assert isinstance(reply, Failure) and "publish_opt_in under [hub]" in reply.message
        assert finra.asked == []
        case.publish_anyway()
        async with case.running() as engine:
            assert (await interest(engine)).settlement == "2025-08-29"

    def test_reasons(self, tmp_path: Path, finra: FinraServer) -> None:
        config, source = ShortCase(None, finra).config, ScriptedSource()
        local = Capabilities(SourceInfo("csv"), intervals=(), remote=False)
        assert why_off(config, source.capabilities, source, publishes=False) == ""
        assert why_off(config, local, source, publishes=False) == "the scripted source has none"
        off = msgspec.structs.replace(config, universe=msgspec.structs.replace(config.universe, enabled=False))
        assert "replayed day" in why_off(off, source.capabilities, source, publishes=False)


async def test_as_of_a_day_nothing_later_is_known(tmp_path: Path, finra: FinraServer) -> None:
    finra.put("2025-07-31", short("AAA", 150, previous=100))
    case = ShortCase(tmp_path / "r2k.sqlite3", finra)
    case.as_of = "2025-09-11"
    async with case.running() as engine:
        found = await interest(engine)
    assert (found.settlement, found.previous_settlement, found.day) == ("2025-08-15", "2025-07-31", "2025-09-11")
    assert found.members[0].shares == 200.0 and "2025-08-29" not in finra.days()
    assert found.next_settlement == "2025-08-29"
