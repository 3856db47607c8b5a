"""The record of forward earnings: what is kept under which day, over restarts, and what is read back."""

from __future__ import annotations

import math
from datetime import datetime
from pathlib import Path
from typing import cast

import numpy as np
import pytest

from r2k_tui.config.schema import Config
from r2k_tui.engine.context import new_context
from r2k_tui.engine.readings.members.estimates.record import EstimateRecord, completed, present_estimates
from r2k_tui.engine.universe.service import UniverseService
from r2k_tui.engine.universe.state import UniverseState
from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.model.market.estimates import DayEstimates
from r2k_tui.model.market.fundamentals import Fundamentals
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.sources.base import NotFound, QuoteBatch
from r2k_tui.store.forward_estimates import ForwardEstimates
from r2k_tui.store.store import Store
from tests.fakes.invented_holdings import holdings
from tests.fakes.scripted_source import ScriptedSource

MEMBERS = ("AAA", "BBB", "CCC")


def at(text: str) -> float:
    """A time in New York."""
    return datetime.fromisoformat(text).replace(tzinfo=NEW_YORK).timestamp()


class Members:
    """Stands for the service of the members: a state that a test fills."""

    def __init__(self) -> None:
        self.state = UniverseState()
        self.state.set_list(holdings(MEMBERS))

    async def settle(self) -> None:
        """Every member was polled once."""

    def report(self, moment: str, **eps: float | None) -> None:
        """Quotes and estimates of some members; without an estimate only a quote."""
        time = at(moment)
        quotes = tuple(Quote(symbol, 10.0, currency="USD", time=time, received_at=time) for symbol in eps)
        facts = tuple(
            Fundamentals(s, forward_eps=value, taken_at=time) for s, value in eps.items() if value is not None
        )
        self.state.take(tuple(eps), QuoteBatch(quotes, fundamentals=facts))


class Run:
    """One run of R2K on a store."""

    def __init__(self, path: Path, *, keeps: bool = True, as_of: str | None = None, source: object = None) -> None:
        store = Store(path / "r2k.sqlite3", "scripted")
        self.context = new_context(Config(), as_of, store, SourceFacts("scripted"), lambda: at("2026-11-27T12:00"))
        self.members, self.store = Members(), ForwardEstimates(store, "scripted")
        universe = cast(UniverseService, self.members)
        given = cast(ScriptedSource, source or ScriptedSource())
        self.record = EstimateRecord(self.context, universe, given, self.store, keeps=keeps)

    async def keep(self) -> dict[str, list[float]]:
        """Keep what the members report now; returns what is stored, by day."""
        await self.record.keep()
        await self.context.archive.run(lambda: None)  # the store writes in order
        return {day: values(found) for day in self.store.days() if (found := self.store.of(day))}


def values(found: DayEstimates) -> list[float]:
    return [None if math.isnan(one) else one for one in np.frombuffer(found.eps).tolist()]  # type: ignore[misc]


async def test_one_estimate_a_member_a_day_the_last_one_of_the_day(tmp_path: Path) -> None:
    run = Run(tmp_path)
    assert await run.keep() == {}
    run.members.report("2026-11-25T10:00", AAA=1.0, BBB=2.0)
    assert await run.keep() == {"2026-11-25": [1.0, 2.0, None]}
    run.members.report("2026-11-25T15:00", AAA=1.5, CCC=3.0)
    assert await run.keep() == {"2026-11-25": [1.5, 2.0, 3.0]}
    run.members.report("2026-11-27T10:00", AAA=1.6, BBB=2.0, CCC=3.0)
    assert await run.keep() == {"2026-11-25": [1.5, 2.0, 3.0], "2026-11-27": [1.6, 2.0, 3.0]}
    found = run.store.of("2026-11-27")
    assert found is not None and found.currencies == ("USD",) * 3
    assert np.frombuffer(found.prices).tolist() == [10.0] * 3


async def test_a_second_run_of_the_day_loses_nothing_that_the_first_kept(tmp_path: Path) -> None:
    first = Run(tmp_path)
    first.members.report("2026-11-25T10:00", AAA=1.0, BBB=2.0, CCC=3.0)
    await first.keep()
    second = Run(tmp_path)
    second.members.report("2026-11-25T15:00", BBB=2.5)
    assert await second.keep() == {"2026-11-25": [1.0, 2.5, 3.0]}


