"""Gathering of the inputs: from whom, how often, and never of a later day."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any, cast

from r2k_tui.analytics.series.series import DailySeries
from r2k_tui.config.schema import Config
from r2k_tui.engine.readings.members.gather import MemberGatherer
from r2k_tui.engine.readings.members.inputs import FutureQuotes, InputPart, KeptEstimates
from r2k_tui.engine.universe.state import UniverseState
from r2k_tui.model.calendar.bell import closing_bell
from r2k_tui.model.market.feed import FeedState, FeedStatus, Problem
from r2k_tui.model.market.fundamentals import Fundamentals
from r2k_tui.model.market.holdings import FundHoldings
from r2k_tui.model.market.quote import Quote
from r2k_tui.sources.base import NotFound, QuoteBatch, Unavailable
from tests.engine.readings.members.scene import series, weekdays
from tests.fakes.invented_holdings import holdings

VALUE = InputPart.VALUE_LIST
NOON = 1_758_211_200.0


class Place:
    """A universe, bars and a clock that do what the test says."""

    def __init__(self, as_of: str | None = None) -> None:
        self.now, self.state, self.asked = NOON, UniverseState(), list[str]()
        self.told: list[FeedStatus] = []
        self.lists: dict[str, FundHoldings] = {}
        self.fails, self.known = False, series("IJR", weekdays(3), (1.0, 2.0, 3.0))
        facts = SimpleNamespace(name="invented")
        context: Any = SimpleNamespace(
            config=Config(),
            as_of=as_of,
            clock=lambda: self.now,
            market=SimpleNamespace(facts=facts, feeds={}),
            publish_status=self.told.append,
        )
        self.gatherer = MemberGatherer(context, *(cast(Any, self) for _ in range(4)))

    async def list_of(self, fund: str) -> FundHoldings:
        self.asked.append(fund)
        if fund not in self.lists:
            raise NotFound(f"no list of what {fund} holds")
        return self.lists[fund]

    async def kept(self) -> KeptEstimates:
        if self.fails:
            raise NotFound("no estimate is kept yet")
        return KeptEstimates(("2026-11-25",), {}, "invented")

    async def quotes(self) -> FutureQuotes:
        if self.fails:
            raise Unavailable("no route")
        return FutureQuotes(Quote("RTY=F", 2.0), Quote("^RUT", 1.0))

    async def finished_daily(
        self, symbol: str, *, fetch: bool = False, max_age_s: float | None = None
    ) -> DailySeries | None:
        if fetch and self.fails:
            raise Unavailable("no route")
        return self.known


async def test_only_what_is_named_is_gathered() -> None:
    place = Place()
    place.lists["IWN"] = holdings(("A",), fund="IWN")
    found = await place.gatherer.gather([VALUE])
    assert (found.table, dict(found.series), dict(found.missing)) == (None, {}, {})
    assert found.lists == {VALUE: place.lists["IWN"]} and place.asked == ["IWN"]


async def test_estimates_and_the_future_are_asked_for_anew_each_time_and_tell_why_they_are_missing() -> None:
    place, parts = Place(), (InputPart.ESTIMATES, InputPart.FUTURE)
    place.fails = True
    found = await place.gatherer.gather(parts)
    assert (found.estimates, found.quotes, found.at) == (None, None, NOON)
    assert found.missing == {InputPart.ESTIMATES: "no estimate is kept yet", InputPart.FUTURE: "no route"}
    place.fails = False
    found = await place.gatherer.gather(parts)
    assert found.estimates is not None and found.quotes is not None and found.missing == {}
    nothing = await place.gatherer.gather(())
    assert (nothing.estimates, nothing.quotes) == (None, None)


async def test_the_time_of_a_past_day_is_its_closing_bell() -> None:
    assert (await Place("2025-11-28").gatherer.gather(())).at == closing_bell(date(2025, 11, 28))


async def test_a_list_is_asked_for_again_after_hours_and_a_failure_after_minutes() -> None:
    place = Place()
    parts = (VALUE, InputPart.GROWTH_LIST)
    place.lists["IWN"] = holdings(("A",), fund="IWN")
    for _ in range(3):
        found = await place.gatherer.gather(parts)
        assert found.missing == {InputPart.GROWTH_LIST: "no list of what IWO holds"}
    assert place.asked == ["IWN", "IWO"]
    (status,) = place.told
    assert (status.topic, status.state, status.message) == ("styles", FeedState.OK, "no list of what IWO holds")
    assert (status.requests, status.failures, status.next_try) == (2, 0, NOON + 600), "having none is no failure"
    place.now += 601
    place.lists["IWO"] = holdings(("B",), fund="IWO")
    assert not (await place.gatherer.gather(parts)).missing
    assert place.asked == ["IWN", "IWO", "IWO"]
    place.now += 6 * 3600
    await place.gatherer.gather(parts)
    assert place.asked[3:] == ["IWN", "IWO"]


async def test_a_list_that_is_later_than_the_day_of_the_analysis_is_refused() -> None:
    place = Place(as_of="2025-09-16")
    place.lists["IWN"] = holdings(("A",), as_of="2025-09-17", fund="IWN")
    found = await place.gatherer.gather([VALUE])
    assert found.missing == {VALUE: "no list of IWN of 2025-09-16 or before is known"}


async def test_members_of_a_later_list_are_not_those_of_the_day() -> None:
    place = Place(as_of="2025-09-16")
    place.state.set_list(holdings(("A", "B"), as_of="2025-09-17"))
    found = await place.gatherer.gather([InputPart.MEMBERS])
    assert found.missing == {InputPart.MEMBERS: "no list of IWM of 2025-09-16 or before is known"}
    later = Place(as_of="2025-09-17")
    later.state.set_list(holdings(("A", "B"), as_of="2025-09-17"))
    assert len((await later.gatherer.gather([InputPart.MEMBERS])).members) == 2


async def test_why_there_are_no_members() -> None:
    place = Place()
    assert (await place.gatherer.gather([InputPart.MEMBERS])).missing == {InputPart.MEMBERS: "no list of members yet"}
    place.state.set_problem("holdings", Problem("IWM", "not_found", "the address has moved"))
    assert (await place.gatherer.gather([InputPart.MEMBERS])).missing == {InputPart.MEMBERS: "the address has moved"}


async def test_figures_of_the_members_are_those_of_their_quotes() -> None:
    place = Place()
    place.state.set_list(holdings(("A", "B"), as_of="2025-09-17"))
    quotes = (Quote("A", price=11.0, previous_close=10.0, time=NOON, received_at=NOON),)
    facts = (Fundamentals("A", trailing_eps=-1.0, forward_eps=0.5),)
    place.state.take(("A", "B"), QuoteBatch(quotes, (), facts))
    table = (await place.gatherer.gather([InputPart.MEMBERS])).members
    assert (table.symbols, table.as_of, table.listed) == (("A", "B"), "2025-09-18", "2025-09-17")
    assert table.source == "IWM list of 2025-09-17, quotes by invented"
    assert (
        table.trailing_eps[0] == -1.0 and table.forward_eps[0] == 0.5 and table.trailing_eps[1] != table.trailing_eps[1]
    )
    assert abs(table.returns[0] - 0.1) < 1e-12 and table.weights.tolist() == [0.5, 0.5]


async def test_bars_of_an_earlier_fetch_serve_where_none_can_be_fetched() -> None:
    place = Place()
    place.fails = True
    found = await place.gatherer.gather([InputPart.CORE_BARS])
    assert found.series == {InputPart.CORE_BARS: place.known}
    bare = Place()
    bare.fails, bare.known = True, cast(Any, None)
    assert (await bare.gatherer.gather([InputPart.CORE_BARS])).missing == {InputPart.CORE_BARS: "no route"}
