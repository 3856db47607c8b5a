"""Requests and replies of another version: plain words, and the link stays."""

from __future__ import annotations

import asyncio

import msgspec
import pytest

from r2k_tui.link.nats import serving
from r2k_tui.link.nats.known_requests import OTHER_VERSION, RECENT, introduction, introduction_of, number_of
from r2k_tui.link.nats.presence import PERIOD_S
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
    assert introduction_of(introduction(10.0)).unknown == frozenset()
    assert introduction_of(b"").unknown == frozenset(RECENT)
    assert introduction_of(b"\xc1").unknown == frozenset(RECENT)
    later = msgspec.msgpack.encode(("get_rules", "of_a_later_version"))
    assert introduction_of(later).unknown == frozenset(RECENT) - {"get_rules"}


def test_period_of_signs_of_life() -> None:
    assert introduction_of(introduction(100.0)).period_s == 100.0
    silent = (b"", b"\xc1", msgspec.msgpack.encode(RECENT))
    assert [introduction_of(body).period_s for body in silent] == [PERIOD_S] * 3
    wrong = ("presence_s=", "presence_s=-1", "presence_s=inf", "presence_s=99999", "presence_s=0")
    assert [introduction_of(msgspec.msgpack.encode((text,))).period_s for text in wrong] == [PERIOD_S] * 5


def test_a_terminal_of_an_older_version_reads_the_introduction() -> None:
    assert set(msgspec.msgpack.decode(introduction(100.0), type=tuple[str, ...])) > set(RECENT)


def test_number_of_a_request_of_another_version() -> None:
    assert number_of(msgspec.msgpack.encode({"type": "ask", "id": 7, "request": {"type": "of_a_later_version"}})) == 7
    assert number_of(msgspec.msgpack.encode(Ask(8, Lookup("GLD")))) == 8
    assert number_of(b"\xc1") is None
    assert number_of(b"[]") is None


async def test_an_older_engine_is_not_waited_for(serve: Serve, attach: Attach, monkeypatch: pytest.MonkeyPatch) -> None:
    """It drops what it does not know, and introduces itself with nothing."""

    async def drop(*_: object) -> None:
        return None

    monkeypatch.setattr(serving, "introduction", lambda _: b"")
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
