"""Requests and replies of changes of the index."""

from __future__ import annotations

import msgspec

from r2k_tui.model.index.changes import ListChanges
from r2k_tui.model.index.ranks import Ranks
from r2k_tui.model.messages.example import Example


class GetListChanges(msgspec.Struct, frozen=True, tag="get_list_changes"):
    """Request for what differs between two lists of the fund. Reply: ListChangesReply; Failure without two lists.

    Days are `YYYY-MM-DD`; the list in force on each is compared, "" is the usual one.
    """

    since: str = ""
    until: str = ""


class ListChangesReply(msgspec.Struct, frozen=True, tag="list_changes"):
    """Additions, deletions, moves and changes of weights and shares."""

    changes: ListChanges


class GetRanks(msgspec.Struct, frozen=True, tag="get_ranks"):
    """Request for the members of both funds by market cap. Reply: RanksReply; Failure without market caps of both.

    With `settled` the reply waits until every member was polled once; without, it has what is known now.
    """

    settled: bool = False


class RanksReply(msgspec.Struct, frozen=True, tag="ranks"):
    """Ranks, breakpoint, band and candidates, as an estimate."""

    ranks: Ranks


IndexRequests = GetListChanges | GetRanks
IndexReplies = ListChangesReply | RanksReply
EXAMPLES = (
    # With one list there is nothing to compare, and without a fund of large companies nothing to rank against.
    Example(GetListChanges(since="2026-06-26"), ListChangesReply, failure="not_found"),
    Example(GetRanks(), RanksReply, failure="not_found"),
)
