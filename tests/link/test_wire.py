"""Messages as bytes, whole, cut and spoiled; and the engine's end of a stream."""

from __future__ import annotations

import asyncio
from typing import get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.bootstrap.links import read_setup
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.link.protocol import MOST_BYTES, LinkLost
from r2k_tui.link.wire import Ask, ReplyMessage, Unpacker, from_engine, from_terminal, pack
from r2k_tui.model.messages.bars import GetBars
from r2k_tui.model.messages.frame import Frame
from r2k_tui.model.messages.outcome import Done, Failure
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.subscription import Refresh, Watch
from tests.cases import cases
from tests.engine.virtual_time import VirtualTimeLoop
from tests.link.scripted_engine import SETUP

FRAME = Frame("e", 1, 1, 2.0)
FROM_ENGINE = (ReplyMessage(1, Done()), FRAME, ReplyMessage(2, Failure("k", "m")))
FROM_TERMINAL = (Ask(1, Refresh()), Ask(2, GetBars("IWM", "1Y")), Ask(3, Watch(("A", "B"))))


def read(data: bytes, engine: bool = True) -> tuple[list[object], str]:
    """All messages in `data`, and why it ended."""

    async def go() -> tuple[list[object], str]:
        reader, found = asyncio.StreamReader(), []
        reader.feed_data(data)
        reader.feed_eof()
        unpacker: Unpacker[object] = Unpacker(reader, from_engine() if engine else from_terminal())  # type: ignore[arg-type]
        try:
            while True:
                found.append(await unpacker.next())
        except LinkLost as error:
            return found, str(error)

    with asyncio.Runner(loop_factory=VirtualTimeLoop) as runner:
        return runner.run(go())


def test_what_is_packed_comes_out() -> None:
    assert read(b"".join(map(pack, FROM_ENGINE))) == (list(FROM_ENGINE), "the other end is gone")
    assert read(b"".join(map(pack, FROM_TERMINAL)), engine=False)[0] == list(FROM_TERMINAL)


@given(cut=st.integers(0, 60))
def test_a_stream_that_is_cut_gives_its_whole_messages_and_ends(cut: int) -> None:
    data = b"".join(map(pack, FROM_ENGINE))
    ends = [len(b"".join(map(pack, FROM_ENGINE[:n]))) for n in range(4)]
    found, why = read(data[:cut])
    assert found == list(FROM_ENGINE[: max(n for n in range(4) if ends[n] <= min(cut, len(data)))])
    assert why == "the other end is gone"


@given(noise=st.binary(max_size=200))
def test_whatever_comes_the_end_is_told_in_words(noise: bytes) -> None:
    found, why = read(pack(FRAME) + noise)
    assert found[0] == FRAME
    assert why


def test_a_message_of_another_kind_is_none() -> None:
    assert "not a message" in read(pack(Ask(1, Refresh())))[1]
    assert "not a message" in read(pack(FRAME), engine=False)[1]


def test_a_length_beyond_reason_is_refused_before_anything_is_read() -> None:
    assert "too long" in read((MOST_BYTES + 1).to_bytes(4, "big"))[1]


def test_the_setup_survives() -> None:
    setup = msgspec.structs.replace(SETUP, as_of="2025-09-18", verbose=True, log_path="/x")
    body = pack(setup)
    assert int.from_bytes(body[:4], "big") == len(body) - 4
    assert read_setup(body[4:]) == setup
    assert isinstance(setup, EngineSetup)


def test_a_reply_is_decoded_by_its_own_type_whatever_came_before() -> None:
    decoder = from_engine()
    for _ in range(2):
        for message in FROM_ENGINE:
            assert decoder.decode(msgspec.msgpack.encode(message)) == message


def test_every_reply_has_a_decoder() -> None:
    decoder = from_engine()
    for kind in get_args(Reply):
        body = msgspec.msgpack.encode({"type": "answer", "id": 1, "reply": {"type": kind.__struct_config__.tag}})
        try:
            assert isinstance(decoder.decode(body).reply, kind)  # type: ignore[union-attr]
        except msgspec.ValidationError as error:
            assert "missing required field" in str(error), error


@cases("reply", [{"type": "frame"}, {"type": "none of ours"}, {}, 5, {"type": 5}])
def test_a_reply_of_no_known_type_is_refused(reply: object) -> None:
    with pytest.raises(msgspec.ValidationError):
        from_engine().decode(msgspec.msgpack.encode({"type": "answer", "id": 1, "reply": reply}))
