"""Following an engine across its lives, in virtual time, over links that do what the test says."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing

import pytest

from r2k_tui.link.engine_client import EngineClient, EngineEvent, Lost
from r2k_tui.link.protocol import LinkLost
from r2k_tui.model.calendar.session import Session
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.model.messages.frame import Frame, Snapshot
from r2k_tui.model.messages.outcome import Done, Failure
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.request import Request
from r2k_tui.model.messages.subscription import GetSnapshot, Refresh
from tests.engine.virtual_time import settle, virtual

SILENCE_S = 8.0


class FakeLink:
    """An engine's life as the test tells it: `seq` is what a snapshot says, `queue` holds what comes."""

    def __init__(self, epoch: str = "one", seq: int = 0) -> None:
        self.epoch, self.seq, self.closed = epoch, seq, 0
        self.queue: asyncio.Queue[Frame | LinkLost] = asyncio.Queue()
        self.snapshots = 0
        self.start_error: LinkLost | None = None
        self.reply: Reply | None = None
        self.deaf = False

    async def start(self) -> None:
        if self.start_error is not None:
            raise self.start_error

    async def frames(self) -> AsyncIterator[Frame]:
        while True:
            item = await self.queue.get()
            if isinstance(item, LinkLost):
                raise item
            yield item

    async def ask(self, request: Request) -> Reply:
        if self.deaf:
            await asyncio.Event().wait()
        if self.closed:
            raise LinkLost("closed")
        if isinstance(request, GetSnapshot):
            self.snapshots += 1
            return self.reply or Snapshot(self.epoch, self.seq, 0.0, SourceFacts("scripted"), Session())
        return Done()

    async def close(self) -> None:
        self.closed += 1

    def send(self, seq: int, from_seq: int | None = None, epoch: str | None = None) -> None:
        self.seq = seq
        self.queue.put_nowait(Frame(epoch or self.epoch, seq, seq if from_seq is None else from_seq, 0.0))

    def die(self, message: str = "the engine ended with 1") -> None:
        self.queue.put_nowait(LinkLost(message))


class Stage:
    """Links in the order in which they are made; the last one serves for all that follow."""

    def __init__(self, *links: FakeLink | Exception) -> None:
        self.links, self.made = list(links), 0
        self.following = EngineClient(self.make, SILENCE_S)

    def make(self) -> FakeLink:
        link = self.links[min(self.made, len(self.links) - 1)]
        self.made += 1
        if isinstance(link, Exception):
            raise link
        return link


def told(event: EngineEvent) -> str:
    return type(event).__name__ if isinstance(event, Lost) else f"{type(event).__name__} {event.seq}"


async def some(events: AsyncIterator[EngineEvent], count: int) -> list[str]:
    return [told(await anext(events)) for _ in range(count)]


@virtual
async def test_a_snapshot_and_then_the_frames_that_follow_it() -> None:
    link = FakeLink(seq=3)
    async with aclosing(Stage(link).following.events()) as events:
        assert await some(events, 1) == ["Snapshot 3"]
        for seq in (4, 5, 6):
            link.send(seq)
        assert await some(events, 3) == ["Frame 4", "Frame 5", "Frame 6"]
    assert link.snapshots == 1


@virtual
async def test_frames_folded_into_one_are_no_gap() -> None:
    link = FakeLink(seq=3)
    async with aclosing(Stage(link).following.events()) as events:
        await some(events, 1)
        link.send(9, from_seq=4)
        link.send(12, from_seq=8)
        assert await some(events, 2) == ["Frame 9", "Frame 12"]
    assert link.snapshots == 1


@virtual
async def test_heartbeats_pass_and_old_frames_do_not() -> None:
    link = FakeLink(seq=3)
    async with aclosing(Stage(link).following.events()) as events:
        await some(events, 1)
        link.send(2)
        link.send(3)
        link.send(4)
        assert await some(events, 2) == ["Frame 3", "Frame 4"]


@virtual
async def test_after_a_gap_the_whole_picture_is_asked_for_again() -> None:
    link = FakeLink(seq=3)
    async with aclosing(Stage(link).following.events()) as events:
        await some(events, 1)
        link.send(4)
        link.send(6)
        assert await some(events, 2) == ["Frame 4", "Snapshot 6"]
        link.send(6)
        link.send(7)
        assert await some(events, 2) == ["Frame 6", "Frame 7"]
    assert link.snapshots == 2


