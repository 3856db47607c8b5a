"""The courier in virtual time: tries again, gives up, holds nobody up, and shows how it fares."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

from r2k_tui.engine.alerts.channels import DeliveryError
from r2k_tui.engine.alerts.delivery import STALE_S, DeliveryQueue
from r2k_tui.model.alerts.alert import Alert
from r2k_tui.model.log import Level
from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.sources.limits import Backoff
from tests.engine.virtual_time import START, WallClock, settle, virtual


class ScriptedChannel:
    """Fails as often as it is told to."""

    kind = "command"

    def __init__(self, key: str, failures: int = 0, *, final: bool = False, hangs: bool = False) -> None:
        self.key = self.name = key
        self.failures, self.final, self.hangs = failures, final, hangs
        self.told: list[tuple[float, int]] = []
        self.tried: list[float] = []

    async def deliver(self, alert: Alert) -> None:
        self.tried.append(asyncio.get_running_loop().time())
        if self.hangs:
            await asyncio.sleep(1e6)
        if self.failures:
            self.failures -= 1
            raise DeliveryError("no", final=self.final)
        self.told.append((asyncio.get_running_loop().time(), alert.id))


class Office:
    """A courier and what it says."""

    def __init__(self, *channels: ScriptedChannel, tries: int = 4) -> None:
        self.health: list[FeedStatus] = []
        self.notes: list[tuple[Level, str]] = []
        self.done: list[tuple[int, str]] = []
        backoff = Backoff(5.0, 300.0, Random(1))
        self.clock = WallClock()
        self.courier = DeliveryQueue(
            channels,  # type: ignore[arg-type]
            tries,
            backoff,
            self.clock,
            lambda level, _, message: self.notes.append((level, message)),
            self.health.append,
            lambda alert, key: self.done.append((alert.id, key)),
        )


@contextmanager
def no_leftovers(office: Office) -> Iterator[None]:
    office.courier.begin()
    yield


def alert(number: int, time: float = START) -> Alert:
    return Alert(number, "r", "IWM", time, 1.0, "words", "yahoo", channels=("command",))


@virtual
async def test_a_failure_is_shown_and_tried_again_until_it_is_told() -> None:
    channel = ScriptedChannel("a", failures=2)
    office = Office(channel)
    office.courier.begin()
    office.courier.take(alert(1), "a")
    await office.courier.idle()
    await settle()
    assert [number for _, number in channel.told] == [1]
    states = [(status.state, status.failures) for status in office.health]
    assert states == [(FeedState.FAILING, 1), (FeedState.FAILING, 2), (FeedState.OK, 0)]
    assert "a: no" in office.health[0].message and office.health[0].next_try is not None
    assert office.done == [(1, "a")]
    waits = [later - earlier for earlier, later in zip(channel.tried, channel.tried[1:], strict=False)]
    assert 1 <= waits[0] <= 5 and 2 <= waits[1] <= 10
    await office.courier.close()


@virtual
async def test_after_the_last_try_it_is_given_up_with_a_word() -> None:
    channel = ScriptedChannel("a", failures=99)
    office = Office(channel, tries=3)
    office.courier.begin()
    office.courier.take(alert(1), "a")
    await office.courier.idle()
    await settle()
    assert len(channel.tried) == 3 and office.done == [(1, "a")]
    assert [level for level, _ in office.notes] == [Level.ERROR] and "given up" in office.notes[0][1]
    await office.courier.close()


@virtual
async def test_what_cannot_work_is_tried_once() -> None:
    channel = ScriptedChannel("a", failures=99, final=True)
    office = Office(channel)
    office.courier.begin()
    office.courier.take(alert(1), "a")
    await office.courier.idle()
    assert len(channel.tried) == 1
    await office.courier.close()


@virtual
async def test_a_way_that_hangs_holds_up_no_other() -> None:
    stuck, well = ScriptedChannel("stuck", hangs=True), ScriptedChannel("well")
    office = Office(stuck, well)
    office.courier.begin()
    for number in (1, 2):
        office.courier.take(alert(number), "stuck")
        office.courier.take(alert(number), "well")
    await settle()
    assert [number for _, number in well.told] == [1, 2] and not stuck.told
    await office.courier.close()
    assert (1, "stuck") not in office.done, "it stays in the store for the next start"


@virtual
async def test_what_is_a_day_old_is_no_news() -> None:
    channel = ScriptedChannel("a")
    office = Office(channel)
    office.courier.begin()
    office.courier.take(alert(1, START - STALE_S - 1), "a")
    await office.courier.idle()
    await settle()
    assert not channel.tried and office.done == [(1, "a")] and office.notes[0][0] is Level.WARNING
    await office.courier.close()


@virtual
async def test_a_way_that_is_no_more_has_nothing_left_to_tell() -> None:
    office = Office()
    office.courier.begin()
    office.courier.take(alert(1), "gone")
    assert office.done == [(1, "gone")]
    await office.courier.close()


@virtual
async def test_the_way_that_fails_is_the_one_that_shows() -> None:
    bad, good = ScriptedChannel("bad", failures=1, final=True), ScriptedChannel("good")
    office = Office(bad, good)
    office.courier.begin()
    office.courier.take(alert(1), "bad")
    await office.courier.idle()
    office.courier.take(alert(2), "good")
    await office.courier.idle()
    await settle()
    assert office.health[-1].state is FeedState.FAILING and office.health[-1].last_success is not None
    await office.courier.close()
