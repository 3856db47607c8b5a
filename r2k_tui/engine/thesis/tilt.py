"""The check of what a tilt to small caps costs."""

from __future__ import annotations

from dataclasses import dataclass

from r2k_tui.analytics.verdicts import UNTESTED, judge_no_worse
from r2k_tui.engine.thesis.case import Case, Finding
from r2k_tui.engine.thesis.wording import share, told
from r2k_tui.model.allocation import TiltPoint
from r2k_tui.model.thesis import Evidence, Measurement, Unit


@dataclass(frozen=True)
class TiltCheck:
    """With the floor of the settings the best Sharpe ratio and the least volatility are no worse than without one."""

    claimed: bool = True
    unit: Unit = Unit.FLAG

    def find(self, case: Case) -> Finding:
        """See Check."""
        points = case.tilt
        if isinstance(points, str) or not points:
            why = points if isinstance(points, str) else "the sweep of the floor is empty"
            return Finding(UNTESTED.verdict, None, f"missing: {why}")
        none = min(points, key=lambda point: point.floor)
        tilted = min(points, key=lambda point: abs(point.floor - case.floor))
        judgement = judge_no_worse(_figures(tilted), _figures(none))
        sharpe, vol = _figures(tilted)[0], tilted.min_vol.vol if tilted.min_vol else None
        before, vol_before = _figures(none)[0], none.min_vol.vol if none.min_vol else None
        lines = tuple(line for point in points for line in _tilt_lines(point))
        no_worse = None if None in (*_figures(tilted), *_figures(none)) else judgement == judge_no_worse((1.0,), (0.0,))
        reason = (
            f"floor {share(tilted.floor)}: best Sharpe {told(sharpe, Unit.RATIO)} against {told(before, Unit.RATIO)} "
            f"without a floor, least volatility {told(vol, Unit.FRACTION, sign=False)} against "
            f"{told(vol_before, Unit.FRACTION, sign=False)}"
        )
        return Finding(judgement.verdict, no_worse, reason, len(points), evidence=Evidence(lines))


def _figures(point: TiltPoint) -> tuple[float | None, float | None]:
    """Sharpe ratio and negative volatility: of both, more is better."""
    sharpe = point.max_sharpe.sharpe if point.max_sharpe is not None else None
    return sharpe, -point.min_vol.vol if point.min_vol is not None else None


def _tilt_lines(point: TiltPoint) -> tuple[Measurement, ...]:
    sharpe, vol = _figures(point)
    return (
        Measurement(f"best Sharpe, floor {share(point.floor)}", sharpe, Unit.RATIO),
        Measurement(f"least volatility, floor {share(point.floor)}", None if vol is None else -vol, Unit.FRACTION),
    )
