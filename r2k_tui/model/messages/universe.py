"""Requests and reply of the index members."""

from __future__ import annotations

import msgspec

from r2k_tui.model.market.universe import Universe
from r2k_tui.model.messages.example import Example
from r2k_tui.model.messages.outcome import Done


class GetUniverse(msgspec.Struct, frozen=True, tag="get_universe"):
    """Request for the members of the index. Reply: UniverseReply; from then on frames carry member changes.

    With `settled` the reply waits until every member was polled once; without, it has what is known now.
    """

    settled: bool = False


class LeaveUniverse(msgspec.Struct, frozen=True, tag="leave_universe"):
    """End of a terminal's interest in the members: its frames carry no more member changes. Reply: Done."""


class UniverseReply(msgspec.Struct, frozen=True, tag="universe"):
    """Members of the index with their aggregates."""

    universe: Universe


UniverseRequests = GetUniverse | LeaveUniverse
UniverseReplies = UniverseReply | Done
EXAMPLES = (
    Example(GetUniverse(settled=True), UniverseReply),
    Example(LeaveUniverse(), Done),
)
