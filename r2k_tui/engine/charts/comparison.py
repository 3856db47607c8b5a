"""Comparison reply: symbols cut to a range, on the bars that all of them have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.cross_section.comparison import growth, measured, returns_per_year, shared_times
from r2k_tui.analytics.series.arrays import Counts, Floats
from r2k_tui.engine.charts.data import column, times
from r2k_tui.engine.state.bar_ranges import cut
from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.market.ranges import RANGE_BY_NAME
from r2k_tui.model.messages.charts.comparison import ComparedSeries, ComparisonReply, GetComparison
from r2k_tui.model.money.conversion import price_currency
from r2k_tui.model.ratio import is_ratio

# A series that begins, or ends, this much later, or earlier, than the others is mentioned: holidays alone are not.
_APART_S = {True: 86400, False: 6 * 86400}
_LEAST = 2


class _Line(NamedTuple):
    """One symbol in the range: its bars, and the times and closes of those that can be compared."""

    bars: Bars
    times: Counts
    closes: Floats

    @property
    def symbol(self) -> str:
        """Its symbol."""
        return self.bars.symbol


def compared(
    request: GetComparison,
    found: Sequence[Bars],
    missing: Sequence[Problem],
    quotes: Mapping[str, Quote],
) -> ComparisonReply:
    """Reply from the bars `found`; `missing` are the symbols without any."""
    interval = RANGE_BY_NAME[request.range].interval
    total = request.total and not interval.intraday
    kept, left_out = list[_Line](), list(missing)
    # One range for all: one that ended earlier has less of it, rather than an earlier one.
    until = max((bars.times()[-1] for bars in found if len(bars)), default=None)
    for line in (_line(cut(bars, RANGE_BY_NAME[request.range], until), total=total) for bars in found):
        if why := _unusable(line, kept, total=total):
            left_out.append(Problem(line.symbol, "not_compared", f"{line.symbol}: {why}"))
        else:
            kept.append(line)
    if not kept:
        return ComparisonReply(request, interval, b"", (), total, left_out=tuple(left_out))
    common = shared_times([line.times for line in kept])
    per_year = returns_per_year(common)
    closes = [line.closes[np.searchsorted(line.times, common)] for line in kept]
    series = tuple(
        _series(line, values, closes[0], common, per_year, quotes) for line, values in zip(kept, closes, strict=True)
    )
    notes = (*_ends(kept, interval), *_currencies(series))
    return ComparisonReply(request, interval, common.tobytes(), series, total, per_year, tuple(left_out), notes)


def _line(bars: Bars, *, total: bool) -> _Line:
    closes = column(bars, "adj_close" if total else "close")
    usable = np.isfinite(closes) & (closes > 0)
    return _Line(bars, times(bars)[usable], closes[usable])


def _unusable(line: _Line, kept: Sequence[_Line], *, total: bool) -> str:
    """Why a symbol cannot be compared with those before it; "" where it can."""
    if not len(line.times):
        return "no close with dividends in this range" if total else "no close above zero in this range"
    if len(shared_times([*(one.times for one in kept), line.times])) < _LEAST:
        others = ", ".join(one.symbol for one in kept)
        return f"fewer than two bars in common with {others}" if others else "fewer than two bars in this range"
    return ""


def _series(
    line: _Line, closes: Floats, first: Floats, common: Counts, per_year: float, quotes: Mapping[str, Quote]
) -> ComparedSeries:
    measures = measured(closes, first, per_year)
    within = int(((line.times >= common[0]) & (line.times <= common[-1])).sum())
    return ComparedSeries(
        symbol=line.symbol,
        growth=growth(closes).tobytes(),
        change=measures.change,
        volatility=measures.volatility,
        drawdown=measures.drawdown,
        correlation=measures.correlation,
        begins=int(line.times[0]),
        last=int(line.times[-1]),
        unshared=within - len(common),
        currency="" if is_ratio(line.symbol) else price_currency(line.symbol, quotes),
        source=line.bars.source,
    )


def _ends(kept: Sequence[_Line], interval: Interval) -> list[str]:
    """Notes on series that begin or end well inside the range of the others."""
    apart = _APART_S[interval.intraday]
    first, last = min(int(line.times[0]) for line in kept), max(int(line.times[-1]) for line in kept)
    notes = []
    for line in kept:
        if line.times[0] - first > apart:
            notes.append(f"{line.symbol} begins {_moment(int(line.times[0]), interval)} and shortens the others")
        if last - line.times[-1] > apart:
            notes.append(f"{line.symbol} ends {_moment(int(line.times[-1]), interval)}, and with it the comparison")
    return notes


def _currencies(series: Sequence[ComparedSeries]) -> list[str]:
    """Says that the currencies differ, where they are known."""
    groups: dict[str, list[str]] = {}
    for one in series:
        if one.currency:
            groups.setdefault(one.currency, []).append(one.symbol)
    if len(groups) < _LEAST:
        return []
    return ["each in its own currency: " + ", ".join(f"{money} {' '.join(held)}" for money, held in groups.items())]


def _moment(time: int, interval: Interval) -> str:
    if not interval.intraday:
        return datetime.fromtimestamp(time, UTC).date().isoformat()
    return datetime.fromtimestamp(time, NEW_YORK).strftime("%Y-%m-%d %H:%M")
