"""Requests and replies of changes of the index."""

from __future__ import annotations

import msgspec

from r2k_tui.model.index.changes import ListChanges
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


IndexRequests = GetListChanges
IndexReplies = ListChangesReply
# With one list there is nothing to compare.
EXAMPLES = (Example(GetListChanges(since="2026-06-26"), ListChangesReply, failure="not_found"),)
