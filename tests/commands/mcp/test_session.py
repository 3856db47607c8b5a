"""The engine behind the tools: one for all calls, closed when idle, and another after a loss."""

from __future__ import annotations

import asyncio

import pytest

from r2k_tui.bootstrap.errors import HubUnavailable, UsageError
from r2k_tui.bootstrap.setup import SetupRequest, resolve
from r2k_tui.commands.mcp import session as module
from r2k_tui.commands.mcp.session import EngineSession
from r2k_tui.config.load import load
from r2k_tui.config.paths import packaged_path
from r2k_tui.link.protocol import Link, LinkLost
from r2k_tui.model.messages.outcome import Done
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.request import Request
from r2k_tui.model.messages.subscription import GetSnapshot, Watch
from tests.fakes.broker import free_port
from tests.fakes.still_market import snapshot


class StillLink:
    """A link to a hub whose engine has every quote of the fake market."""

    def __init__(self) -> None:
        self.asked: list[Request] = []
        self.closed = False

    async def start(self) -> None:
        """It is there."""

    async def ask(self, request: Request) -> Reply:
        self.asked.append(request)
        return snapshot() if isinstance(request, GetSnapshot) else Done()

    async def close(self) -> None:
        self.closed = True


@pytest.fixture
def links(monkeypatch: pytest.MonkeyPatch) -> list[StillLink]:
    """The links that are made, in order."""
    made: list[StillLink] = []

    def attach(_: object) -> StillLink:
        made.append(StillLink())
        return made[-1]

    monkeypatch.setattr(module, "attach", attach)
    return made


def session(idle_s: float = 60.0) -> EngineSession:
    setup = resolve(SetupRequest(attach=f"nats://127.0.0.1:{free_port()}"), load(packaged_path()))
    return EngineSession(setup, idle_s)


async def current(link: Link) -> Reply:
    return await link.ask(GetSnapshot())


async def test_one_engine_answers_all_calls_and_keeps_their_symbols(links: list[StillLink]) -> None:
    one = session()
    await asyncio.gather(one.ask(("IWM",), current), one.ask(("^VIX",), current))
    assert len(links) == 1 and one.is_open
    last = [request for request in links[0].asked if isinstance(request, Watch)][-1]
    assert {"IWM", "^VIX", "^RUT", "GLD"} <= set(last.symbols), (
        "those of the watchlist, of the first call and of the last"
    )
    await one.close()
    assert links[0].closed and not one.is_open


async def test_the_number_of_kept_symbols_is_bounded(links: list[StillLink], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_WATCHED", 3)
    one = session()
    await one.ask(("IWM",), current)
    last = [request for request in links[0].asked if isinstance(request, Watch)][-1]
    assert len(last.symbols) <= 4 and "IWM" in last.symbols
    await one.close()


async def test_an_idle_engine_is_closed_and_the_next_call_starts_another(links: list[StillLink]) -> None:
    one = session(idle_s=0.01)
    await one.ask((), current)
    async with asyncio.timeout(30):
        while one.is_open:  # noqa: ASYNC110  (nobody is told)
            await asyncio.sleep(0.01)
    assert links[0].closed
    await one.ask((), current)
    assert len(links) == 2
    await one.close()


async def test_a_call_that_takes_long_is_not_idle(links: list[StillLink]) -> None:
    one = session(idle_s=0.01)
    begun, go_on = asyncio.Event(), asyncio.Event()

    async def slow(_: Link) -> bool:
        begun.set()
        await go_on.wait()
        return links[0].closed

    asking = asyncio.create_task(one.ask((), slow))
    await begun.wait()
    await one.ask((), current)
    await asyncio.sleep(0.1)
    go_on.set()
    assert await asking is False
    await one.close()


async def test_a_lost_hub_is_an_error_of_one_call(links: list[StillLink]) -> None:
    one = session()

    async def lost(_: Link) -> None:
        raise LinkLost("the hub is lost")

    with pytest.raises(HubUnavailable, match="the hub is lost; start an engine there"):
        await one.ask((), lost)
    assert links[0].closed
    await one.ask((), current)
    assert len(links) == 2
    await one.close()


async def test_a_store_that_cannot_be_opened_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError("no space")

    monkeypatch.setattr(module, "build_engine", fail)
    one = EngineSession(resolve(SetupRequest(source="demo"), load(packaged_path())))
    with pytest.raises(UsageError, match="cannot open the store: no space"):
        await one.ask((), current)
