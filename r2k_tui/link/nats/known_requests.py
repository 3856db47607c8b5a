"""Requests that an engine of an older version does not know: it drops them, and whoever asked would wait forever."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from r2k_tui.link.nats.presence import PERIOD_S
from r2k_tui.model.decoding import UNREADABLE
from r2k_tui.model.messages.allocation.factors import GetFactors
from r2k_tui.model.messages.allocation.portfolios import GetResampledFrontier
from r2k_tui.model.messages.allocation.rules import GetRules
from r2k_tui.model.messages.outcome import Failure

# Added after the first version of the hub. An engine names those that it knows in its reply to a sign of life, which
# was empty before.
RECENT = tuple(str(kind.__struct_config__.tag) for kind in (GetFactors, GetResampledFrontier, GetRules))
OTHER_VERSION = Failure("unsupported", "the engine of the hub is of another version of R2K and cannot do this")
_PERIOD = "presence_s="
_LONGEST_PERIOD = 5
_TAGS = msgspec.msgpack.Decoder(tuple[str, ...])


class _NumberedAsk(msgspec.Struct, frozen=True, tag="ask"):
    """Number of a request of any version."""

    id: int


_NUMBERS = msgspec.msgpack.Decoder(_NumberedAsk)


class Introduction(NamedTuple):
    """What an engine says of itself: recent requests that it does not know, and how often it wants a sign of life."""

    unknown: frozenset[str]
    period_s: float


def introduction(period_s: float) -> bytes:
    """Recent requests that this version knows, as bytes for another; then the period of signs of life.

    The period is one more tag: a terminal of an older version skips tags that it does not know.
    """
    return msgspec.msgpack.encode((*RECENT, f"{_PERIOD}{period_s:.0f}"))


def introduction_of(body: bytes) -> Introduction:
    """Introduction in these bytes; without any, all recent requests are unknown and the period is the shortest."""
    try:
        known = _TAGS.decode(body) if body else ()
    except UNREADABLE:
        known = ()
    named = (tag.removeprefix(_PERIOD) for tag in known if tag.startswith(_PERIOD))
    periods = [float(text) for text in named if text.isdecimal() and len(text) < _LONGEST_PERIOD]
    return Introduction(frozenset(RECENT).difference(known), max(PERIOD_S, *periods) if periods else PERIOD_S)


def number_of(ask: bytes) -> int | None:
    """Number of a request whose content cannot be read; None if it has none."""
    try:
        return _NUMBERS.decode(ask).id
    except UNREADABLE:
        return None
