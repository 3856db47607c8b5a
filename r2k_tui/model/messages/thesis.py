"""Request and reply of the thesis ledger."""

from __future__ import annotations

import msgspec

from r2k_tui.model.messages.example import Example
from r2k_tui.model.thesis import Ledger


class GetThesis(msgspec.Struct, frozen=True, tag="get_thesis"):
    """Request for the ledger of claims. Reply: ThesisReply.

    `whole` adds what takes long: the sweep of the small-cap floor and the estimates of the members.
    """

    whole: bool = False


class ThesisReply(msgspec.Struct, frozen=True, tag="thesis"):
    """Ledger of claims with their verdicts."""

    ledger: Ledger


ThesisRequests = GetThesis
ThesisReplies = ThesisReply
EXAMPLES = (Example(GetThesis(), ThesisReply),)
