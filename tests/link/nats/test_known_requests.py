"""Requests and replies of another version: plain words, and the link stays."""

from __future__ import annotations

import asyncio

import msgspec
import pytest

from r2k_tui.link.nats import serving
from r2k_tui.link.nats.envelope import seal
from r2k_tui.link.nats.known_requests import OTHER_VERSION, RECENT, introduction, number_of, unknown_of
from r2k_tui.link.nats.refusals import UNREADABLE_ASK
from r2k_tui.link.wire import Ask
from r2k_tui.model.messages.allocation.rules import GetRules
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.subscription import Lookup, LookupReply
from tests.link.nats.served import HANGS_S, Attach, Serve


class _Later(msgspec.Struct, frozen=True, tag="of_a_later_version"):
    pass


def test_an_engine_knows_what_it_names_and_nothing_recent_without_a_word() -> None:
    assert unknown_of(introduction()) == frozenset()
    assert unknown_of(b"") == frozenset(RECENT)
    assert unknown_of(b"\xc1") == frozenset(RECENT)
    assert unknown_of(msgspec.msgpack.encode(("get_rules", "of_a_later_version"))) == frozenset(RECENT) - {"get_rules"}


def test_number_of_a_request_of_another_version() -> None:
    assert number_of(msgspec.msgpack.encode({"type": "ask", "id": 7, "request": {"type": "of_a_later_version"}})) == 7
    assert number_of(msgspec.msgpack.encode(Ask(8, Lookup("GLD")))) == 8
    assert number_of(b"\xc1") is None
    assert number_of(b"[]") is None


async def test_an_older_engine_is_not_waited_for(serve: Serve, attach: Attach, monkeypatch: pytest.MonkeyPatch) -> None:
    """It drops what it does not know, and introduces itself with nothing."""

    async def drop(*_: object) -> None:
        return None

    monkeypatch.setattr(serving, "_INTRODUCTION", seal(b""))
    monkeypatch.setattr(serving.NatsServing, "_receive_request", drop)
    serve()
    link = await attach()
    async with asyncio.timeout(HANGS_S):
        assert await link.ask(GetRules()) == OTHER_VERSION
        assert await link.ask(GetRules()) == OTHER_VERSION


async def test_an_engine_refuses_a_request_of_a_later_version(serve: Serve, attach: Attach) -> None:
    serve()
    link = await attach()
    async with asyncio.timeout(HANGS_S):
        assert await link.ask(_Later()) == Failure("unsupported", UNREADABLE_ASK)  # type: ignore[arg-type]
        assert isinstance(await link.ask(Lookup("GLD")), LookupReply)


async def test_a_reply_of_another_version_leaves_the_link_whole(
    serve: Serve, attach: Attach, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = serve()
    link = await attach()
    right = served.engine.ask

    async def wrong(request: object, reader: str) -> Reply:
        return _Later()  # type: ignore[return-value]

    monkeypatch.setattr(served.engine, "ask", wrong)
    async with asyncio.timeout(HANGS_S):
        assert await link.ask(Lookup("GLD")) == OTHER_VERSION
        monkeypatch.setattr(served.engine, "ask", right)
        assert isinstance(await link.ask(Lookup("GLD")), LookupReply)
