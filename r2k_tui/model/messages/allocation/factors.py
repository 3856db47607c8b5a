"""Request and reply of factor regressions."""

from __future__ import annotations

import msgspec

from r2k_tui.model.factors.study import FactorStudy
from r2k_tui.model.messages.example import Example


class GetFactors(msgspec.Struct, frozen=True, tag="get_factors"):
    """Request for regressions of symbols and portfolios on a factor model. Reply: FactorsReply.

    `portfolios` are names; "" is the target of the settings. Without either, the funds of small caps, of their value
    and growth, and of the S&P SmallCap 600. `model` is one of `model.factors.models`, "" the five factors. `members`
    adds the betas of the members of the index.
    """

    symbols: tuple[str, ...] = ()
    portfolios: tuple[str, ...] = ()
    model: str = ""
    members: bool = False


class FactorsReply(msgspec.Struct, frozen=True, tag="factors"):
    """Regressions on a factor model."""

    study: FactorStudy


FactorsRequests = GetFactors
FactorsReplies = FactorsReply
EXAMPLES = (Example(GetFactors(("GLD",), model="ff3"), FactorsReply),)
