"""Rounds over many series: when a round ends early, what the next one requests, and what counts as a failure."""

from __future__ import annotations

import pytest

from r2k_tui.engine.polling.retry import RetrySchedule
from r2k_tui.engine.polling.series_rounds import SeriesRounds
from r2k_tui.engine.polling.topic import Incomplete
from r2k_tui.engine.state.archive import SeriesKey
from r2k_tui.model.market.bars import Interval
from r2k_tui.sources.base import NotFound, RateLimited, SourceError, Unavailable

KEYS: list[SeriesKey] = [(symbol, Interval.D1) for symbol in ("AAA", "BBB", "CCC", "DDD")]


class Service:
    """Rounds over a service whose failures a test sets by symbol."""

    def __init__(self) -> None:
        self.failures: dict[str, SourceError] = {}
        self.fetched: dict[SeriesKey, float] = {}
        self.asked: list[str] = []
        self.reported: list[str] = []
        resting = RetrySchedule[SeriesKey](60.0, 300.0)
        self.rounds = SeriesRounds("service", lambda: 0.0, self.fetched, resting, self._fetch, self._report)

    async def _fetch(self, symbol: str, interval: Interval, topic: str) -> None:
        self.asked.append(symbol)
        if symbol in self.failures:
            raise self.failures[symbol]
        self.fetched[symbol, interval] = 0.0

    def _report(self, symbol: str, interval: Interval, error: SourceError) -> None:
        self.reported.append(symbol)

    async def run(self) -> str:
        self.asked.clear()
        return await self.rounds.run("daily", KEYS)


@pytest.fixture
def service() -> Service:
    return Service()


async def test_a_complete_round_has_nothing_to_report(service: Service) -> None:
    assert await service.run() == ""
    assert (service.asked, service.reported) == (["AAA", "BBB", "CCC", "DDD"], [])
    assert service.rounds.expected["daily"] == 4 and service.rounds.left("daily") == ()


async def test_a_missing_symbol_is_counted(service: Service) -> None:
    service.failures["BBB"] = NotFound("unknown")
    assert await service.run() == "1 of 4 symbols missing"
    assert service.reported == ["BBB"] and service.rounds.left("daily") == ()


async def test_two_failures_of_the_service_in_a_row_end_the_round(service: Service) -> None:
    service.failures |= {"BBB": Unavailable("down"), "CCC": Unavailable("down")}
    with pytest.raises(Unavailable):
        await service.run()
    assert service.asked == ["AAA", "BBB", "CCC"]
    service.failures.clear()
    assert await service.run() == ""
    assert set(service.asked) == {"BBB", "CCC", "DDD"}, "only what the failed round left out"


async def test_a_rate_limit_ends_the_round_at_once(service: Service) -> None:
    service.failures["BBB"] = RateLimited("slow down")
    with pytest.raises(RateLimited):
        await service.run()
    assert [symbol for symbol, _ in service.rounds.left("daily")] == ["BBB", "CCC", "DDD"]


async def test_a_trial_that_recovers_in_part_is_incomplete(service: Service) -> None:
    service.failures |= {"CCC": Unavailable("down"), "DDD": Unavailable("down")}
    with pytest.raises(Unavailable):
        await service.run()
    del service.failures["DDD"]
    with pytest.raises(Incomplete, match="1 of 4 symbols missing"):
        await service.run()


async def test_a_service_that_finds_none_of_what_it_had_before_has_failed(service: Service) -> None:
    await service.run()
    service.failures |= {symbol: NotFound("unknown") for symbol, _ in KEYS}
    with pytest.raises(Unavailable, match="service finds none of 4 symbols, 4 of which it had before"):
        await service.run()


async def test_a_user_can_have_every_series_requested_again(service: Service) -> None:
    service.failures |= {"AAA": Unavailable("down"), "BBB": Unavailable("down")}
    with pytest.raises(Unavailable):
        await service.run()
    service.fetched.update({KEYS[2]: 0.0})
    service.failures.clear()
    service.rounds.forget()
    await service.run()
    assert service.asked == ["AAA", "BBB", "CCC", "DDD"]
