"""Requests and replies of macro figures and of the policy study."""

from __future__ import annotations

import msgspec

from r2k_tui.model.macro.figures import Macro, PolicyStudy


class MacroReply(msgspec.Struct, frozen=True, tag="macro"):
    """The figures of the economy."""

    macro: Macro


class PolicyStudyReply(msgspec.Struct, frozen=True, tag="policy_study"):
    """The study of policy."""

    study: PolicyStudy


class GetMacro(msgspec.Struct, frozen=True, tag="get_macro"):
    """Ask for the figures of the economy and of valuation; answered with MacroReply."""


class GetPolicyStudy(msgspec.Struct, frozen=True, tag="get_policy_study"):
    """Ask what moves of the policy rate were followed by; answered with PolicyStudyReply.

    `fresh`: after every series was looked for, not on what was kept.
    """

    fresh: bool = False
