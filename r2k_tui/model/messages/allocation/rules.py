"""Request and reply of the rules of market timing."""

from __future__ import annotations

from typing import Annotated

import msgspec

from r2k_tui.model.messages.example import Example
from r2k_tui.model.rules.study import RuleStudy


class GetRules(msgspec.Struct, frozen=True, tag="get_rules"):
    """Request for all rules against holding. Reply: RulesReply.

    `cost_bp` is the cost of a trade in basis points of the traded amount, by default that of the settings. `start`,
    YYYY-MM-DD, is the first day on which a rule may decide.
    """

    cost_bp: Annotated[float, msgspec.Meta(ge=0, le=1000)] | None = None
    start: Annotated[str, msgspec.Meta(pattern=r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")] | None = None


class RulesReply(msgspec.Struct, frozen=True, tag="rules"):
    """All rules against holding."""

    study: RuleStudy


RulesRequests = GetRules
RulesReplies = RulesReply
EXAMPLES = (Example(GetRules(cost_bp=10.0), RulesReply),)
