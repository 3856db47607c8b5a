"""Factor tables are requested once a day, kept, and handed out with what is wrong about them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec
import pytest

from r2k_tui.engine.calendar.hours import ExchangeHours
from r2k_tui.engine.factors.files import FRESH_S, WRONG_AGAIN_S
from r2k_tui.model.factors.table import pack_table
from r2k_tui.model.market.feed import FeedState
from r2k_tui.sources.as_of import AsOfSource
from r2k_tui.sources.base import BadData, NotFound, RateLimited, Unavailable
from tests.engine.factors.desk import DAY_S, FactorDesk, Keeping
from tests.fakes.french_server import PAGE, FrenchServer, path_of, return_of, text_of
from tests.fakes.scripted_source import LIVE, ScriptedSource

TABLE = pack_table("ff3", ("SMB", "RF"), [202505, 202506, 202507], [0.01, 0.002] * 3, "202507", "a folder", 1.0)


@pytest.fixture
def desk(tmp_path: Path, exchange: ExchangeHours) -> Iterator[FactorDesk]:
    with FrenchServer() as french:
        yield FactorDesk(french, tmp_path, exchange)


async def test_every_file_is_requested_once_whoever_wants_a_table(desk: FactorDesk) -> None:
    async with desk.files() as files:
        assert desk.statuses == [] and desk.french.asked == [], "nothing is requested until a table is wanted"
        table = await files.table("ff5")
        assert (table.vintage, len(table), table.fetched_at) == ("202508", 48, desk.now)
        assert table.numbers()[1] == return_of(0, 1) / 100
        assert (await files.table("mom")).factors == ("Mom",) and (await files.table("ff3")).name == "ff3"
        assert desk.french.names() == ["ff3", "ff5", "mom"] and files.notes("ff5") == ()
        assert (desk.state, desk.statuses[-1].requests) == (FeedState.OK, 3)
        assert desk.statuses[-1].progress == "returns to 2025-08"
        await desk.polled_again(files)
        assert len(desk.french.asked) == 3, "fresh files are not requested again, whoever insists"
        with pytest.raises(NotFound, match="no factors are called 'q5'; there are ff3, ff5, mom"):
            await files.table("q5")


async def test_they_outlive_a_run_and_are_requested_again_after_a_day(desk: FactorDesk) -> None:
    async with desk.files() as files:
        await files.table("ff3")
    desk.now += FRESH_S - 60
    async with desk.files() as files:
        assert len(await files.table("ff3")) == 48 and len(desk.french.asked) == 3 and desk.statuses == []
    desk.now += DAY_S
    desk.french.put("ff3", last=202509, count=49)
    async with desk.files() as files:
        table = await files.table("ff3")
        assert (len(table), table.vintage, table.month_numbers()[-1]) == (49, "202509", 202509)
        assert len(desk.french.asked) == 6


async def test_without_a_connection_the_last_file_is_used_and_its_day_is_told(desk: FactorDesk) -> None:
    async with desk.files() as files:
        await files.table("ff3")
    desk.now += 40 * DAY_S
    desk.settings = msgspec.structs.replace(desk.settings, endpoint="http://127.0.0.1:1")
    async with desk.files() as files:
        assert len(await files.table("ff3")) == 48
        (note,) = files.notes("ff3")
        assert note == "the file of 2025-10-09 is used: No connection to Kenneth French's server"
        assert desk.state is FeedState.FAILING and desk.statuses[-1].failures == 1
        requests = desk.statuses[-1].requests
        assert requests == 1, "a server that is not there is not asked for the other files"
        assert len(await files.table("mom")) == 48 and desk.statuses[-1].requests == requests


async def test_without_any_file_the_reason_is_the_error(desk: FactorDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("r2k_tui.engine.factors.files._PATIENCE_S", 0.05)
    desk.french.answer(path_of("ff3"), hang=True)
    desk.settings = msgspec.structs.replace(desk.settings, deadline_s=0.3)
    async with desk.files() as files:
        for name in ("ff3", "mom"):
            with pytest.raises(Unavailable, match=r"Kenneth French's server did not answer within 0.3 s"):
                await files.table(name)
            assert files.notes(name) == ()
        assert desk.french.names() == ["ff3"]
        desk.french.put("ff3")
        assert (await desk.polled_again(files)).state is FeedState.OK
        assert len(await files.table("ff3")) == 48


async def test_a_slow_server_holds_up_nobody_who_has_an_older_file(
    desk: FactorDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with desk.files() as files:
        await files.table("ff3")
    desk.now += DAY_S
    desk.french.answer(path_of("ff3"), hang=True)
    monkeypatch.setattr("r2k_tui.engine.factors.files._PATIENCE_S", 0.2)
    desk.settings = msgspec.structs.replace(desk.settings, deadline_s=1.5)
    async with desk.files() as files:
        assert len(await files.table("mom")) == 48 and desk.statuses == [], "the first poll has not ended"
        assert files.notes("mom") == ("the file of 2025-10-09 is used: Kenneth French's server has not answered yet",)
        assert (await desk.polled(1)).state is FeedState.FAILING
        assert "did not answer within 1.5 s" in files.notes("mom")[0]


async def test_a_wrong_file_leaves_the_last_good_one_and_the_others(desk: FactorDesk) -> None:
    async with desk.files() as files:
        await files.table("ff3")
        desk.now += DAY_S
        desk.french.answer(path_of("ff5"), PAGE)
        desk.french.put("mom", text_of("mom", ["202508"]))
        status = await desk.polled_again(files)
        assert status.state is FeedState.OK
        assert "five factors: Kenneth French's server answered with a page" in status.message
        assert "momentum factor: F-F_Momentum_Factor.csv line 5: 1 cell where the line of names has 2" in status.message
        assert files.notes("ff3") == ()
        assert "the file of 2025-10-09 is used: Kenneth French's server answered" in files.notes("ff5")[0]
        assert len(await files.table("mom")) == 48
        asked = len(desk.french.asked)
        assert "five factors" in (await desk.polled_again(files)).message and len(desk.french.asked) == asked
        desk.now += WRONG_AGAIN_S
        desk.french.put("ff5")
        desk.french.put("mom")
        await desk.polled_again(files)
        assert desk.french.names()[asked:] == ["ff5", "mom"], "only what is missing is requested again"
        assert files.notes("mom") == ()


@pytest.mark.parametrize(("last", "count"), [(202506, 46), (202508, 20)])
async def test_a_file_with_fewer_months_than_before_is_cut_off(desk: FactorDesk, last: int, count: int) -> None:
    async with desk.files() as files:
        await files.table("mom")
        desk.now += DAY_S
        desk.french.put("mom", last=last, count=count)
        await desk.polled_again(files)
        assert len(await files.table("mom")) == 48
        assert "the file of the momentum factor is cut off" in files.notes("mom")[0]
    async with desk.files() as files:
        assert len(await files.table("mom")) == 48


async def test_a_server_that_refuses_is_left_alone(desk: FactorDesk) -> None:
    desk.french.answer(path_of("ff3"), b"", 429, Retry_After="3600")
    async with desk.files() as files:
        with pytest.raises(RateLimited, match="refuses more requests"):
            await files.table("ff5")
        assert desk.state is FeedState.BLOCKED and desk.statuses[-1].next_try == desk.now + 3600
        assert desk.french.names() == ["ff3"]


async def test_a_refusal_of_one_file_is_a_refusal_of_all(desk: FactorDesk) -> None:
    desk.french.answer(path_of("mom"), b"", 429)
    async with desk.files() as files:
        assert len(await files.table("ff3")) == 48
        assert desk.state is FeedState.BLOCKED


async def test_a_table_from_the_future_of_the_clock_is_requested_again(desk: FactorDesk) -> None:
    async with desk.files() as files:
        await files.table("ff3")
    desk.now -= 3600
    async with desk.files() as files:
        assert (await files.table("ff3")).fetched_at == desk.now and len(desk.french.asked) == 6


class TestAsOfADay:
    async def test_months_that_were_not_public_are_unknown_and_restated_values_are_told(self, desk: FactorDesk) -> None:
        source = AsOfSource(ScriptedSource(), date(2025, 6, 30))
        async with desk.files(source, as_of="2025-06-30") as files:
            table = await files.table("ff3")
            assert table.month_numbers()[-1] == 202504 and desk.french.names() == ["ff3", "ff5", "mom"]
            (note,) = files.notes("ff3")
            assert note.startswith("returns to 2025-04, public by 2025-06-30, at values restated since by the CRSP")
            assert "CRSP data of 2025-08: the library keeps no vintages" in note
        async with desk.files() as files:
            assert len(await files.table("ff3")) == 48, "what is kept is whole"

    async def test_before_the_first_month_there_is_nothing(self, desk: FactorDesk) -> None:
        async with desk.files(as_of="2020-06-30") as files:
            with pytest.raises(NotFound, match="no returns of the Fama-French three factors were public by 2020-06-30"):
                await files.table("ff3")
            assert files.notes("ff3") == ()

    async def test_a_replay_requests_nothing_and_cuts_what_is_kept(self, desk: FactorDesk) -> None:
        async with desk.files(replayed=True) as files:
            with pytest.raises(NotFound, match="the scripted source has no factor returns"):
                await files.table("ff3")
        async with desk.files() as files:
            await files.table("ff3")
        asked, desk.now = len(desk.french.asked), desk.now - 60 * DAY_S  # 2025-08-10
        async with desk.files(replayed=True) as files:
            assert (await files.table("ff3")).month_numbers()[-1] == 202505
            assert "has no factor returns" in files.notes("ff3")[0] and "restated" in files.notes("ff3")[1]
        assert len(desk.french.asked) == asked


class TestOfTheSource:
    async def test_its_tables_come_first_and_nothing_is_requested(self, desk: FactorDesk) -> None:
        source = Keeping()
        source.tables["ff3"] = TABLE
        async with desk.files(source) as files:
            assert await files.table("ff3") == TABLE
            assert files.notes("ff3") == ()
            with pytest.raises(NotFound, match="no mom in the folder"):
                await files.table("mom")
        assert desk.french.asked == [] and desk.statuses == []

    async def test_where_it_fails_the_last_good_table_stays(self, desk: FactorDesk) -> None:
        source = Keeping()
        source.tables["ff3"] = TABLE
        async with desk.files(source) as files:
            await files.table("ff3")
            source.tables["ff3"] = BadData("factors/x.csv line 9: cut off; download the file again")
            assert await files.table("ff3") == TABLE
            assert files.notes("ff3")[0].endswith("is used: factors/x.csv line 9: cut off; download the file again")

    async def test_what_the_library_sent_to_an_earlier_run_stands_in_for_it(self, desk: FactorDesk) -> None:
        async with desk.files() as files:
            await files.table("ff3")
        async with desk.files(Keeping()) as files:
            assert len(await files.table("ff3")) == 48
            assert files.notes("ff3") == ("the file of 2025-10-09 is used: no ff3 in the folder",)

    async def test_an_invented_market_uses_no_table_of_the_real_one(self, desk: FactorDesk) -> None:
        async with desk.files() as files:
            await files.table("ff3")
        source = Keeping(simulated=True)
        async with desk.files(source) as files:
            with pytest.raises(NotFound, match="no ff3 in the folder"):
                await files.table("ff3")
            source.tables["ff3"] = msgspec.structs.replace(TABLE, simulated=True)
            assert (await files.table("ff3")).simulated and "SIMULATED" in files.notes("ff3")[0]
        async with desk.files() as files:
            assert not (await files.table("ff3")).simulated


async def test_the_settings_turn_requests_off(desk: FactorDesk) -> None:
    on = desk.settings
    desk.settings = msgspec.structs.replace(on, enabled=False)
    async with desk.files() as files:
        with pytest.raises(NotFound, match=r"factor files are off: enabled is false under \[french\]"):
            await files.table("ff3")
    desk.settings = on
    async with desk.files() as files:
        await files.table("ff3")
    desk.settings = msgspec.structs.replace(on, enabled=False)
    async with desk.files() as files:
        assert len(await files.table("ff3")) == 48 and "is used: factor files are off" in files.notes("ff3")[0]
    assert len(desk.french.asked) == 3


async def test_a_local_source_without_tables_says_so(desk: FactorDesk) -> None:
    source = ScriptedSource(msgspec.structs.replace(LIVE, remote=False), name="recording")
    async with desk.files(source) as files:
        with pytest.raises(NotFound, match="the recording source has no factor returns"):
            await files.table("ff3")
        files.insist()
    assert desk.french.asked == []
