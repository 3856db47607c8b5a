"""What claims are tested on: everything known as of one day, and what a check finds in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple, Protocol

from r2k_tui.analytics.series.arrays import Days
from r2k_tui.analytics.series.series import DailySeries
from r2k_tui.config.sections.market import MarketSettings
from r2k_tui.model.allocation import TiltPoint, TiltTest
from r2k_tui.model.macro.figures import MacroFigure, PolicyStudy
from r2k_tui.model.readings.reading import Reading
from r2k_tui.model.thesis import Evidence, Nearest, Unit, Value, Verdict


class ClaimInputs(NamedTuple):
    """Everything known on `day`, nothing later.

    `bars` holds finished sessions alone; `sessions` are those of the exchange, beyond the day as well. `readings` are
    those of the index. Where a study or a sweep could not be made, a sentence stands in its place. `floor` is the
    floor of the small caps that the settings ask for, a share of the whole.
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
    """What one check found."""

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
    """A test that a claim is put to."""

    @property
    def unit(self) -> Unit:
        """What its numbers are."""

    @property
    def claimed(self) -> Value:
        """What was claimed."""

    def find(self, case: ClaimInputs) -> ClaimOutcome:
        """Test it."""


class Claim(NamedTuple):
    """One claim: a name for programs, the words of those who claim it, and its test. `own`: it is the user's."""

    id: str
    words: str
    check: ClaimCheck
    own: bool = False
