"""Studies of one symbol: months of a large gain, and outcomes of zones and events. Finished sessions only."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from r2k_tui.analytics.scores.composite import MOMENTUM_ZONES, RISK_ZONES
from r2k_tui.analytics.series.arrays import Days, Floats
from r2k_tui.analytics.series.months import finished_months
from r2k_tui.analytics.series.series import DailySeries, with_close
from r2k_tui.analytics.studies import states
from r2k_tui.analytics.studies.follow_through import follow_through
from r2k_tui.engine.readings.scores.inputs import volume_slopes
from r2k_tui.engine.readings.scores.scores import score_history
from r2k_tui.engine.readings.series import DerivedSeries
from r2k_tui.engine.readings.symbol import SymbolAnalysis
from r2k_tui.model.readings.reading import ScoreKind
from r2k_tui.model.readings.study import EventOutcome, FollowThrough, States, ZoneOutcome

BREAKOUT_SESSIONS = 55
CHANNEL_SESSIONS = 126
ZONES = {ScoreKind.RISK: RISK_ZONES, ScoreKind.MOMENTUM: MOMENTUM_ZONES}
EVENTS = (
    *("record_close", "donchian55_breakout", "chan126_intact_up", "chan126_intact_down"),
    *("obv_slope_up", "obv_slope_down"),
)


def study_followthrough(
    own: DailySeries,
    sessions: Days,
    threshold: float = 0.10,
    first_month: str | None = None,
    last_month: str | None = None,
    provisional: bool = False,
) -> FollowThrough:
    """Follow-through of the finished months of `own`; with `provisional`, its last bar is not a finished session."""
    series = with_close(own)
    finished = len(series) - 1 if provisional and len(series) else len(series)
    months = finished_months(series.days, series.close, sessions, finished)
    return follow_through(series.symbol, months, threshold, first_month, last_month)


def study_states(analysis: SymbolAnalysis) -> States:
    """Zone tables of gauge and score over their full history, and events with returns over the next 126 sessions."""
    facts = analysis.facts
    stop = facts.finished_bars
    return States(
        symbol=facts.own.symbol,
        first_day=str(facts.days[0]) if stop else None,
        last_day=str(facts.days[stop - 1]) if stop else None,
        risk_zones=zone_rows(facts, ScoreKind.RISK),
        momentum_zones=zone_rows(facts, ScoreKind.MOMENTUM),
        events=event_rows(facts),
    )


def zone_rows(facts: DerivedSeries, kind: ScoreKind) -> tuple[ZoneOutcome, ...]:
    """Forward outcomes by zone of one composite."""
    stop = facts.finished_bars
    return states.zone_table(score_history(facts, kind)[:stop], states.forward(facts.closes[:stop]), ZONES[kind])


def event_rows(facts: DerivedSeries, names: Collection[str] = EVENTS) -> tuple[EventOutcome, ...]:
    """Forward outcomes of the named events."""
    stop = facts.finished_bars
    after = states.forward(facts.closes[:stop]).ret
    marks = {name: marks[:stop] for name, marks in _marks(facts).items() if name in names}
    return tuple(states.event_outcome(name, found, after) for name, found in marks.items())


def _marks(facts: DerivedSeries) -> dict[str, Floats]:
    """Events by name: 1 where one occurred, 0 where not, NaN where undefined."""
    closes, slopes = facts.closes, volume_slopes(facts, facts.count)
    up, down = states.channel_marks(closes, CHANNEL_SESSIONS)
    return {
        "record_close": states.record_marks(closes),
        "donchian55_breakout": states.breakout_marks(facts.own.high, closes, BREAKOUT_SESSIONS),
        "chan126_intact_up": up,
        "chan126_intact_down": down,
        "obv_slope_up": states.marks(np.greater(slopes, 0), slopes),
        "obv_slope_down": states.marks(np.less(slopes, 0), slopes),
    }
