"""Requests that an engine of an older version does not know: it drops them, and whoever asked would wait forever."""

from __future__ import annotations

import msgspec

from r2k_tui.model.decoding import UNREADABLE
from r2k_tui.model.messages.allocation.factors import GetFactors
from r2k_tui.model.messages.allocation.portfolios import GetResampledFrontier
from r2k_tui.model.messages.allocation.rules import GetRules
from r2k_tui.model.messages.outcome import Failure

# Added after the first version of the hub. An engine names those that it knows in its reply to a sign of life, which
# was empty before.
RECENT = tuple(str(kind.__struct_config__.tag) for kind in (GetFactors, GetResampledFrontier, GetRules))
OTHER_VERSION = Failure("unsupported", "the engine of the hub is of another version of R2K and cannot do this")
_TAGS = msgspec.msgpack.Decoder(tuple[str, ...])


class _NumberedAsk(msgspec.Struct, frozen=True, tag="ask"):
    """Number of a request of any version."""

    id: int


_NUMBERS = msgspec.msgpack.Decoder(_NumberedAsk)


def introduction() -> bytes:
    """Recent requests that this version knows, as bytes for another."""
    return msgspec.msgpack.encode(RECENT)


def unknown_of(body: bytes) -> frozenset[str]:
    """Recent requests that the engine with this introduction does not know: all of them without one."""
    try:
        known = _TAGS.decode(body) if body else ()
    except UNREADABLE:
        known = ()
    return frozenset(RECENT).difference(known)


def number_of(ask: bytes) -> int | None:
    """Number of a request whose content cannot be read; None if it has none."""
    try:
        return _NUMBERS.decode(ask).id
    except UNREADABLE:
        return None
