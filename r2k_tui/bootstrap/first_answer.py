"""The first snapshot of an engine's process: out of the store, before the engine and its libraries are loaded."""

from __future__ import annotations

import os
import select
import time
from pathlib import Path
from typing import NamedTuple

import msgspec

from r2k_tui.engine.clock import Clock
from r2k_tui.engine.state.restored import RestoredState, empty_state, restored_state
from r2k_tui.link.protocol import MOST_BYTES
from r2k_tui.link.wire import ReplyMessage, pack
from r2k_tui.model.decoding import UNREADABLE
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.model.messages.subscription import GetSnapshot
from r2k_tui.store.store import Store


class _SourceInfo(msgspec.Struct, frozen=True):
    """What the facts of a source need of `SourceInfo`."""

    name: str
    live: bool = True
    simulated: bool = False


class _StoreSetup(msgspec.Struct, frozen=True):
    """What the first snapshot needs of `EngineSetup`; the rest, the settings above all, takes as long to load."""

    source: _SourceInfo
    store: str = ""
    as_of: str | None = None
    replay: object = None


class _SnapshotAsk(msgspec.Struct, frozen=True, tag="ask"):
    """`Ask` for a snapshot alone."""

    id: int
    request: GetSnapshot


class Begun(NamedTuple):
    """What an engine goes on from: its store, the state restored from it, and a request that is not answered yet.

    `answered`: whether a snapshot has been sent.
    """

    store: Store
    state: RestoredState
    unanswered: bytes = b""
    answered: bool = False


def begun(setup: bytes, clock: Clock = time.time) -> Begun | None:
    """The store and its state for a setup as the terminal has sent it; None for a replay, which has no store.

    Raises msgspec.DecodeError.
    """
    needed = msgspec.msgpack.decode(setup, type=_StoreSetup)
    if needed.replay is not None:
        return None
    source, as_of = needed.source, needed.as_of
    store = Store.opened(Path(needed.store) if needed.store else None, kept_as(source.name, as_of))
    facts = SourceFacts(source.name, simulated=source.simulated, live=source.live)
    state = restored_state(empty_state(store, facts, as_of, clock), store, source.name, clock)
    if state.is_complete:
        state.publisher.publish_status(state.store)
    return Begun(store, state)


def kept_as(source: str, as_of: str | None) -> str:
    """The name under which a source is stored: what a store holds of the present is later than a day of the past."""
    return source if as_of is None else f"{source} as of {as_of}"


def answer_first(begun: Begun, requests: int, replies: int, within_s: float) -> Begun:
    """Answer a request for a snapshot that comes first, and in time, at the descriptor `requests`; another one is left
    to the engine.

    Nothing is answered, nor read, where the store has not given everything: the engine then tells what is wrong.
    """
    if not begun.state.is_complete or not select.select([requests], [], [], within_s)[0]:
        return begun
    length = read_exactly(requests, 4)
    if (count := int.from_bytes(length, "big")) > MOST_BYTES:
        return begun._replace(unanswered=length)
    body = read_exactly(requests, count)
    try:
        ask = msgspec.msgpack.decode(body, type=_SnapshotAsk)
    except UNREADABLE:
        return begun._replace(unanswered=length + body)
    _write(replies, pack(ReplyMessage(ask.id, begun.state.publisher.snapshot())))
    return begun._replace(answered=True)


def read_exactly(descriptor: int, count: int) -> bytes:
    """The next bytes of a pipe; ends the process where the terminal has gone."""
    data = b""
    while len(data) < count:
        more = os.read(descriptor, count - len(data))
        if not more:
            os._exit(0)
        data += more
    return data


def _write(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        try:
            rest = rest[os.write(descriptor, rest) :]
        except BrokenPipeError:
            os._exit(0)
