"""What every link must do, whatever lies between the terminal and the engine.

A test module subclasses `LinkContract` under a name that starts with `Test` and gives the fixture `start`, which
starts a link over the engine of `scripted_engine`:

    class TestMyLink(LinkContract):
        @pytest.fixture
        async def start(self) -> AsyncIterator[Start]: ...
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from importlib import import_module
from pkgutil import walk_packages
from typing import Any, cast, get_args

import pytest

from r2k_tui.link.protocol import Link, LinkLost
from r2k_tui.model import messages
from r2k_tui.model.messages.bars import BarsReply, GetBars
from r2k_tui.model.messages.example import Example
from r2k_tui.model.messages.frame import Frame, Snapshot
from r2k_tui.model.messages.macro import GetPolicyStudy
from r2k_tui.model.messages.outcome import Done, Failure
from r2k_tui.model.messages.readings import GetCard, GetHistory, GetReadings
from r2k_tui.model.messages.replay import ControlReplay, ReplayMove
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.request import Request
from r2k_tui.model.messages.subscription import GetSnapshot, Lookup, LookupReply, Refresh
from tests.engine.stage import TODAY
from tests.fakes.invented_bars import daily_bars, wave
from tests.link.scripted_engine import TICKING

Start = Callable[[], Awaitable[Link]]
HANGS_S = 30.0
INDICES = ("^RUT", "^GSPC")
FAILURES: tuple[tuple[Request, str, str], ...] = (
    (Lookup("XYZ"), "not_found", "nobody knows XYZ"),
    (Lookup("DOWN"), "unavailable", "no route to host"),
    (Lookup("BROKEN"), "defect", "ZeroDivisionError: oops"),
    (GetBars("XYZ", "1Y"), "not_found", "nobody has 1d bars of XYZ"),
    (GetBars("GLD", "2D"), "usage", "no range 2D"),
    (GetReadings("GLD", ("rv22x",)), "usage", "no reading rv22x"),
    (GetHistory("GLD", "rv22x"), "usage", "no history rv22x"),
    (GetCard("GLD", "rv22x"), "usage", "no reading rv22x"),
    (ControlReplay(ReplayMove.STEP), "usage", "not replaying"),
    (GetPolicyStudy(), "missing", "no policy rate"),
)


def examples() -> list[Example]:
    """The examples of every subject in `model/messages`: a new request needs no line here."""
    modules = [import_module(found.name) for found in walk_packages(messages.__path__, f"{messages.__name__}.")]
    return [example for module in modules for example in getattr(module, "EXAMPLES", ())]


def price(picture: Frame | Snapshot) -> float | None:
    """The price that moves, where the picture has it."""
    return next((quote.price for quote in picture.quotes if quote.symbol == TICKING), None)


async def snapshot(link: Link) -> Snapshot:
    reply = await link.ask(GetSnapshot())
    assert isinstance(reply, Snapshot)
    return reply


async def news(link: Link, above: float | None = None) -> float:
    """Make the engine poll, and wait until its picture has a price above one."""
    while True:
        known = price(await snapshot(link))
        if known is not None and (above is None or known > above):
            return known
        await link.ask(Refresh())


async def next_price(frames: AsyncIterator[Frame]) -> float:
    while True:
        if (known := price(await anext(frames))) is not None:
            return known


class LinkContract:
    """See the module. `refused` are the requests that this way to an engine does not let through."""

    refused: frozenset[type] = frozenset()

    @pytest.fixture
    async def start(self) -> Start:
        raise NotImplementedError

    @pytest.fixture
    async def link(self, start: Start) -> AsyncIterator[Link]:
        """A link that works; nothing in a test of it may take for ever."""
        link = await start()
        async with asyncio.timeout(HANGS_S):
            await snapshot(link)  # what a terminal asks first; an engine may wait a while for it
            yield link

    async def test_a_snapshot_and_then_frames_without_a_gap(self, link: Link) -> None:
        frames = link.frames()
        first = await snapshot(link)
        seq, latest = first.seq, await news(link)
        for _ in range(5):
            await link.ask(Refresh())
            while True:
                frame = await anext(frames)
                assert frame.epoch == first.epoch
                if frame.seq > seq:
                    assert frame.from_seq <= seq + 1, "a gap"
                    seq = frame.seq
                if (known := price(frame)) is not None and known > latest:
                    latest = known
                    break

    async def test_every_request_has_its_reply(self, link: Link) -> None:
        for example in examples():
            reply = await link.ask(cast(Request, example.request))
            if type(example.request) in self.refused:
                assert isinstance(reply, Failure), example
                assert reply.kind == "rights", example
            elif example.failure:
                assert isinstance(reply, Failure), example
                assert reply.kind == example.failure, example
            else:
                assert isinstance(reply, example.reply), f"{example}: {reply}"

    async def test_every_kind_of_message_is_in_an_example(self) -> None:
        assert {type(example.request) for example in examples()} == set(get_args(Request))
        assert {example.reply for example in examples()} | {Failure} == set(get_args(Reply))

    async def test_what_fails_says_so_and_the_link_lives_on(self, link: Link) -> None:
        for symbol in INDICES:
            # Without their bars there is no study to ask for, and the first round of them may not be over.
            assert isinstance(await link.ask(GetBars(symbol, "1Y")), BarsReply)
        for request, kind, words in FAILURES:
            reply = await link.ask(request)
            assert isinstance(reply, Failure), request
            if type(request) in self.refused:
                assert reply.kind == "rights", request
                continue
            assert reply.kind == kind, request
            assert words in reply.message, request
        assert isinstance(await link.ask(Lookup("GLD")), LookupReply)

    async def test_bars_arrive_bit_for_bit(self, link: Link) -> None:
        reply = await link.ask(GetBars("GLD", "MAX"))
        assert isinstance(reply, BarsReply)
        assert reply.bars == daily_bars("GLD", wave(300), TODAY)

    async def test_many_may_ask_at_once_and_each_gets_its_own_answer(self, link: Link) -> None:
        slow = asyncio.create_task(link.ask(Lookup("SLOW")))
        symbols = ["A", "B", "C", "D", "GLD"] * 10
        replies: list[Any] = await asyncio.gather(*(link.ask(Lookup(symbol)) for symbol in symbols))
        assert [reply.quote.symbol for reply in replies] == symbols
        assert not slow.done(), "one that takes long holds up nobody"
        slow.cancel()
        await asyncio.gather(slow, return_exceptions=True)
        assert isinstance(await link.ask(Refresh()), Done)

    async def test_a_slow_reader_gets_the_newest_and_no_backlog(self, link: Link) -> None:
        """Nobody reads while the price moves twenty times; asks are answered all the same."""
        frames = link.frames()
        await snapshot(link)
        latest = await news(link)
        for _ in range(20):
            latest = await news(link, above=latest)
        seen = [await next_price(frames)]
        # The very last change may have been told apart from the others.
        while seen[-1] < latest:
            seen.append(await next_price(frames))
        assert len(seen) <= 2, f"a queue of old prices: {seen}"
        assert seen == sorted(seen)

    async def test_seq_never_goes_back(self, link: Link) -> None:
        frames, last = link.frames(), (await snapshot(link)).seq
        for turn in range(12):
            if turn % 3 == 0:
                await news(link, above=await news(link))
            await link.ask(Refresh())
            frame = await anext(frames)
            assert frame.seq >= last or turn == 0
            last = frame.seq

    async def test_closing_ends_everything(self, start: Start) -> None:
        link = await start()
        async with asyncio.timeout(HANGS_S):
            await snapshot(link)
            await news(link)
            frames = link.frames()

            async def read() -> None:
                while True:
                    await anext(frames)

            waiting = asyncio.gather(read(), link.ask(Lookup("SLOW")), return_exceptions=True)
            await link.ask(Refresh())
            await link.close()
            assert [type(ended) for ended in await waiting] == [LinkLost, LinkLost]
            for request in (GetSnapshot(), Refresh()):
                with pytest.raises(LinkLost, match="closed"):
                    await link.ask(request)
            await link.close()

    async def test_closing_leaves_no_task(self, start: Start) -> None:
        before = asyncio.all_tasks()
        link = await start()
        async with asyncio.timeout(HANGS_S):
            await news(link)
            await link.close()
        assert asyncio.all_tasks() <= before | {asyncio.current_task()}

    async def test_who_gives_up_asking_disturbs_nobody(self, link: Link) -> None:
        for _ in range(5):
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(link.ask(Lookup("SLOW")), 0.01)
        reply: Reply = await link.ask(Lookup("GLD"))
        assert isinstance(reply, LookupReply)
