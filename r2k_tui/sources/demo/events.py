"""Invented events of the simulated companies: quarterly reports, dividends, splits and IPOs of one seed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.series.arrays import Counts, Floats
from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.model.events.event import Event, EventKind, EventTime
from r2k_tui.sources.demo.companies import COUNT, companies, symbol_at
from r2k_tui.sources.demo.simulation.noise import key, uniform

_SOURCE = "demo"
_QUARTER = 91
# A company names the day of its next report this many days ahead, its next dividend this many.
_KNOWN_AHEAD, _DECLARED_AHEAD = 60, 30
_SATURDAY = 5
_ESTIMATES, _WINDOWS, _SESSION_SHARE, _UNTIMED = 0.25, 0.08, 0.02, 0.15
_DISPUTED, _PAYERS, _SPLITS = 0.03, 0.35, 0.015
_BEFORE, _NOON, _AFTER = time(7, 30), time(12, 30), time(16, 5)
_RATIOS = ("1 : 10", "1 : 20", "2 : 1", "3 : 1")
_EXCHANGES = ("NASDAQ", "NYSE")
_EPOCH = date(1970, 1, 1).toordinal()


class SimulatedReport(NamedTuple):
    """Next report of a company in the fields of a quote (seconds since the epoch), None where nothing is known."""

    at: float | None
    start: float | None = None
    end: float | None = None
    estimate: bool | None = None


class _Draws(NamedTuple):
    """Columns by company, each uniform from 0 to 1."""

    phase: Floats
    kind: Floats
    hour: Floats
    payer: Floats
    pay_phase: Floats
    split: Floats
    other: Floats


@lru_cache(maxsize=4)
def _draws(seed: int) -> _Draws:
    count: Counts = np.arange(COUNT, dtype=np.int64)
    return _Draws(*(uniform(key(seed, "events", name), count) for name in _Draws._fields))


@lru_cache(maxsize=4)
def simulated_reports(seed: int, today: date) -> tuple[SimulatedReport, ...]:
    """Next reports of all companies, as their quotes state them on a day."""
    draws = _draws(seed)
    rows = zip(draws.phase.tolist(), draws.kind.tolist(), draws.hour.tolist(), strict=True)
    return tuple(_report(*row, today) for row in rows)


def _report(phase: float, kind: float, hour: float, today: date) -> SimulatedReport:
    day = _next(phase, today)
    if (day - today).days > _KNOWN_AHEAD:
        # Not announced yet: the quote still has the last report.
        return SimulatedReport(_at(day - timedelta(days=_QUARTER), _AFTER))
    if kind < _WINDOWS:
        return SimulatedReport(None, _at(day, _BEFORE), _at(day + timedelta(days=4), _BEFORE), True)
    estimate = kind < _WINDOWS + _ESTIMATES
    if hour < _UNTIMED:
        midnight = datetime.combine(day, time(), UTC).timestamp()
        return SimulatedReport(midnight, midnight, midnight, estimate)
    clock = _NOON if hour < _UNTIMED + _SESSION_SHARE else _BEFORE if hour < 0.5 else _AFTER
    moment = _at(day, clock)
    return SimulatedReport(moment, moment, moment, estimate)


def simulated_events(seed: int, first: date, last: date) -> tuple[Event, ...]:
    """Events from `first` to `last`, both included, as a calendar lists them on the first of these days."""
    return tuple(
        event
        for event in (*_reports(seed, first), *_dividends(seed, first), *_splits(seed, first), *_offerings(seed, first))
        if first.isoformat() <= event.day <= last.isoformat()
    )


def _reports(seed: int, today: date) -> Iterator[Event]:
    """Reports of the next two weeks; a few on another day than the quote states."""
    draws, firm = _draws(seed), companies(seed)
    for place, other in enumerate(draws.other.tolist()):
        day = _next(float(draws.phase[place]), today)
        if (day - today).days > 14:
            continue
        hour = float(draws.hour[place])
        when = EventTime.UNKNOWN if hour < _UNTIMED else EventTime.BEFORE_OPEN if hour < 0.5 else EventTime.AFTER_CLOSE
        day = _weekday(day + timedelta(days=1)) if other < _DISPUTED else day
        yield _event(EventKind.EARNINGS, day, firm.symbols[place], firm.names[place], today, when=when)


def _dividends(seed: int, today: date) -> Iterator[Event]:
    draws, firm = _draws(seed), companies(seed)
    for place in np.flatnonzero((draws.payer < _PAYERS) & (firm.earnings > 0)).tolist():
        day = _next(float(draws.pay_phase[place]), today)
        if (day - today).days <= _DECLARED_AHEAD:
            rate = max(0.01, round(0.1 * float(firm.earnings[place]), 2))
            note = f"${rate:.2f}, paid {_weekday(day + timedelta(days=14))}"
            yield _event(EventKind.EX_DIVIDEND, day, firm.symbols[place], firm.names[place], today, note=note)


def _splits(seed: int, today: date) -> Iterator[Event]:
    draws, firm = _draws(seed), companies(seed)
    for place in np.flatnonzero(draws.split < _SPLITS).tolist():
        day = _next(float(draws.split[place]) / _SPLITS, today)
        if (day - today).days <= _DECLARED_AHEAD:
            note = _RATIOS[place % len(_RATIOS)]
            yield _event(EventKind.SPLIT, day, firm.symbols[place], firm.names[place], today, note=note)


def _offerings(seed: int, today: date) -> Iterator[Event]:
    """Two or three IPOs in the weeks ahead, of companies outside the index."""
    week = (today.toordinal() - _EPOCH) // 7
    for ahead in range(4):
        number = week + ahead
        symbol = symbol_at(COUNT + (number * 7 + seed) % 500)
        day = _weekday(date.fromordinal(_EPOCH + number * 7 + 1 + number % 4))
        note = f"{_EXCHANGES[number % 2]}, ${12 + number % 9}.00"
        name = f"{symbol.title()} Holdings (simulated)"
        yield _event(EventKind.IPO, day, symbol, name, today, note=note, estimate=ahead > 1)


def _event(kind: EventKind, day: date, symbol: str, name: str, today: date, **more: object) -> Event:
    known = datetime.combine(today, time(), NEW_YORK).timestamp()
    return Event(kind, day.isoformat(), symbol, name, source=_SOURCE, retrieved_at=known, **more)  # type: ignore[arg-type]


def _next(phase: float, today: date) -> date:
    """Next day of a quarterly cycle, from today on; never on a weekend."""
    number = today.toordinal()
    shift = int(phase * _QUARTER)
    for start in (number - (number - shift) % _QUARTER, number + _QUARTER - (number - shift) % _QUARTER):
        day = _weekday(date.fromordinal(start))
        if day >= today:
            return day
    raise AssertionError("a cycle of a quarter has a day ahead")


def _weekday(day: date) -> date:
    return day if day.weekday() < _SATURDAY else day + timedelta(days=7 - day.weekday())


def _at(day: date, clock: time) -> float:
    return datetime.combine(day, clock, NEW_YORK).timestamp()
