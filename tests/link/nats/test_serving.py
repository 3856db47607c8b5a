"""One engine, many terminals."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import msgspec
import pytest

from r2k_tui.config.sections.hub import HubSettings
from r2k_tui.engine.state import publisher
from r2k_tui.link.nats import presence, serving
from r2k_tui.link.nats.envelope import seal
from r2k_tui.model.messages.bars import BarsReply, GetBars
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.request import Request
from r2k_tui.model.messages.subscription import Lookup, LookupReply, Watch
from tests.link.contract import news, next_price, snapshot
from tests.link.nats.served import Attach, Serve


class TestOneEngineManyTerminals:
    async def test_a_frame_is_encoded_once_whoever_listens(
        self, serve: Serve, attach: Attach, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        # Frames that tell of no change: how many depends on how long the rest takes.
        monkeypatch.setattr(publisher, "HEARTBEAT_S", 600.0)
        served = serve()
        links = [await attach() for _ in range(10)]
        frames = [link.frames() for link in links]
        for link in links:
            await snapshot(link)
        before, first = served.serving.encoded, await snapshot(links[0])
        latest = await news(links[0])
        for _ in range(5):
            latest = await news(links[0], above=latest)
        for each in frames:
            while await next_price(each) < latest:
                pass
        last = await snapshot(links[0])
        # One a change at the most, whoever listens, and those that were on their way.
        assert served.serving.encoded - before <= last.seq - first.seq + 5

    async def test_a_snapshot_is_encoded_once_while_nothing_changes(
        self, serve: Serve, attach: Attach, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        serve()
        links = [await attach() for _ in range(5)]
        await snapshot(links[0])
        sealed: list[bytes] = []
        monkeypatch.setattr(serving, "seal", lambda body: sealed.append(body) or seal(body))
        pictures = await asyncio.gather(*(snapshot(link) for link in links))
        # Frames are sealed as well.
        whole = [body for body in sealed if msgspec.msgpack.decode(body).get("type") == "snapshot"]
        assert len(whole) <= len({picture.seq for picture in pictures})

    async def test_a_terminal_that_goes_is_forgotten(self, serve: Serve, attach: Attach) -> None:
        served = serve()
        link, other = await attach(), await attach()
        await link.ask(Watch(("GLD", "A")))
        await other.ask(Watch(("B",)))
        assert {"A", "B"} <= set(served.engine.context.interest.watched())
        await link.close()
        while "A" in served.engine.context.interest.watched():
            await other.ask(Lookup("GLD"))
        assert "B" in served.engine.context.interest.watched()

    async def test_a_terminal_that_is_silent_for_long_is_forgotten(
        self, serve: Serve, attach: Attach, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(serving, "_LOOK_S", 0.05)
        monkeypatch.setattr(presence, "PERIOD_S", 0.1)
        served = serve()
        link, other = await attach(), await attach()
        await link.ask(Watch(("A",)))
        async with asyncio.timeout(30):
            while "A" in served.engine.context.interest.watched():
                # On a busy machine the other terminal may be forgotten too, with its question.
                with suppress(TimeoutError):
                    await asyncio.wait_for(other.ask(Lookup("GLD")), 1.0)

    async def test_the_same_chart_for_many_is_computed_once(
        self, serve: Serve, attach: Attach, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        served = serve()
        links = [await attach() for _ in range(10)]
        for link in links:
            await snapshot(link)
        right, asked, may = served.engine.ask, list[str](), asyncio.Event()

        async def ask(request: Request, reader: str) -> Reply:
            asked.append(reader)
            await may.wait()
            return await right(request, reader)

        monkeypatch.setattr(served.engine, "ask", ask)
        # Nothing may change meanwhile: the next state is asked anew.
        monkeypatch.setattr(served.serving._shared, "start_over", lambda: None)
        replies = [asyncio.create_task(link.ask(GetBars("GLD", "1Y"))) for link in links]
        async with asyncio.timeout(30):
            while len(served.serving._working) < len(links) or not all(served.serving._working.values()):  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        served.do(_set(may))
        assert len({msgspec.msgpack.encode(await reply) for reply in replies}) == 1
        assert len(asked) == 1

    async def test_a_frame_ends_what_is_shared(self, serve: Serve, attach: Attach) -> None:
        served = serve()
        link = await attach()
        latest = await news(link)
        computed = served.serving._shared.computed
        for _ in range(3):
            assert isinstance(await link.ask(GetBars("GLD", "1Y")), BarsReply)
            latest = await news(link, above=latest)
        assert served.serving._shared.computed - computed == 3

    async def test_more_symbols_than_the_hub_watches(self, serve: Serve, attach: Attach) -> None:
        hub = HubSettings(symbols_each=2, refreshes_per_minute=600_000, asks_at_once=10_000)
        served = serve(hub=hub)
        reply = await (await attach(hub)).ask(Watch(("A", "B", "C")))
        assert reply == Failure("limit", "the hub watches 2 of your 3 symbols: there is a limit")
        assert not {"C"} & set(served.engine.context.interest.watched())

    async def test_more_questions_than_the_hub_answers(self, serve: Serve, attach: Attach) -> None:
        hub = HubSettings(asks_at_once=5, asks_per_minute=1)
        serve(hub=hub)
        link = await attach(hub)
        replies = [type(await link.ask(Lookup("GLD"))) for _ in range(7)]
        # The first may have been asked twice: it went out before the link had heard of any engine.
        assert replies in ([LookupReply] * 5 + [Failure] * 2, [LookupReply] * 4 + [Failure] * 3)


async def _set(event: asyncio.Event) -> None:
    event.set()
