"""One topic: when it is polled, and what its health says, in virtual time."""

from __future__ import annotations

import asyncio
from random import Random

import pytest

from r2k_tui.config.sections.polling import Cadence
from r2k_tui.engine.polling.topic import Incomplete, Topic
from r2k_tui.model.calendar.session import Phase, Session
from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.sources.base import NotFound, RateLimited, Unavailable
from r2k_tui.sources.limits import Backoff, Breaker
from tests.engine.virtual_time import START, WallClock, settle, virtual


class Stage:
    """A topic over a scripted poll: `outcomes` are taken one by one, the last one stays."""

    def __init__(self, cadence: Cadence, *outcomes: Exception | str, took: float = 0.0) -> None:
        self.clock, self.session = WallClock(), Session(phase=Phase.OPEN)
        self.outcomes, self.took = list(outcomes) or [""], took
        self.began: list[float] = []
        self.at_once = self.most_at_once = 0
        self.heard: list[FeedStatus] = []
        self.breaker = Breaker(300.0, self.clock)
        self.topic = Topic(
            "quotes",
            cadence,
            self.poll,
            clock=self.clock,
            session=lambda: self.session,
            publish=self.heard.append,
            backoff=Backoff(5.0, 300.0, Random(1)),
            breaker=self.breaker,
            random=Random(1),
        )

    async def poll(self) -> str:
        self.began.append(asyncio.get_running_loop().time())
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(self.took)
        self.at_once -= 1
        outcome = self.outcomes.pop(0) if len(self.outcomes) > 1 else self.outcomes[0]
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    async def live(self, seconds: float) -> None:
        """Let the topic run that long."""
        task = asyncio.create_task(self.topic.run())
        await asyncio.sleep(seconds)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    @property
    def status(self) -> FeedStatus:
        return self.topic.status


EVERY_10 = Cadence(pre=10, open=10, post=10, closed=10)


@virtual
async def test_polls_at_its_cadence_with_a_little_jitter() -> None:
    stage = Stage(EVERY_10)
    await stage.live(1000)
    gaps = [b - a for a, b in zip(stage.began, stage.began[1:], strict=False)]
    assert len(gaps) > 90
    assert all(9.5 <= gap <= 10.51 for gap in gaps)
    assert len(set(gaps)) > 10, "terminals that started together do not stay together"


@virtual
async def test_the_next_poll_is_counted_from_the_end_of_the_last() -> None:
    stage = Stage(EVERY_10, took=25.0)
    await stage.live(300)
    gaps = [b - a for a, b in zip(stage.began, stage.began[1:], strict=False)]
    assert stage.most_at_once == 1
    assert all(34.5 <= gap <= 35.51 for gap in gaps), "25 for the poll, 10 of rest; nothing is caught up"


@virtual
async def test_waking_during_a_poll_gives_one_more_not_two_at_once() -> None:
    stage = Stage(EVERY_10, took=5.0)
    living = asyncio.create_task(stage.live(8))
    await asyncio.sleep(1)
    for _ in range(5):
        stage.topic.wake()
    await living
    assert stage.began == pytest.approx([0, 5])
    assert stage.most_at_once == 1


@virtual
async def test_wake_ends_the_rest() -> None:
    stage = Stage(Cadence(open=3600))
    living = asyncio.create_task(stage.live(100))
    await asyncio.sleep(50)
    stage.topic.wake()
    await living
    assert stage.began == pytest.approx([0, 50])


@virtual
@pytest.mark.parametrize("turns", range(6))
async def test_cancelled_while_it_is_woken_it_ends(turns: int) -> None:
    stage = Stage(Cadence(open=3600))
    living = asyncio.create_task(stage.topic.run())
    await asyncio.sleep(10)
    stage.topic.wake()
    await settle(turns)
    living.cancel()
    await settle()
    assert living.cancelled()


@virtual
async def test_attempted_is_told_after_a_failure_too() -> None:
    stage = Stage(EVERY_10, Unavailable("down"))
    assert not stage.topic.attempted.is_set()
    await stage.live(1)
    assert stage.topic.attempted.is_set()


