"""The risk study as text."""

from __future__ import annotations

from collections.abc import Iterator

from r2k_tui.model.readings.risk import ConeRow, Fall, RiskStudy, StressOutcome
from r2k_tui.ui.drawing.numbers import MISSING, percent


def risk_text(study: RiskStudy) -> Iterator[str]:
    """Cone, drawdowns and stress episodes, one line each."""
    heads = ("min", "10 %", "25 %", "50 %", "75 %", "90 %", "max", "now", "rank")
    yield f"{'cone':<9}" + "".join(f"{head:>8}" for head in heads) + f"{'n':>7}"
    yield from map(_cone, study.cone)
    yield f"{'drawdown':<9}{'depth':>8}  {'peak':<12}{'trough':<12}{'recovered':<12}{'down':>6}{'back':>6}"
    yield from map(_fall, study.drawdowns)
    yield f"{'stress':<20}{'':<7}{'fall':>8}  {'from':<12}{'to':<12}{'worst day':<12}"
    for episode in study.episodes:
        for outcome in episode.outcomes:
            yield f"{episode.name:<20}{outcome.symbol:<7}{_stress(outcome)}"
    yield study.note


def _cone(row: ConeRow) -> str:
    levels = (row.low, row.p10, row.p25, row.p50, row.p75, row.p90, row.high, row.now)
    cells = "".join(f"{percent(level, 1, sign=False):>8}" for level in levels)
    return f"{row.window:>4} days{cells}{percent(row.rank, 0, sign=False):>8}{row.n:>7}"


def _fall(fall: Fall) -> str:
    back = MISSING if fall.recovery_sessions is None else fall.recovery_sessions
    days = f"{fall.peak:<12}{fall.trough:<12}{fall.recovered or 'open':<12}"
    return f"{fall.place:<9}{percent(fall.depth, 1):>8}  {days}{fall.fall_sessions:>6}{back:>6}"


def _stress(outcome: StressOutcome) -> str:
    if outcome.ret is None:
        return f"{MISSING:>8}  {outcome.reason}"
    days = f"{outcome.peak:<12}{outcome.trough:<12}{outcome.worst_day:<12}"
    note = f"  {outcome.note}" if outcome.note else ""
    return f"{percent(outcome.ret, 1):>8}  {days}{percent(outcome.worst_ret, 1):>7}{note}"
