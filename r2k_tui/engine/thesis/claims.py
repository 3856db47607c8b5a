"""Claims about small caps published in September 2025 and the user's own claims, each with its test."""

from __future__ import annotations

from datetime import date

from r2k_tui.analytics.studies.verdicts import last_digit
from r2k_tui.config.sections.market import MarketSettings
from r2k_tui.config.sections.thesis import ClaimSettings, Thesis
from r2k_tui.engine.macro.policy_study import CUT
from r2k_tui.engine.thesis.facts import FigureCheck, ReadingCheck, RecordCheck
from r2k_tui.engine.thesis.inputs import Claim, ClaimCheck
from r2k_tui.engine.thesis.measures import CLOSE, Price
from r2k_tui.engine.thesis.number_tests import LeadCheck, NumberCheck, RatioCheck
from r2k_tui.engine.thesis.studies import FollowCheck, PolicyCheck
from r2k_tui.engine.thesis.tilt import TiltCheck
from r2k_tui.model.thesis import Unit

SAID_ON = date(2025, 9, 18)
# Tolerances: one unit in the last digit of a close, and of figures quoted as 2.42 %, 10.8 % and 40 %.
_CENT, _TWO_DIGITS, _ONE_DIGIT, _WHOLE = 0.01, 0.0001, 0.001, 0.01


def claims_of(market: MarketSettings, thesis: Thesis) -> tuple[Claim, ...]:
    """Packaged claims, unless the settings disable them, followed by the user's own."""
    packaged = (*_of_the_day(market), *_standing(market)) if thesis.packaged else ()
    return (*packaged, *(own_claim(settings) for settings in thesis.claims))


def _of_the_day(market: MarketSettings) -> tuple[Claim, ...]:
    """Claims about facts of a fixed date."""
    index, fund, large, large_fund = market.index, market.small_fund, market.large_index, market.large_fund

    def at(symbol: str, window: str, basis: str = "px") -> Price:
        return Price(symbol, window, "tr" if basis == "tr" else "px", SAID_ON)

    return (
        Claim(
            "close_2025_09_18",
            f"{index} closed at 2,465.52 on 2025-09-18",
            NumberCheck(Price(index, day=SAID_ON), 2465.52, _CENT, beside=(Price(index),)),
        ),
        Claim(
            "gain_of_the_day",
            "it rose 2.42 % in that one session",
            NumberCheck(at(index, "1d"), 0.0242, _TWO_DIGITS, beside=(at(fund, "1d"), Price(index, "1d"))),
        ),
        Claim("record_close", "that was a record close", RecordCheck(index, SAID_ON)),
        Claim(
            "gain_in_2025",
            'it was up 11.75 % "in 2025"',
            NumberCheck(
                at(index, "ytd"),
                0.1175,
                _TWO_DIGITS,
                # Ordered by closeness to the stated measure: another window of the same series, then the fund.
                others=(at(index, "1y"), at(fund, "1y"), at(fund, "ytd"), at(fund, "ytd", "tr"), at(fund, "1y", "tr")),
                beside=(Price(index, "ytd"), Price(index, "1y"), Price(index, "2025")),
            ),
        ),
        Claim(
            "ahead_of_large",
            "that was ahead of broader benchmarks",
            LeadCheck(
                at(index, "ytd"),
                at(large, "ytd"),
                0.0,
                others=(
                    (at(index, "1y"), at(large, "1y")),
                    (at(fund, "ytd", "tr"), at(large_fund, "ytd", "tr")),
                    (at(fund, "1y", "tr"), at(large_fund, "1y", "tr")),
                ),
            ),
        ),
        Claim(
            "november_2024",
            "it gained 10.8 % in November 2024",
            NumberCheck(Price(index, "2024-11"), 0.108, _ONE_DIGIT, beside=(Price(fund, "2024-11", "tr"),)),
        ),
        Claim(
            "fall_of_2008",
            "small caps fell 34.15 % in 2008",
            NumberCheck(
                Price(index, "2008"),
                -0.3415,
                _TWO_DIGITS,
                others=(Price(fund, "2008", "tr"), Price(fund, "2008")),
                beside=(Price(large, "2008"), Price(index, "2007"), Price(index, "2009")),
            ),
        ),
    )