class TestHaste:
    @virtual
    async def test_hastened_without_pause_it_keeps_its_usual_pace(self) -> None:
        stage = Stage(EVERY_10)
        stage.topic.set_min_interval(60.0)
        living = asyncio.create_task(stage.live(100))
        for _ in range(300):
            await asyncio.sleep(0.3)
            stage.topic.request_poll()
        assert len(stage.began) == 10
        assert stage.began[1] == pytest.approx(0.3), "the first one is not kept waiting"
        await living

    @virtual
    async def test_it_does_not_cut_a_backoff_short(self) -> None:
        hastened, left_alone = [Stage(EVERY_10, Unavailable("down")) for _ in range(2)]
        living = [asyncio.create_task(stage.live(100)) for stage in (hastened, left_alone)]
        for _ in range(300):
            await asyncio.sleep(0.3)
            hastened.topic.request_poll()
        await asyncio.gather(*living)
        assert hastened.began == pytest.approx(left_alone.began)

    @virtual
    async def test_a_clock_put_back_does_not_hold_it_up(self) -> None:
        stage = Stage(Cadence(open=3600))
        living = asyncio.create_task(stage.live(20))
        await asyncio.sleep(5)
        stage.topic.request_poll()
        await asyncio.sleep(5)
        stage.clock.set_by(-600.0)
        stage.topic.request_poll()
        await living
        assert len(stage.began) == 3


class TestPhases:
    @virtual
    async def test_cadence_0_is_one_look_and_then_quiet_until_the_phase_changes(self) -> None:
        stage = Stage(Cadence(open=10))
        bell = START + 50_000
        stage.session = Session(phase=Phase.CLOSED, changes_at=bell)
        living = asyncio.create_task(stage.live(60_000))
        await asyncio.sleep(40_000)
        assert len(stage.began) == 1
        assert (stage.status.state, stage.status.next_try) == (FeedState.IDLE, bell)
        await asyncio.sleep(10_000)
        stage.session = Session(phase=Phase.OPEN)
        await asyncio.sleep(35)
        assert len(stage.began) >= 2
        assert stage.status.state is FeedState.OK
        await living
        assert len(stage.began) > 900

    @virtual
    async def test_a_new_phase_is_noticed_within_half_a_minute(self) -> None:
        stage = Stage(Cadence(open=3600))
        stage.session = Session(phase=Phase.CLOSED)
        living = asyncio.create_task(stage.live(200))
        await asyncio.sleep(100)
        stage.session = Session(phase=Phase.PRE)
        await living
        assert len(stage.began) == 2
        assert 100 <= stage.began[1] <= 130

    @virtual
    async def test_a_new_phase_does_not_cut_a_backoff_short(self) -> None:
        stage = Stage(Cadence(open=10), Unavailable("down"))
        living = asyncio.create_task(stage.live(4000))
        await asyncio.sleep(1200)  # the waits are a minute at least by now
        assert stage.status.next_try is not None
        await asyncio.sleep(stage.status.next_try - stage.clock() + 0.1)
        polls = len(stage.began)
        stage.session = Session(phase=Phase.POST)
        await asyncio.sleep(stage.status.next_try - stage.clock() - 1)
        assert len(stage.began) == polls
        await living
        assert len(stage.began) > polls

    @virtual
    @pytest.mark.parametrize("phase", Phase)
    async def test_each_phase_has_its_own_cadence(self, phase: Phase) -> None:
        stage = Stage(Cadence(pre=20, open=10, post=40, closed=80))
        stage.session = Session(phase=phase)
        await stage.live(1)
        cadence = {Phase.PRE: 20, Phase.OPEN: 10, Phase.POST: 40, Phase.CLOSED: 80}[phase]
        assert stage.status.next_try == pytest.approx(START + cadence, rel=0, abs=0.05 * cadence)


