"""How often a source is asked: backoff, breaker, with a clock that also goes wrong."""

from __future__ import annotations

from functools import partial
from random import Random

from r2k_tui.sources.limits import INSIST_S, Backoff, Breaker
from tests.cases import cases
from tests.engine.virtual_time import START


class HandClock:
    """Stands still until it is set."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> float:
        return self.now


class TestBackoff:
    @cases("failures", [1, 2, 3, 5, 7, 8, 50, 10_000])
    def test_between_a_fifth_of_the_step_and_the_step(self, failures: int) -> None:
        step = min(300.0, 5.0 * 2.0 ** min(failures - 1, 100))
        waits = [Backoff(5.0, 300.0, Random(seed)).delay(failures) for seed in range(300)]
        assert min(waits) >= 0.2 * step
        assert max(waits) <= step
        assert max(waits) - min(waits) > 0.6 * step, "it is jitter, not one number"


class TestBreaker:
    def breaker(self) -> tuple[Breaker, HandClock]:
        clock = HandClock()
        return Breaker(300.0, clock), clock

    def test_closed_at_first(self) -> None:
        assert not self.breaker()[0].is_open

    def test_open_for_five_minutes_and_not_longer(self) -> None:
        breaker, clock = self.breaker()
        assert breaker.trip(None) == START + 300
        clock.now = START + 299.9
        assert breaker.is_open
        clock.now = START + 300
        assert not breaker.is_open

    def test_twice_as_long_each_time(self) -> None:
        breaker, clock = self.breaker()
        waits = []
        for _ in range(9):
            waits.append(breaker.trip(None) - clock.now)
            clock.now = breaker.open_until
        assert waits == [300, 600, 1200, 2400, 4800, 9600, 19200, 19200, 19200]

    def test_two_refusals_of_one_moment_count_once(self) -> None:
        breaker, clock = self.breaker()
        breaker.trip(None)
        assert breaker.trip(None) == START + 300
        clock.now = START + 300
        assert breaker.trip(None) == START + 300 + 600

    def test_what_the_service_asks_for_is_kept(self) -> None:
        breaker, clock = self.breaker()
        assert breaker.trip(START + 1000) == START + 1000
        clock.now = START + 999
        assert breaker.is_open

    @cases("retry_at", [START + 7, START - 100, 0.0, None])
    def test_never_shorter_than_five_minutes(self, retry_at: float | None) -> None:
        assert self.breaker()[0].trip(retry_at) == START + 300

    def test_an_earlier_date_does_not_shorten_a_later_one(self) -> None:
        breaker, _ = self.breaker()
        breaker.trip(START + 1000)
        assert breaker.trip(START + 400) == START + 1000

    def test_a_success_after_the_pause_begins_anew(self) -> None:
        breaker, clock = self.breaker()
        breaker.trip(None)
        clock.now = START + 300
        breaker.reset()
        assert breaker.trip(None) == clock.now + 300

    def test_a_request_that_was_under_way_before_does_not_end_the_pause(self) -> None:
        breaker, clock = self.breaker()
        breaker.trip(None)
        clock.now = START + 1
        breaker.reset()
        assert breaker.is_open
        assert breaker.open_until == START + 300

    def test_a_clock_put_back_does_not_close_it(self) -> None:
        breaker, clock = self.breaker()
        breaker.trip(None)
        clock.now = START - 3600
        assert breaker.is_open

    def test_who_insists_is_let_through_once_and_not_again_at_once(self) -> None:
        breaker, clock = self.breaker()
        breaker.trip(None, "slow down")
        assert not breaker.lets_through()
        breaker.insist()
        assert [breaker.lets_through(), breaker.lets_through()] == [True, False]
        clock.now += INSIST_S - 0.1
        breaker.insist()
        assert not breaker.lets_through(), "a key that is held down"
        clock.now += 0.1
        breaker.insist()
        assert breaker.lets_through()

    def test_a_refusal_of_who_insists_makes_the_pause_no_longer_unless_the_service_says_so(self) -> None:
        breaker, clock = self.breaker()
        breaker.trip(None)
        clock.now += 200
        assert breaker.trip(None) == START + 300
        assert breaker.trip(START + 900) == START + 900

    def test_a_success_that_was_insisted_on_ends_the_pause_and_calls_those_who_wait_once(self) -> None:
        breaker, _ = self.breaker()
        called: list[str] = []
        wake = partial(called.append, "daily")
        breaker.trip(None)
        breaker.call_when_ended(wake)
        breaker.call_when_ended(wake)
        breaker.reset(insisted=True)
        breaker.reset(insisted=True)
        assert not breaker.is_open
        assert called == ["daily"]

    def test_an_old_wish_is_no_leave_in_the_next_pause(self) -> None:
        breaker, clock = self.breaker()
        breaker.trip(None)
        breaker.insist()
        clock.now += 300
        breaker.trip(None)
        assert not breaker.lets_through()
