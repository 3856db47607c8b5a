"""A fault that is over costs no more time: every topic is well again within one step of the backoff, without a key."""

from __future__ import annotations

import asyncio

import pytest

from r2k_tui.model.market.feed import FeedState
from r2k_tui.sources.limits import INSIST_S
from tests.fakes.yahoo_server import Fault
from tests.faults.rows import HTML, PAGE
from tests.faults.stage import BACKOFF_MOST_S, Stage

TOPICS = ("quotes", "daily", "intraday")
FAULTS = {
    "503": Fault(503),
    "page with 200": Fault(200, HTML, PAGE),
    "reset": Fault(drop=True),
    "cut": Fault(cut=0.5),
    "401": Fault(401, body="{}"),
    "empty": Fault(body=b""),
}


@pytest.mark.parametrize("name", FAULTS)
async def test_every_topic_recovers_without_a_key(stage: Stage, name: str) -> None:
    stage.yahoo.fail("/v", FAULTS[name])
    await stage.refresh()
    failing = {FeedState.FAILING, FeedState.BLOCKED}
    await stage.until(lambda: all(stage.feeds[topic].state in failing for topic in TOPICS), "failure of all topics")
    await stage.until(lambda: all(stage.feeds[topic].failures >= 3 for topic in TOPICS), "further tries of all topics")
    for topic in TOPICS:
        status = stage.feeds[topic]
        assert status.next_try is not None
        assert status.next_try - stage.clock() <= BACKOFF_MOST_S, f"{topic} waits longer than a step of the backoff"
    before = len(stage.yahoo.asked("/v8/finance/chart/"))
    stage.yahoo.heal()
    await stage.until(stage.healthy, "good health")
    series = {(r.path, r.query.get("interval")) for r in stage.yahoo.asked("/v8/finance/chart/")[before:]}
    assert ("/v8/finance/chart/IWM", "1d") in series


async def test_bars_that_fail_alone_are_asked_for_one_at_a_time(stage: Stage) -> None:
    """Daily bars of all symbols fail: what is tried meanwhile is one series for each step, not a round."""
    stage.yahoo.fail("/v8/", Fault(200, HTML, PAGE, only=lambda query: query.get("interval") == "1d"))
    await stage.refresh()
    await stage.until(lambda: stage.feeds["daily"].failures >= 1, "failure of daily bars")
    failures, before = stage.feeds["daily"].failures, _daily_requests(stage)
    await stage.until(lambda: stage.feeds["daily"].failures >= failures + 3, "further tries")
    tries = stage.feeds["daily"].failures - failures
    assert _daily_requests(stage) - before <= tries + 1
    assert stage.feeds["quotes"].state is FeedState.OK
    stage.yahoo.heal()
    async with asyncio.timeout(30):
        await stage.until(stage.healthy, "good health")


def _daily_requests(stage: Stage) -> int:
    return sum(r.query.get("interval") == "1d" for r in stage.yahoo.asked("/v8/"))


async def test_r_ends_a_pause_of_hours_with_one_request_that_is_answered(stage: Stage) -> None:
    # Headlines too: one that is answered would end the pause, or be on its way while requests are counted.
    await stage.until(lambda: "news" in stage.feeds, "headlines")
    stage.yahoo.fail("/", Fault(429, {"Retry-After": "9999"}, "Too Many Requests"))
    await stage.refresh()
    topics = ("quotes", "daily", "intraday", "news")
    await stage.until(lambda: all(stage.feeds[name].state is FeedState.BLOCKED for name in topics), "a pause")
    assert all(stage.feeds[name].next_try > stage.clock() + 9000 for name in topics)
    assert {stage.feeds[name].message for name in topics} == {"Yahoo refuses more requests for now."}
    stage.clock.set_by(INSIST_S)
    sent = len(stage.yahoo.requests)
    await stage.refresh()
    await stage.until(lambda: len(stage.yahoo.requests) > sent, "one more try")
    for _ in range(20):
        await stage.refresh()
    assert len(stage.yahoo.requests) == sent + 1, "a key that is held down asks no more than once"
    stage.yahoo.heal()
    stage.clock.set_by(INSIST_S)
    await stage.refresh()
    await stage.until(stage.healthy, "good health")