class TestFailures:
    @virtual
    async def test_a_failure_backs_off_further_each_time(self) -> None:
        stage = Stage(EVERY_10, Unavailable("no route to host"))
        await stage.live(2000)
        gaps = [b - a for a, b in zip(stage.began, stage.began[1:], strict=False)]
        for number, gap in enumerate(gaps):
            step = min(300.0, 5.0 * 2.0**number)
            assert 0.2 * step <= gap <= step + 0.01
        assert stage.status.failures == len(stage.began)

    @virtual
    async def test_the_words_and_the_next_try_are_told(self) -> None:
        stage = Stage(EVERY_10, Unavailable("no route to host"))
        await stage.live(0.5)
        status = stage.status
        assert (status.state, status.failures, status.message) == (FeedState.FAILING, 1, "no route to host")
        assert status.next_try is not None
        assert START + 1 <= status.next_try <= START + 5

    @virtual
    async def test_a_failed_poll_never_advances_the_last_success(self) -> None:
        stage = Stage(EVERY_10, "", Unavailable("down"))
        await stage.live(200)
        assert stage.status.failures > 1
        assert stage.status.last_success == START
        assert {status.last_success for status in stage.heard} == {START}

    @virtual
    async def test_the_last_success_of_the_last_run_stays_until_there_is_another(self) -> None:
        stage = Stage(EVERY_10)
        before = FeedStatus("quotes", FeedState.OK, last_success=START - 5000, failures=3, message="old", requests=9)
        topic = Topic(
            "quotes",
            EVERY_10,
            stage.poll,
            clock=stage.clock,
            session=lambda: stage.session,
            publish=stage.heard.append,
            backoff=Backoff(5.0, 300.0, Random(1)),
            breaker=stage.breaker,
            random=Random(1),
            last=before,
        )
        assert topic.status == FeedStatus("quotes", last_success=START - 5000)

    @virtual
    async def test_recovery_clears_what_was_wrong(self) -> None:
        stage = Stage(EVERY_10, Unavailable("down"), Unavailable("down"), "1 of 2 symbols missing")
        await stage.live(30)
        status = stage.status
        assert (status.state, status.failures, status.message) == (FeedState.OK, 0, "1 of 2 symbols missing")
        assert status.last_success is not None
        assert status.last_success > START

    @virtual
    async def test_a_defect_is_shown_as_one_and_polling_goes_on(self, caplog: pytest.LogCaptureFixture) -> None:
        stage = Stage(EVERY_10, ZeroDivisionError("oops"), "")
        await stage.live(0.5)
        assert stage.status.state is FeedState.FAILING
        assert stage.status.message == "defect in R2K: ZeroDivisionError: oops"
        assert "ZeroDivisionError" in caplog.text, "the log has the whole story"
        await stage.live(20)
        assert stage.status.state is FeedState.OK

    @virtual
    async def test_any_source_error_is_a_failure_in_its_own_words(self) -> None:
        stage = Stage(EVERY_10, NotFound("nobody knows X"))
        await stage.live(0.5)
        assert stage.status.message == "nobody knows X"


class TestRecovery:
    """However long the period, a topic is well again one step of the backoff after the source is."""

    @virtual
    @pytest.mark.parametrize("period", [5, 60, 1800, 10800])
    @pytest.mark.parametrize("fault_s", [1, 13, 60, 300, 2000])
    async def test_within_one_step(self, fault_s: float, period: float) -> None:
        for planned in (1, 2, 15, 100):
            await self.recovers(fault_s, period, planned)

    @staticmethod
    async def recovers(fault_s: float, period: float, planned: int) -> None:
        stage = Stage(Cadence(open=period))
        stage.topic._expected_requests = lambda: planned
        loop = asyncio.get_running_loop()
        healed = loop.time() + fault_s

        async def poll() -> str:
            stage.topic.count_requests(stage.topic.status.requests + (2 if stage.topic.status.failures else planned))
            if loop.time() < healed:
                raise Unavailable("no route")
            return ""

        stage.topic._poll = poll
        living = asyncio.create_task(stage.topic.run())
        await asyncio.sleep(fault_s - 0.01)
        step = min(300.0, 5.0 * 2.0 ** (stage.status.failures - 1))
        await asyncio.sleep(step + 0.02)
        assert stage.status.state is FeedState.OK, f"{planned} requests planned"
        living.cancel()

    @virtual
    async def test_what_is_missing_is_tried_after_the_backoff_and_the_topic_is_well(self) -> None:
        stage = Stage(Cadence(open=1800), Incomplete("1 of 15 symbols missing"))
        await stage.live(1000)
        gaps = [b - a for a, b in zip(stage.began, stage.began[1:], strict=False)]
        assert len(gaps) >= 5 and all(gap <= min(300.0, 5.0 * 2.0**n) + 0.01 for n, gap in enumerate(gaps))
        assert (stage.status.state, stage.status.failures) == (FeedState.OK, 0)
        assert stage.status.message == "1 of 15 symbols missing"

    @virtual
    async def test_what_is_missing_is_tried_in_a_phase_with_a_single_poll_too(self) -> None:
        stage = Stage(Cadence(), Incomplete("1 of 15 symbols missing"), "")
        await stage.live(10)
        assert len(stage.began) == 2