@virtual
async def test_a_new_engine_behind_the_same_link() -> None:
    link = FakeLink(seq=3)
    async with aclosing(Stage(link).following.events()) as events:
        await some(events, 1)
        link.epoch = "two"
        link.send(1)
        first = await anext(events)
        assert isinstance(first, Snapshot)
        assert (first.epoch, first.seq) == ("two", 1)
        link.send(2)
        assert await some(events, 1) == ["Frame 2"]


@virtual
async def test_an_engine_that_dies_is_told_and_another_takes_its_place() -> None:
    first, second = FakeLink("one", 3), FakeLink("two", 0)
    stage = Stage(first, second)
    loop = asyncio.get_running_loop()
    async with aclosing(stage.following.events()) as events:
        await some(events, 1)
        first.die("the engine was killed by signal 9")
        lost = await anext(events)
        assert lost == Lost("the engine was killed by signal 9", 0.3)
        before = loop.time()
        event = await anext(events)
        assert isinstance(event, Snapshot)
        assert event.epoch == "two"
        assert loop.time() - before == pytest.approx(0.3)
        assert first.closed == 1


@virtual
async def test_a_renewal_ends_the_engine_says_why_and_goes_on_with_the_next() -> None:
    first, second = FakeLink("one", 3), FakeLink("two", 0)
    stage = Stage(first, second)
    async with aclosing(stage.following.events()) as events:
        await some(events, 1)
        waiting = asyncio.ensure_future(anext(events))
        await settle()
        stage.following.renew("new settings for the engine")
        assert await waiting == Lost("new settings for the engine", 0.3)
        event = await anext(events)
        assert isinstance(event, Snapshot) and event.epoch == "two"
        assert first.closed == 1


@virtual
async def test_engines_that_do_not_live_are_started_ever_more_slowly() -> None:
    links = [FakeLink() for _ in range(10)]
    for link in links:
        link.start_error = LinkLost("no start")
    async with aclosing(Stage(*links).following.events()) as events:
        waits = [(await anext(events)).wait_s for _ in range(10)]  # type: ignore[union-attr]
    assert waits == pytest.approx([0.3, 0.6, 1.2, 2.4, 4.8, 9.6, 10.0, 10.0, 10.0, 10.0])
    assert [link.closed for link in links] == [1] * 10


@virtual
async def test_a_life_that_went_well_begins_the_waits_anew() -> None:
    links = [FakeLink() for _ in range(4)]
    for link in links:
        link.die()
    links[2].queue = asyncio.Queue()
    async with aclosing(Stage(*links).following.events()) as events:
        assert await some(events, 5) == ["Snapshot 0", "Lost", "Snapshot 0", "Lost", "Snapshot 0"]
        await asyncio.sleep(SILENCE_S / 2)
        links[2].send(1)
        await anext(events)
        await asyncio.sleep(SILENCE_S / 2)
        links[2].send(2)
        await anext(events)
        await asyncio.sleep(SILENCE_S / 2)
        links[2].die()
        lost = await anext(events)
    assert isinstance(lost, Lost)
    assert lost.wait_s == pytest.approx(0.3)


@virtual
async def test_engines_that_die_soon_after_a_good_start_are_started_ever_more_slowly() -> None:
    links = [FakeLink() for _ in range(6)]
    waits = []
    async with aclosing(Stage(*links).following.events()) as events:
        for link in links:
            assert await some(events, 1) == ["Snapshot 0"]
            link.send(1)
            await anext(events)
            await asyncio.sleep(2.0)
            link.die()
            lost = await anext(events)
            assert isinstance(lost, Lost)
            waits.append(lost.wait_s)
    assert waits == pytest.approx([0.3, 0.6, 1.2, 2.4, 4.8, 9.6])


@virtual
async def test_an_engine_that_cannot_be_started_at_all_is_tried_again() -> None:
    async with aclosing(Stage(LinkLost("no memory"), FakeLink(seq=1)).following.events()) as events:
        assert await anext(events) == Lost("no memory", 0.3)
        assert await some(events, 1) == ["Snapshot 1"]


