"""What a board is built from: the symbol's own bars, the exchange's sessions, and the series it is compared with."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import msgspec

from r2k_tui.analytics.series.arrays import Days
from r2k_tui.analytics.series.series import DailySeries


class Role(StrEnum):
    """What another series is to the symbol on the board."""

    LARGE_INDEX = "^GSPC"
    LARGE_FUND = "SPY"
    SMALL_FUND = "IWM"
    IMPLIED = "^RVX"
    IMPLIED_FALLBACK = "^VIX"
    HIGH_YIELD = "HYG"
    TREASURY = "IEF"
    BILL = "^IRX"


class ReadingInputs(msgspec.Struct, frozen=True, eq=False):
    """Everything one board knows.

    `sessions` are the exchange's session days, ascending, over the history and at least 40 days beyond it.
    `provisional`: the last bar of `own` is a session still under way. `risk_free`: a fixed annual rate; None takes
    the last BILL / 100 before each day.
    """

    own: DailySeries
    sessions: Days
    context: Mapping[Role, DailySeries]
    provisional: bool = False
    risk_free: float | None = None
    source: str = ""
