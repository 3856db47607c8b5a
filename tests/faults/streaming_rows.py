"""The rows of the table of faults that are about pushed prices."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from tests.fakes.yahoo_stream import FakeStream, pushed
from tests.faults.stage import FUND


@dataclass(frozen=True)
class StreamRow:
    """One fault. `says`: what the topic `stream` tells; "" where the stream goes on."""

    name: str
    begin: Callable[[FakeStream, float], None]
    says: str = ""


def _lost_and_refused(socket: FakeStream, _: float) -> None:
    socket.refuse_with(404)
    socket.drop()


def _led_away(socket: FakeStream, _: float) -> None:
    socket.refuse_with(302, Location="ws://elsewhere.invalid/")
    socket.drop()


def _garbage(socket: FakeStream, _: float) -> None:
    for message in ("{", "[]", "null", '{"message": 5}', '{"message": "%%%"}', b"\xff\xfe\x00", "[" * 5000) * 20:
        socket.say(message)


def _bad_protobuf(socket: FakeStream, _: float) -> None:
    for body in ("AAAA", "CgNJV00=", "////", ""):
        socket.say(json.dumps({"type": "pricing", "message": body}))


def _odd_prices(socket: FakeStream, now: float) -> None:
    for price in (0.0, -5.0, float("nan"), float("inf"), 1e30):
        socket.push(FUND, price, now)
    socket.push("NOBODY", 5.0, now)
    socket.push(FUND, 100.0, 5.0)  # of 1970
    socket.say(pushed(FUND, 190.0, now, day_volume=-5, day_high=1.0, bid=9.0, ask=8.0))


STREAMING = (
    StreamRow("stream: clean close", lambda socket, _: socket.close_cleanly(), "closed the stream"),
    StreamRow("stream: abrupt drop", lambda socket, _: socket.drop(), "closed the stream"),
    StreamRow("stream: silence", lambda socket, _: None, "No price for 1 s"),
    StreamRow("stream: garbage", _garbage, "something other than prices"),
    StreamRow("stream: bad protobuf", _bad_protobuf),
    StreamRow("stream: odd prices", _odd_prices),
    StreamRow("stream: a message without end", lambda socket, _: socket.say("x" * 10_000_000), "closed the stream"),
    StreamRow("stream: no stream there", _lost_and_refused, "no stream at this address"),
    StreamRow("stream: led elsewhere", _led_away, "no stream at this address"),
)
