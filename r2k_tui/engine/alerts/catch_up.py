"""Catch-up after a gap: samples of price rules, reconstructed from bars."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import msgspec

from r2k_tui.engine.alerts.rules.rule import Rule, is_of_feed
from r2k_tui.engine.alerts.rules.state import Fired, RuleState, Sample
from r2k_tui.engine.alerts.rules.states import RuleStates
from r2k_tui.model.calendar.days import bar_of_day, day_of_bar, new_york_day
from r2k_tui.model.calendar.session import Phase
from r2k_tui.model.market.bars import Bars, Interval

if TYPE_CHECKING:
    from r2k_tui.engine.calendar.venue_hours import HoursOf, SessionHours

# Minimum gap between two evaluations that is reported.
GAP_S = 90.0
# Maximum delay between the detection of a gap and the first sample after it.
_FIRST_SAMPLE_S = 300.0
# Noon in New York of a daily bar, whose time is midnight UTC, and the parts of the day around it.
_NOON_S, _QUARTER_S = 17 * 3600.0, 3600.0
_MOST_BARS = 4000


class GapTracker:
    """Owner of the gaps: the last evaluation of a rule, and the detection of the gap (seconds since the epoch)."""

    def __init__(self, states: RuleStates, hours_of: HoursOf, bars: Mapping[tuple[str, Interval], Bars]) -> None:
        self._states, self._hours_of, self._bars = states, hours_of, bars
        self._gaps: dict[str, tuple[float, float]] = {}

    def catch_up(self, now: float) -> list[tuple[Rule, Fired]]:
        """Evaluate the samples missed up to `now`; returns the last one that fires for each rule."""
        found = []
        for rule in self._states.rules.values():
            state = self._states.state(rule.name)
            if state.looked_at is None or now - state.looked_at < GAP_S or is_of_feed(rule):
                continue
            self._gaps[rule.name] = state.looked_at, now
            samples = missed_samples(rule, state, self._bars, self._hours_of(rule.symbol), now)
            fired = [one for sample in samples if (one := self._states.evaluate(rule, sample)) is not None]
            found += [(rule, fired[-1])] if fired else []
        return found

    def marked(self, rule: Rule, sample: Sample) -> Sample:
        """Mark the first sample after a gap; later samples, and one long after the gap, stay unmarked."""
        since, noticed_at = self._gaps.pop(rule.name, (0.0, 0.0))
        if since and sample.time - noticed_at < _FIRST_SAMPLE_S:
            return msgspec.structs.replace(sample, missed_since=since)
        return sample


def missed_samples(
    rule: Rule, memory: RuleState, known: Mapping[tuple[str, Interval], Bars], hours: SessionHours, now: float
) -> list[Sample]:
    """Samples of a price rule between its last evaluation and now, oldest first.

    The order of high and low within a bar is unknown: a rising bar is assumed to reach its low first.
    """
    since = memory.looked_at
    if rule.field != "price" or since is None or now - since < GAP_S:
        return []
    daily, minutes = known.get((rule.symbol, Interval.D1)), known.get((rule.symbol, Interval.M1))
    if rule.at_close:
        return list(_closes(daily, memory, hours, since, now)) if daily is not None else []
    found = [] if minutes is None else [*_of_minutes(minutes.since(since), hours, since, now)]
    covered = min((sample.day for sample in found), default="9999")
    earlier = [] if daily is None else [*_of_days(daily, hours, since, now)]
    return [*(sample for sample in earlier if sample.day < covered), *found]


def _closes(daily: Bars, memory: RuleState, hours: SessionHours, since: float, now: float) -> Iterator[Sample]:
    closes = daily.column("close")
    for place, time in enumerate(daily.times()):
        day = day_of_bar(time)
        # A rule without a close so far starts with the day of its last evaluation.
        after = memory.closed_day or new_york_day(since - 86400).isoformat()
        if day.isoformat() > after and hours.finished(day, now):
            at = min(now - 1, time + _NOON_S + 4 * _QUARTER_S)
            yield Sample(at, closes[place], day.isoformat(), final=True, phase=Phase.CLOSED, missed_since=since)


def _of_days(daily: Bars, hours: SessionHours, since: float, now: float) -> Iterator[Sample]:
    """Samples of whole sessions: the bars of today and of the last evaluation include prices already evaluated."""
    last, today = new_york_day(since), new_york_day(now)
    for place in range(len(daily.until(bar_of_day(last))), len(daily)):
        day = day_of_bar(daily.times()[place])
        if day < today and hours.finished(day, now):
            yield from _walk(daily, place, daily.times()[place] + _NOON_S, _QUARTER_S, Phase.OPEN, since)


def _of_minutes(minutes: Bars, hours: SessionHours, since: float, now: float) -> Iterator[Sample]:
    for place in range(max(0, len(minutes) - _MOST_BARS), len(minutes)):
        time = minutes.times()[place]
        if time + Interval.M1.seconds <= now:
            yield from _walk(minutes, place, time, Interval.M1.seconds / 5, hours.session(time).phase, since)


def _walk(bars: Bars, place: int, start: float, step: float, phase: Phase, since: float) -> Iterator[Sample]:
    """Open, low, high and close of one bar, in a plausible order."""
    names = ("open", "low", "high", "close")
    opened, low, high, close = (bars.column(name)[place] for name in names)
    path = (opened, low, high, close) if close >= opened else (opened, high, low, close)
    day = day_of_bar(bars.times()[place]) if bars.interval is Interval.D1 else new_york_day(start)
    for count, value in enumerate(path):
        yield Sample(start + count * step, value, day.isoformat(), phase=phase, missed_since=since)