def _standing(market: MarketSettings) -> tuple[Claim, ...]:
    """Claims tested as of the day of the report."""
    index = market.index
    return (
        Claim(
            "ten_percent_months",
            "months of +10 % are followed by gains over six months 90 % of the time",
            FollowCheck(index, 0.10, 6, 0.90),
        ),
        Claim(
            "channel_intact",
            "the upward channel is intact",
            ReadingCheck("chan126_intact_up", ("chan126_slope_ann", "chan126_r2", "chan126_z")),
        ),
        Claim(
            "obv_rising",
            f"On-Balance-Volume ({market.small_fund}) is rising",
            ReadingCheck("obv_slope20", ("obv_slope20_norm", "obv_change_20d")),
        ),
        Claim(
            "forward_pe",
            "forward P/E of small caps is 73 % of the Russell 1000's",
            FigureCheck(
                *("pe_discount", 0.73, _WHOLE, Unit.RATIO),
                others=("pe_discount_earning",),
                beside=("forward_pe_small", "forward_pe_small_earning", "forward_pe_large"),
            ),
        ),
        Claim(
            "earnings_growth",
            "small-cap earnings growth is near 40 %",
            FigureCheck(*("earnings_growth_small", 0.40, _WHOLE, Unit.FRACTION), beside=("earnings_growth_large",)),
        ),
        Claim("tilt_resilience", "45 % US equity with a small-cap tilt: the tilt adds resilience", TiltCheck()),
        Claim(
            "rate_cuts",
            "rate cuts favour small caps through floating-rate debt",
            PolicyCheck(CUT, "12m"),
        ),
        Claim(
            "us_growth",
            "the US economy grows 2.0 %",
            FigureCheck("gdp", 0.02, _ONE_DIGIT, Unit.FRACTION, others=("gdpnow",)),
        ),
    )


def own_claim(settings: ClaimSettings) -> Claim:
    """Claim from the user's settings, tested by the same checks as the packaged claims."""
    return Claim(settings.id, settings.claim, _own_check(settings), own=True)


def _own_check(own: ClaimSettings) -> ClaimCheck:
    window, day = own.window or CLOSE, own.day
    if own.test == "follow_through":
        return FollowCheck(own.symbol, own.threshold, own.horizon, own.claimed)
    slack = _slack(own)
    if own.test == "level":
        return NumberCheck(Price(own.symbol, day=day), own.claimed, slack, own.sense)
    if own.test == "return":
        return NumberCheck(Price(own.symbol, window, own.basis, day), own.claimed, slack, own.sense)
    other = own.against or own.symbol
    if own.test == "comparison":
        first, second = Price(own.symbol, window, own.basis, day), Price(other, window, own.basis, day)
        return LeadCheck(first, second, own.claimed, sense=own.sense, tolerance=slack)
    return RatioCheck(Price(own.symbol, day=day), Price(other, day=day), own.claimed, slack, own.sense)


# Upper bound, by test, on one unit in the last digit of a round figure such as 2500, 0.1 or 0.5.
_COARSEST = {"level": 1.0, "return": 0.01, "comparison": 0.01, "ratio": 0.01}


def _slack(own: ClaimSettings) -> float:
    """Tolerance from the settings, else one unit in the last digit of the claimed value; 0 for a one-sided bound."""
    if own.tolerance is not None:
        return own.tolerance
    return last_digit(own.claimed, _COARSEST[own.test]) if own.sense == "equals" else 0.0


def symbols_of(market: MarketSettings, thesis: Thesis) -> tuple[str, ...]:
    """Symbols whose daily bars the claims require, without duplicates."""
    own = [name for settings in thesis.claims for name in (settings.symbol, settings.against) if name]
    named = (market.index, market.small_fund, market.large_index, market.large_fund)
    return tuple(dict.fromkeys((*named, *own)))
