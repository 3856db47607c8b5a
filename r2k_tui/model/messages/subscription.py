"""Requests that every terminal makes: the snapshot, the symbols that it shows, a look-up, a poll."""

from __future__ import annotations

import msgspec

from r2k_tui.model.market.quote import Quote


class LookupReply(msgspec.Struct, frozen=True, tag="found"):
    """The source knows the symbol."""

    quote: Quote


class GetSnapshot(msgspec.Struct, frozen=True, tag="get_snapshot"):
    """Ask for the whole picture; answered with a Snapshot."""


class Watch(msgspec.Struct, frozen=True, tag="watch"):
    """Say which symbols this terminal shows; answered with Done."""

    symbols: tuple[str, ...]


class Lookup(msgspec.Struct, frozen=True, tag="lookup"):
    """Ask the source whether it knows a symbol; answered with Found, or a Failure of kind `not_found`."""

    symbol: str


class Refresh(msgspec.Struct, frozen=True, tag="refresh"):
    """Poll every topic now; of a source that asks for a pause, with one request. Answered with Done."""