class TestSilence:
    @virtual
    async def test_one_that_falls_silent_is_lost(self) -> None:
        link = FakeLink()
        loop = asyncio.get_running_loop()
        async with aclosing(Stage(link, FakeLink("two", 5)).following.events()) as events:
            await some(events, 1)
            before = loop.time()
            lost = await anext(events)
            assert isinstance(lost, Lost)
            assert "silent" in lost.message
            assert SILENCE_S <= loop.time() - before < SILENCE_S + 1
            assert await some(events, 1) == ["Snapshot 5"]
        assert link.closed == 1

    @virtual
    async def test_heartbeats_keep_it_alive(self) -> None:
        link = FakeLink()
        loop = asyncio.get_running_loop()

        async def beat() -> None:
            while True:
                await asyncio.sleep(SILENCE_S * 0.9)
                link.send(0)

        beating = asyncio.create_task(beat())
        async with aclosing(Stage(link).following.events()) as events:
            assert await some(events, 51) == ["Snapshot 0", *["Frame 0"] * 50]
        assert loop.time() > 300
        beating.cancel()

    @virtual
    async def test_a_terminal_that_was_stopped_itself_finds_what_came_meanwhile(self) -> None:
        """Its clock jumps; the frame that lies in the pipe is read in the second, short wait."""
        link = FakeLink()
        async with aclosing(Stage(link).following.events()) as events:
            await some(events, 1)
            asyncio.get_running_loop().call_later(SILENCE_S + 0.1, link.send, 1)
            assert await some(events, 1) == ["Frame 1"]

    @virtual
    async def test_one_that_never_answers_is_lost(self) -> None:
        link = FakeLink()
        link.deaf = True
        async with aclosing(Stage(link).following.events()) as events:
            lost = await anext(events)
        assert isinstance(lost, Lost)
        assert "does not answer" in lost.message
        assert link.closed == 1

    @virtual
    @pytest.mark.parametrize(
        ("reply", "words"), [(Failure("defect", "the store is odd"), "the store is odd"), (Done(), "no snapshot")]
    )
    async def test_one_without_a_picture_is_lost(self, reply: Reply, words: str) -> None:
        link = FakeLink()
        link.reply = reply
        async with aclosing(Stage(link).following.events()) as events:
            lost = await anext(events)
        assert isinstance(lost, Lost)
        assert words in lost.message


@virtual
@pytest.mark.parametrize("turns", range(8))
async def test_cancelled_while_the_picture_comes_it_ends(turns: int) -> None:
    async def follow() -> None:
        async with aclosing(Stage(FakeLink()).following.events()) as events:
            async for _ in events:
                pass

    following = asyncio.create_task(follow())
    await settle(turns)
    following.cancel()
    await settle()
    assert following.cancelled()


class TestAsking:
    @virtual
    async def test_the_living_engine_answers(self) -> None:
        stage = Stage(FakeLink())
        async with aclosing(stage.following.events()) as events:
            await some(events, 1)
            assert await stage.following.ask(Refresh()) == Done()

    @virtual
    async def test_before_there_is_one_and_between_two(self) -> None:
        link = FakeLink()
        stage = Stage(link)
        assert await stage.following.ask(Refresh()) == Failure("offline", "the engine is being restarted")
        async with aclosing(stage.following.events()) as events:
            await some(events, 1)
            link.die()
            await some(events, 1)
            reply = await stage.following.ask(Refresh())
            assert isinstance(reply, Failure)
            assert reply.kind == "offline"

    @virtual
    async def test_a_question_that_the_death_of_the_engine_cut_off(self) -> None:
        stage = Stage(FakeLink())
        async with aclosing(stage.following.events()) as events:
            await some(events, 1)
            stage.links[0].closed = 1  # type: ignore[union-attr]
            assert await stage.following.ask(Refresh()) == Failure("offline", "closed")


@virtual
async def test_who_stops_following_leaves_nothing_behind() -> None:
    link = FakeLink()
    before = asyncio.all_tasks()
    async with aclosing(Stage(link).following.events()) as events:
        await some(events, 1)
        waiting = asyncio.ensure_future(anext(events))
        await settle()
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
    await settle()
    assert link.closed == 1
    assert asyncio.all_tasks() == before
