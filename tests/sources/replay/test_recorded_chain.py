"""The providers of a recorded chain, as they were."""

from __future__ import annotations

from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.market.quote import Quote
from r2k_tui.sources.recording.records import OpinionRecord, StatusRecord
from r2k_tui.sources.replay.recorded_chain import RecordedChain
from tests.sources.replay.recordings import Clock

DOWN, UP = FeedStatus("first", FeedState.FAILING), FeedStatus("first", FeedState.OK)
OPINION = OpinionRecord(2.0, 3.0, "IWM", "first", Quote("IWM", 5.0))


def chain(clock: Clock) -> RecordedChain:
    return RecordedChain(("first", "second"), [StatusRecord(2.0, DOWN), StatusRecord(4.0, UP)], [OPINION], clock)


def test_health_is_that_of_the_moment() -> None:
    clock = Clock(1.0)
    recorded = chain(clock)
    assert recorded.providers() == (FeedStatus("first"), FeedStatus("second"))
    clock.now = 3.0
    assert recorded.providers() == (DOWN, FeedStatus("second"))
    clock.now = 5.0
    assert recorded.providers() == (UP, FeedStatus("second"))


def test_each_change_is_passed_on_once() -> None:
    clock, heard = Clock(1.0), list[FeedStatus]()
    recorded = chain(clock)
    recorded.when_changed(heard.append)
    for now, expected in ((1.5, []), (2.0, [DOWN]), (3.0, [DOWN]), (9.0, [DOWN, UP])):
        clock.now = now
        recorded.clock_moved()
        assert heard == expected
    recorded.insist()
    assert heard == [DOWN, UP]


async def test_a_second_opinion_is_the_recorded_one() -> None:
    clock = Clock(2.5)
    recorded = chain(clock)
    assert await recorded.second_opinion("IWM", "first") is None, "not yet"
    clock.now = 3.0
    assert await recorded.second_opinion("IWM", "first") == Quote("IWM", 5.0)
    assert await recorded.second_opinion("IWM", "second") is None
    assert await recorded.second_opinion("SPY", "first") is None
