"""The table of rules: name, title, definition, reference, the assets each needs, and how it decides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

from r2k_tui.analytics.rules import decisions
from r2k_tui.analytics.rules.decisions import Targets
from r2k_tui.analytics.rules.market import RuleMarket

AssetRole = Literal["small", "large", "bonds"]


class TimingRule(NamedTuple):
    """A rule. `assets`: what it holds besides bills, what it times first; the leading `stocks` of them are stocks.

    `months`: finished months it needs before its first decision. `decide` takes the market and the drift band.
    """

    name: str
    title: str
    definition: str
    reference: str
    assets: tuple[AssetRole, ...]
    stocks: int
    months: int
    decide: Callable[[RuleMarket, float], Targets]
    needs_bills: bool = False
    needs_gauge: bool = False


RULES: tuple[TimingRule, ...] = (
    TimingRule(
        "ten_month",
        "ten-month average",
        "all in small caps while the month's close is above the mean of the last ten month ends, else in bills, tr",
        "Faber, Journal of Wealth Management 9 (2007)",
        ("small",),
        1,
        decisions.AVERAGE_MONTHS,
        decisions.ten_month_average,
    ),
    TimingRule(
        "dual_momentum",
        "dual momentum",
        "all in the better of small and large caps from 12 months to 1 month ago if it beat bills, else in bills, tr",
        "Antonacci, Dual Momentum Investing (2014)",
        ("small", "large"),
        2,
        decisions.LOOKED_BACK + 1,
        decisions.dual_momentum,
        needs_bills=True,
    ),
    TimingRule(
        "vol_target",
        "volatility target",
        "small caps at 10 % / EWMA volatility (decay 0.94) of the month's last day, at most all, the rest in bills, tr",
        "Moreira and Muir, Journal of Finance 72 (2017)",
        ("small",),
        1,
        4,
        decisions.volatility_target,
    ),
    TimingRule(
        "gauge_scaled",
        "gauge-scaled",
        "small caps at 1 - risk gauge / 100 of the month's last day, the rest in bills, tr",
        "the risk gauge of R2K, put to its own test",
        ("small",),
        1,
        24,
        decisions.gauge_scaled,
        needs_gauge=True,
    ),
    TimingRule(
        "bands_60_40",
        "60/40 with bands",
        "60 % small caps and 40 % treasuries, restored at a month's end that finds stocks further off than the drift "
        "band, tr",
        "Masters, Journal of Portfolio Management 29 (2003)",
        ("small", "bonds"),
        1,
        1,
        decisions.banded_mix,
    ),
)
NAMES = tuple(rule.name for rule in RULES)