class TestRefusals:
    @virtual
    async def test_too_many_requests_opens_the_breaker(self) -> None:
        stage = Stage(EVERY_10, RateLimited("slow down"), "")
        await stage.live(299)
        assert len(stage.began) == 1
        status = stage.status
        assert (status.state, status.next_try, status.message) == (FeedState.BLOCKED, START + 300, "slow down")
        await stage.live(10)
        assert stage.status.state is FeedState.OK

    @virtual
    async def test_retry_after_is_honoured(self) -> None:
        stage = Stage(EVERY_10, RateLimited("slow down", retry_at=START + 1000), "")
        living = asyncio.create_task(stage.live(1100))
        await asyncio.sleep(999)
        assert len(stage.began) == 1
        await living
        assert stage.began[1] == pytest.approx(1000)

    @virtual
    async def test_a_wish_to_refresh_does_not_get_past_the_breaker(self) -> None:
        stage = Stage(EVERY_10, RateLimited("slow down"), "")
        living = asyncio.create_task(stage.live(200))
        for _ in range(5):
            await asyncio.sleep(20)
            stage.topic.wake()
        await living
        assert len(stage.began) == 1
        assert (stage.status.state, stage.status.next_try) == (FeedState.BLOCKED, START + 300)

    @virtual
    async def test_a_breaker_that_another_topic_opened_holds_this_one(self) -> None:
        stage = Stage(EVERY_10)
        stage.breaker.trip(None)
        await stage.live(299)
        assert stage.began == []
        assert (stage.status.state, stage.status.next_try) == (FeedState.BLOCKED, START + 300)
        assert stage.status.failures == 0
        await stage.live(5)
        assert stage.status.state is FeedState.OK

    @virtual
    async def test_a_success_under_way_does_not_close_the_breaker(self) -> None:
        stage = Stage(EVERY_10, took=5.0)
        living = asyncio.create_task(stage.live(100))
        await asyncio.sleep(1)
        stage.breaker.trip(None)
        await living
        assert len(stage.began) == 1


class TestClocks:
    @virtual
    async def test_a_clock_put_forward_makes_it_due(self) -> None:
        """As after a night's sleep of the machine."""
        stage = Stage(Cadence(open=3600))
        living = asyncio.create_task(stage.live(100))
        await asyncio.sleep(10)
        stage.clock.set_by(8 * 3600)
        await living
        assert len(stage.began) == 2
        assert stage.began[1] <= 40

    @virtual
    async def test_a_clock_put_back_does_not_stop_it(self) -> None:
        stage = Stage(EVERY_10)
        living = asyncio.create_task(stage.live(200))
        await asyncio.sleep(55)
        before = len(stage.began)
        stage.clock.set_by(-7 * 86400)
        await living
        assert len(stage.began) > before + 8


@virtual
async def test_every_change_of_health_is_published_once() -> None:
    stage = Stage(Cadence(open=3600), Unavailable("down"), "")
    await stage.live(10)
    assert [status.state for status in stage.heard] == [FeedState.FAILING, FeedState.OK]
    assert stage.heard[-1] == stage.status
