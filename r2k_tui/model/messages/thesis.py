"""Request and reply of the thesis ledger."""

from __future__ import annotations

import msgspec

from r2k_tui.model.thesis import Ledger


class ThesisReply(msgspec.Struct, frozen=True, tag="thesis"):
    """The ledger."""

    ledger: Ledger


class GetThesis(msgspec.Struct, frozen=True, tag="get_thesis"):
    """Ask for the ledger of claims; answered with ThesisReply.

    `whole`: with what takes long as well, the sweep of the small caps' floor and the estimates of the members.
    """

    whole: bool = False
