"""The studies of one symbol: months of a large gain, and what followed zones and events. Finished sessions only."""

from __future__ import annotations

import numpy as np

from r2k_tui.analytics import states
from r2k_tui.analytics.composite import MOMENTUM_ZONES, RISK_ZONES
from r2k_tui.analytics.followthrough import follow_through
from r2k_tui.analytics.months import finished_months
from r2k_tui.analytics.series import DailySeries, Days, Floats, with_close
from r2k_tui.engine.board.facts import Facts
from r2k_tui.engine.board.score_inputs import volume_slopes
from r2k_tui.engine.board.scores import score_history
from r2k_tui.engine.board.symbol_board import SymbolBoard
from r2k_tui.model.reading import ScoreKind
from r2k_tui.model.study import FollowThrough, States

BREAKOUT_SESSIONS = 55
CHANNEL_SESSIONS = 126


def study_followthrough(
    own: DailySeries,
    sessions: Days,
    threshold: float = 0.10,
    first_month: str | None = None,
    last_month: str | None = None,
    provisional: bool = False,
) -> FollowThrough:
    """Follow-through of the finished months of `own`; with `provisional` its last bar is no finished session."""
    series = with_close(own)
    finished = len(series) - 1 if provisional and len(series) else len(series)
    months = finished_months(series.days, series.close, sessions, finished)
    return follow_through(series.symbol, months, threshold, first_month, last_month)


def study_states(board: SymbolBoard) -> States:
    """Zone tables of gauge and score over their whole history, and events with the forward 126 sessions."""
    facts = board.facts
    stop = facts.finished_bars
    after = states.forward(facts.closes[:stop])
    return States(
        symbol=facts.own.symbol,
        first_day=str(facts.days[0]) if stop else None,
        last_day=str(facts.days[stop - 1]) if stop else None,
        risk_zones=states.zone_table(score_history(facts, ScoreKind.RISK)[:stop], after, RISK_ZONES),
        momentum_zones=states.zone_table(score_history(facts, ScoreKind.MOMENTUM)[:stop], after, MOMENTUM_ZONES),
        events=tuple(states.event_outcome(name, marks[:stop], after.ret) for name, marks in _marks(facts).items()),
    )


def _marks(facts: Facts) -> dict[str, Floats]:
    """Events by name: 1 where it held, 0 where not, NaN where it cannot be told."""
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
