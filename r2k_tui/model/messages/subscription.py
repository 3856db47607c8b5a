"""Requests that every terminal makes: the snapshot, the symbols on screen, a symbol lookup, an immediate poll."""

from __future__ import annotations

import msgspec

from r2k_tui.model.market.quote import Quote
from r2k_tui.model.messages.example import Example
from r2k_tui.model.messages.frame import Snapshot
from r2k_tui.model.messages.outcome import Done


class GetSnapshot(msgspec.Struct, frozen=True, tag="get_snapshot"):
    """Request for the whole state that a terminal mirrors. Reply: Snapshot."""


class Watch(msgspec.Struct, frozen=True, tag="watch"):
    """Replacement of the set of symbols that this terminal shows. Reply: Done.

    `rates`: symbols of the exchange rates that its holdings need; their quotes are polled, but no bars.
    """

    symbols: tuple[str, ...]
    rates: tuple[str, ...] = ()


class Lookup(msgspec.Struct, frozen=True, tag="lookup"):
    """Question to the source whether it knows a symbol. Reply: LookupReply, or a Failure of kind `not_found`."""

    symbol: str


class Refresh(msgspec.Struct, frozen=True, tag="refresh"):
    """Order to poll every topic now; a source that asked for a pause gets a single request. Reply: Done."""


class LookupReply(msgspec.Struct, frozen=True, tag="found"):
    """Quote of a symbol that the source knows."""

    quote: Quote


SubscriptionRequests = GetSnapshot | Watch | Lookup | Refresh
SubscriptionReplies = Snapshot | LookupReply | Done
EXAMPLES = (
    Example(GetSnapshot(), Snapshot),
    Example(Watch(("^RUT", "IWM", "GLD")), Done),
    Example(Lookup("GLD"), LookupReply),
    Example(Refresh(), Done),
)
