"""Which files are requested, and when; what is known as of a day; what survives a restart and a failure."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import date, datetime
from pathlib import Path

import pytest

from r2k_tui.config.sections.providers.finra import FinraSettings
from r2k_tui.engine.calendar.hours import ExchangeHours
from r2k_tui.engine.short_interest.files import AGAIN_S, WRONG_AGAIN_S, FinraFiles, SimulatedFiles
from r2k_tui.engine.state.archive import Archive
from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.model.index.short_interest import Settlement
from r2k_tui.sources.base import BadData, NotFound, Unavailable
from r2k_tui.sources.finra.client import FinraClient
from r2k_tui.store.short_interest import ShortInterestStore
from r2k_tui.store.store import Store
from tests.fakes.finra_server import PAGE, FinraServer, file_of, path_of, short
from tests.fakes.settlements import settlement


def at(day: str, hour: int = 12) -> float:
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), NEW_YORK).timestamp() + 3600 * hour


class Desk:
    """Files over a server, a store in a folder, and a clock that is set by hand."""

    def __init__(self, finra: FinraServer, folder: Path, exchange: ExchangeHours) -> None:
        self.finra, self._folder, self._exchange, self.now = finra, folder, exchange, at("2025-09-12")

    @asynccontextmanager
    async def files(self, as_of: str = "", endpoint: str = "") -> AsyncIterator[FinraFiles]:
        client = FinraClient(FinraSettings(endpoint or self.finra.url), lambda: self.now)
        store = Store(self._folder / "short.sqlite3", "scripted")
        archive = Archive(store, lambda: self.now, lambda _: None)
        day = date.fromisoformat(as_of) if as_of else None
        kept = ShortInterestStore(store, "FINRA")
        made = FinraFiles(client, kept, archive, lambda: self.now, self._exchange.days, day)
        try:
            yield made
        finally:
            await made.close()
            await archive.close()


@pytest.fixture
def desk(tmp_path: Path, exchange: ExchangeHours) -> Iterator[Desk]:
    with FinraServer() as finra:
        for day in ("2025-07-31", "2025-08-15", "2025-08-29"):
            finra.put(day, short("AAA", int(day[-2:])))
        yield Desk(finra, tmp_path, exchange)


def days(found: tuple[Settlement, ...]) -> list[str]:
    return [item.day for item in found]


async def test_the_newest_two_are_requested_once(desk: Desk) -> None:
    async with desk.files() as files:
        assert days(await files.fetch()) == ["2025-08-29", "2025-08-15"]
        assert days(await files.fetch()) == ["2025-08-29", "2025-08-15"]
        assert desk.finra.days() == ["2025-08-29", "2025-08-15"]
        assert files.requests == 2


async def test_nothing_is_requested_before_it_may_be_public(desk: Desk) -> None:
    desk.now = at("2025-09-09")  # the seventh session after is the 10th
    async with desk.files() as files:
        assert days(await files.fetch()) == ["2025-08-15", "2025-07-31"]
    assert desk.finra.days() == ["2025-08-15", "2025-07-31"]


async def test_a_late_file_is_looked_for_a_few_times_a_day_and_the_two_before_serve(desk: Desk) -> None:
    desk.finra.forget(path_of("2025-08-29"))
    desk.now = at("2025-09-11")
    async with desk.files() as files:
        assert days(await files.fetch()) == ["2025-08-15", "2025-07-31"]
        assert desk.finra.days() == ["2025-08-29", "2025-08-15", "2025-07-31"], "it is not due: one request for it"
        assert days(await files.fetch()) == ["2025-08-15", "2025-07-31"]
        assert len(desk.finra.asked) == 3
        desk.finra.put("2025-08-29")
        desk.now += AGAIN_S
        assert days(await files.fetch()) == ["2025-08-29", "2025-08-15"]


async def test_a_file_that_is_overdue_is_said(desk: Desk) -> None:
    desk.finra.forget(path_of("2025-08-29"))
    desk.now = at("2025-09-15")
    async with desk.files() as files:
        with pytest.raises(NotFound, match="no file of the settlement of 2025-08-31"):
            await files.fetch()
        assert days(files.settlements()) == ["2025-08-15", "2025-07-31"]
        assert desk.finra.days()[:3] == ["2025-08-29", "2025-08-28", "2025-08-27"]


async def test_a_file_of_a_day_that_no_calendar_names_is_found_once_it_is_due(desk: Desk) -> None:
    desk.finra.forget(path_of("2025-08-29"))
    desk.finra.put("2025-08-28")
    async with desk.files() as files:
        assert days(await files.fetch()) == ["2025-08-28", "2025-08-15"]
        assert days(await files.fetch()) == ["2025-08-28", "2025-08-15"]


async def test_a_wrong_file_is_said_and_costs_nothing_that_is_known(desk: Desk) -> None:
    desk.finra.answer(path_of("2025-08-29"), PAGE)
    async with desk.files() as files:
        with pytest.raises(BadData, match="a page instead of data"):
            await files.fetch()
        assert days(files.settlements()) == ["2025-08-15", "2025-07-31"]
        asked = len(desk.finra.asked)
        with pytest.raises(BadData, match="a page instead of data"):
            await files.fetch()
        assert len(desk.finra.asked) == asked, "it stays wrong for some minutes: no request for it"
        desk.finra.put("2025-08-29")
        desk.now += WRONG_AGAIN_S
        assert days(await files.fetch()) == ["2025-08-29", "2025-08-15"]


async def test_a_file_with_less_than_half_the_stocks_of_another_is_cut_short(desk: Desk) -> None:
    desk.finra.answer(path_of("2025-08-29"), file_of("2025-08-29", others=500))
    async with desk.files() as files:
        with pytest.raises(BadData, match=r"of 2025-08-29 is cut short: 500 stocks, and that of 2025-08-15 has 1,20\d"):
            await files.fetch()
        assert days(files.settlements()) == ["2025-08-15", "2025-07-31"]
        desk.now += AGAIN_S
        desk.finra.put("2025-08-29")
        assert days(await files.fetch())[0] == "2025-08-29"


async def test_a_server_that_is_down_is_asked_once_and_again_at_the_next_poll(desk: Desk) -> None:
    desk.finra.answer("/", b"", 500)
    for day in ("2025-07-31", "2025-08-15", "2025-08-29"):
        desk.finra.forget(path_of(day))
    async with desk.files() as files:
        for asked in (1, 2):
            with pytest.raises(Unavailable):
                await files.fetch()
            assert len(desk.finra.asked) == asked


async def test_settlements_survive_a_restart(desk: Desk) -> None:
    async with desk.files() as files:
        await files.fetch()
    asked = len(desk.finra.asked)
    async with desk.files() as files:
        assert days(await files.restore()) == ["2025-08-29", "2025-08-15"]
        assert days(await files.fetch()) == ["2025-08-29", "2025-08-15"]
        assert files.settlements()[0].retrieved_at == at("2025-09-12")
    assert len(desk.finra.asked) == asked


class TestAsOf:
    """Nothing that was published later is known."""

    async def test_kept_settlements_are_known_from_their_publication_on(self, desk: Desk) -> None:
        async with desk.files() as files:
            await files.fetch()
        # Retrieved on the 12th, when it was due.
        for day, expected in (("2025-09-12", "2025-08-29"), ("2025-09-11", "2025-08-15"), ("2025-08-27", None)):
            async with desk.files(as_of=day) as files:
                known = await files.restore()
                assert next(iter(days(known)), None) == expected

    async def test_past_files_are_requested_once_they_were_public_for_certain(self, desk: Desk) -> None:
        async with desk.files(as_of="2025-09-11") as files:
            assert days(await files.fetch()) == ["2025-08-15", "2025-07-31"]
        assert "2025-08-29" not in desk.finra.days()
        async with desk.files(as_of="2025-09-12") as files:
            assert await files.restore() == (), "what was fetched for a past day is not kept"
            assert days(await files.fetch()) == ["2025-08-29", "2025-08-15"]

    async def test_a_file_dated_later_was_not_known(self, desk: Desk) -> None:
        desk.finra.put("2025-08-29", modified="Mon, 15 Sep 2025 14:00:00 GMT")
        desk.now = at("2025-09-20")
        async with desk.files(as_of="2025-09-12") as files:
            assert days(await files.fetch()) == ["2025-08-15", "2025-07-31"]
        async with desk.files(as_of="2025-09-15") as files:
            assert days(await files.fetch())[0] == "2025-08-29"


async def test_a_simulated_source_is_no_crystal_ball() -> None:
    asked: list[date] = []

    class Source:
        async def short_interest(self, until: date) -> tuple[Settlement, ...]:
            asked.append(until)
            return (settlement("2025-08-29", due="2025-09-12"), settlement("2025-08-15", due="2025-08-28"))

    files = SimulatedFiles(Source(), lambda: at("2025-09-20"), date(2025, 9, 11))
    assert await files.restore() == () == files.settlements()
    assert days(await files.fetch()) == ["2025-08-15"]
    assert asked == [date(2025, 9, 11)]
    await asyncio.wait_for(files.close(), 1)
