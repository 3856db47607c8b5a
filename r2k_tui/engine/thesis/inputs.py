"""Inputs and outcomes of claim tests: point-in-time data as of one day, and the protocol of a check."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple, Protocol

from r2k_tui.analytics.series.arrays import Days
from r2k_tui.analytics.series.series import DailySeries
from r2k_tui.config.sections.market import MarketSettings
from r2k_tui.model.allocation.tilt import TiltPoint, TiltTest
from r2k_tui.model.macro.figures import MacroFigure, PolicyStudy
from r2k_tui.model.readings.reading import Reading
from r2k_tui.model.thesis import Evidence, Nearest, Unit, Value, Verdict


class ClaimInputs(NamedTuple):
    """Point-in-time inputs of the checks: data available on `day`, without look-ahead.

    `bars`: daily bars by symbol, finished sessions only. `sessions`: trading days of the exchange, including those
    after `day`. `readings`: readings of the index. `policy`, `tilt` and `tilt_test` hold a sentence with the reason
    where the study is unavailable. `floor`: the small-cap floor in the settings, as a share of the whole portfolio.
    """

    day: date
    market: MarketSettings
    bars: Mapping[str, DailySeries]
    sessions: Days
    readings: Mapping[str, Reading]
    figures: Mapping[str, MacroFigure]
    policy: PolicyStudy | str
    tilt: tuple[TiltPoint, ...] | str
    floor: float
    tilt_test: tuple[TiltTest, ...] | str = "the walk-forward of the tilt is not computed yet"


class ClaimOutcome(NamedTuple):
    """Outcome of one check: the verdict, the measured value (None if unavailable) and the reason in words."""

    verdict: Verdict
    measured: Value
    reason: str
    n: int | None = None
    base_rate: float | None = None
    interval: tuple[float, float] | None = None
    evidence: Evidence = Evidence()
    vintage: str | None = None
    revision: str = ""
    nearest: Nearest | None = None
    tried: int | None = None
    power: float | None = None


class ClaimCheck(Protocol):
    """Test of one claim."""

    @property
    def unit(self) -> Unit:
        """Unit of the claimed and measured values."""

    @property
    def claimed(self) -> Value:
        """Claimed value."""

    def find(self, case: ClaimInputs) -> ClaimOutcome:
        """Outcome of the test; the verdict is NOT_TESTABLE, with a reason, where required data are missing."""


class Claim(NamedTuple):
    """One claim: its identifier, its wording and its test. `own`: the claim comes from the user's settings."""

    id: str
    words: str
    check: ClaimCheck
    own: bool = False
