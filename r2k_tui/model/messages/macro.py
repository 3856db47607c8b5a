"""Requests and replies of macro figures and of the policy study."""

from __future__ import annotations

import msgspec

from r2k_tui.model.macro.figures import Macro, PolicyStudy
from r2k_tui.model.messages.example import Example


class GetMacro(msgspec.Struct, frozen=True, tag="get_macro"):
    """Request for the macro and valuation figures. Reply: MacroReply."""


class GetPolicyStudy(msgspec.Struct, frozen=True, tag="get_policy_study"):
    """Request for the study of returns after policy rate moves. Reply: PolicyStudyReply.

    With `fresh` the engine requests every series before it computes; without, it uses the stored ones.
    """

    fresh: bool = False


class MacroReply(msgspec.Struct, frozen=True, tag="macro"):
    """Macro and valuation figures."""

    macro: Macro


class PolicyStudyReply(msgspec.Struct, frozen=True, tag="policy_study"):
    """Study of returns after policy rate moves."""

    study: PolicyStudy


MacroRequests = GetMacro | GetPolicyStudy
MacroReplies = MacroReply | PolicyStudyReply
EXAMPLES = (
    Example(GetMacro(), MacroReply),
    Example(GetPolicyStudy(), PolicyStudyReply, failure="missing"),
)
