"""Request and reply of the brief."""

from __future__ import annotations

import msgspec

from r2k_tui.model.brief import Brief
from r2k_tui.model.messages.example import Example


class GetBrief(msgspec.Struct, frozen=True, tag="get_brief"):
    """Request for the brief. Reply: BriefReply.

    `since` is `open`, `close` (of the session before) or a day (YYYY-MM-DD); `since_time` (seconds since the epoch)
    takes its place where it is set, as when a terminal knows when it was last looked at. With `settled` the reply waits
    until every member was polled once.
    """

    since: str = "close"
    since_time: float | None = None
    settled: bool = False


class BriefReply(msgspec.Struct, frozen=True, tag="brief"):
    """The brief of the day."""

    brief: Brief


BriefRequests = GetBrief
BriefReplies = BriefReply
EXAMPLES = (Example(GetBrief(), BriefReply),)
