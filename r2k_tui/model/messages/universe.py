"""Requests and reply of the index members."""

from __future__ import annotations

import msgspec

from r2k_tui.model.market.universe import Universe


class UniverseReply(msgspec.Struct, frozen=True, tag="universe"):
    """The members of the index and what they add up to."""

    universe: Universe


class GetUniverse(msgspec.Struct, frozen=True, tag="get_universe"):
    """Ask for the members of the index; answered with UniverseReply. From then on frames carry their changes.

    `settled`: wait until every member was asked for once; without, what is known comes at once.
    """

    settled: bool = False


class LeaveUniverse(msgspec.Struct, frozen=True, tag="leave_universe"):
    """Say that this terminal shows no members any more: frames carry none to it. Answered with Done."""
