"""Who leads, as a terminal sees it, and how far the clocks are apart."""

from __future__ import annotations

from r2k_tui.link.nats.envelope import Fence
from r2k_tui.link.nats.leader import LeaderTracker
from tests.link.nats.fake_time import Time


class TestBearings:
    def test_an_older_leader_never_counts_again(self) -> None:
        bearings = LeaderTracker()
        assert bearings.admit(Fence(1, 5))
        assert bearings.admit(Fence(1, 5))
        assert not bearings.admit(Fence(1, 4))
        assert bearings.admit(Fence(2, 1))
        assert not bearings.admit(Fence(1, 99))

    def test_the_clock_of_the_engine(self) -> None:
        time = Time()
        time.now = 1000.0
        bearings = LeaderTracker(time)
        bearings.measure(1000.0, 940.1, 1000.2)
        assert bearings.now() == 1000.0 - 59.9, "ours is ahead; of what fits, what makes quotes the oldest"

    def test_clocks_that_agree_are_left_alone(self) -> None:
        time = Time()
        bearings = LeaderTracker(time)
        bearings.measure(0.0, 0.3, 0.4)
        assert bearings.now() == 0.0

    def test_a_slow_answer_says_nothing(self) -> None:
        bearings = LeaderTracker(Time())
        bearings.measure(0.0, 500.0, 60.0)
        assert bearings.offset_s == 0.0