async def test_an_estimate_of_an_earlier_day_is_not_one_of_today(tmp_path: Path) -> None:
    run = Run(tmp_path)
    run.members.report("2026-11-25T10:00", AAA=1.0, BBB=2.0)
    run.members.report("2026-11-27T10:00", AAA=None, BBB=2.2)
    assert await run.keep() == {"2026-11-27": [None, 2.2, None]}


async def test_an_estimate_of_the_weekend_belongs_to_the_last_session(tmp_path: Path) -> None:
    run = Run(tmp_path)
    run.members.report("2026-11-27T12:59", AAA=1.0)
    facts = (Fundamentals("AAA", forward_eps=1.1, taken_at=at("2026-11-28T12:00")),)
    run.members.state.take(("AAA",), QuoteBatch((), fundamentals=facts))
    assert await run.keep() == {"2026-11-27": [1.1, None, None]}


async def test_what_is_compared_is_read_back_up_to_the_day_of_the_analysis(tmp_path: Path) -> None:
    run = Run(tmp_path)
    days = [f"2026-11-{day:02d}" for day in (16, 17, 18, 19, 20, 23, 24)]
    for number, day in enumerate(days):
        run.members.report(f"{day}T10:00", AAA=float(number))
        await run.keep()
    kept = await run.record.kept()
    assert kept.days == tuple(days) and sorted(kept.tables) == [days[1], days[-1]]
    past = await Run(tmp_path, as_of="2026-11-23").record.kept()
    assert past.days[-1] == "2026-11-23" and sorted(past.tables) == [days[0], days[5]]
    assert values(past.tables[days[5]])[0] == 5.0


async def test_the_table_of_today_is_read_anew_and_those_of_the_past_are_not(tmp_path: Path) -> None:
    run = Run(tmp_path)
    for number, day in enumerate((16, 17, 18, 19, 20, 23)):
        run.members.report(f"2026-11-{day}T10:00", AAA=float(number))
        await run.keep()
    before = await run.record.kept()
    run.members.report("2026-11-23T15:00", AAA=9.0)
    await run.keep()
    after = await run.record.kept()
    assert values(after.tables["2026-11-23"])[0] == 9.0
    assert after.tables["2026-11-16"] is before.tables["2026-11-16"]


@pytest.mark.parametrize(
    ("keeps", "as_of", "words"),
    [
        (True, None, "no estimate is kept yet"),
        (False, None, "the source scripted has no estimates"),
        (False, "2026-11-25", "no estimates are kept of 2026-11-25 or before"),
    ],
)
async def test_without_any_it_says_why(tmp_path: Path, keeps: bool, as_of: str | None, words: str) -> None:
    with pytest.raises(NotFound, match=words):
        await Run(tmp_path, keeps=keeps, as_of=as_of).record.kept()


class OwnRecord(ScriptedSource):
    """A source with a record of its own."""

    async def estimate_days(self) -> tuple[str, ...]:
        """See EstimatesSource."""
        return tuple(f"2026-11-{day:02d}" for day in range(10, 20))

    async def estimates_of(self, day: str) -> DayEstimates:
        """See EstimatesSource."""
        return DayEstimates(day, ("AAA",), b"\0" * 8, b"\0" * 8, ("USD",))


async def test_a_source_with_a_record_of_its_own_is_asked_up_to_the_day(tmp_path: Path) -> None:
    kept = await Run(tmp_path, keeps=False, as_of="2026-11-17", source=OwnRecord()).record.kept()
    assert (kept.days[0], kept.days[-1]) == ("2026-11-10", "2026-11-17")
    assert sorted(kept.tables) == ["2026-11-12", "2026-11-17"]


async def test_a_run_that_keeps_nothing_ends_at_once(tmp_path: Path) -> None:
    run = Run(tmp_path, keeps=False)
    run.members.report("2026-11-25T10:00", AAA=1.0)
    await run.record.run()
    assert run.store.days() == ()


def test_nothing_is_kept_without_a_list_prices_or_estimates() -> None:
    assert present_estimates(UniverseState(), 0.0) is None
    members = Members()
    assert present_estimates(members.state, 0.0) is None
    members.report("2026-11-25T10:00", AAA=None)
    assert present_estimates(members.state, 0.0) is None


def test_a_member_that_left_the_list_since_the_morning_is_dropped() -> None:
    one = np.array([1.0]).tobytes()
    found = completed(
        DayEstimates("d", ("B",), np.array([math.nan]).tobytes(), one, ("",)),
        DayEstimates("d", ("A",), one, one, ("",)),
    )
    assert found.symbols == ("B",) and math.isnan(np.frombuffer(found.eps)[0])
