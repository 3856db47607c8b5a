"""Maps bars to columns: several bars share a slot where there are more bars than columns."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import repeat
from math import isfinite, nan
from typing import NamedTuple

from r2k_tui.model.messages.bars import ChartReply
from r2k_tui.ui.views.chart.drawing.live import Live, joined
from r2k_tui.ui.views.chart.drawing.options import ChartOptions

LEAST_COUNT = 8
_COLUMNS = ("open", "high", "low", "close", "volume")


class Slot(NamedTuple):
    """One candle: `bars` bars, the last of which has index `last` in the series; NaN is missing."""

    time: int
    until: int
    open: float
    high: float
    low: float
    close: float
    volume: float
    last: int
    bars: int = 1

    @property
    def rose(self) -> float:
        """Close minus open: the direction of the candle."""
        return self.close - self.open


class Slots(NamedTuple):
    """The slots in view, the start of each, and the column of each, out of `width` columns.

    `per` bars make a slot, which is `step` columns wide; `closes` are those of every bar, `before` is the close before
    them.
    """

    slots: list[Slot]
    times: list[int]
    columns: list[int]
    closes: list[float]
    per: int
    step: float
    width: int
    before: float = nan

    def edges(self, place: int) -> range:
        """The columns from a slot to the next one."""
        return range(int(place * self.step), max(int(place * self.step) + 1, int((place + 1) * self.step)))

    def place_of(self, time: int) -> int:
        """The index of the slot at a given time."""
        return max(0, bisect_right(self.times, time) - 1)

    def under(self, column: int) -> int | None:
        """The index of the slot in a column; None where there is none."""
        place = int(column / self.step) if 0 <= column < self.width else len(self.slots)
        return place if place < len(self.slots) else None

    def changed(self, place: int) -> tuple[float, float] | None:
        """Close of a slot and of the one before it; None where one is missing."""
        close = self.slots[place].close
        before = self.slots[place - 1].close if place else self.before
        return (close, before) if isfinite(close) and isfinite(before) else None


def extent(reply: ChartReply, options: ChartOptions, live: Live | None) -> tuple[int, int]:
    """First and last bar (exclusive) in view, by index; a forming bar after the last one counts."""
    times = reply.bars.times()
    new = live is not None and (not len(times) or live.time > times[-1])
    count = len(times) + new
    newest = options.end is None or (live is not None and new and options.end >= live.time)
    stop = count if newest else bisect_right(times, options.end or 0)
    wanted = count - reply.first if options.count is None else max(LEAST_COUNT, options.count)
    return max(0, stop - wanted), stop


class InView(NamedTuple):
    """Every bar in view as a slot, from bar `start` of the series on; `before` is the close before them."""

    bars: list[Slot]
    start: int
    before: float = nan


def in_view(reply: ChartReply, options: ChartOptions, live: Live | None) -> InView:
    """The bars in view, with the forming bar merged into the last."""
    bars, times = reply.bars, reply.bars.times()
    start, stop = extent(reply, options, live)
    end = min(stop, len(times))
    columns = [bars.column(name)[start:end] if getattr(bars, name) else [nan] * (end - start) for name in _COLUMNS]
    seen = times[start:end]
    result = list(map(Slot._make, zip(seen, seen, *columns, range(start, end), repeat(1), strict=False)))
    if live is not None and stop > len(times):
        result.append(Slot(live.time, *live, last=len(times)))
    elif live is not None and result and result[-1].time == live.time:
        last = result[-1]
        whole = joined(Live(last.time, *last[2:7]), live)
        result[-1] = Slot(whole.time, *whole, last=last.last)
    return InView(result, start, bars.column("close")[start - 1] if start else nan)


def slots_of(view: InView, width: int, offset: int, ahead: int = 0) -> Slots:
    """The bars in view in `width` columns, with room for `ahead` more. `offset`: known bars before the series."""
    per = max(1, -(-(len(view.bars) + ahead) // width))
    slots = [merged(group) for group in _groups(view.bars, per, offset + view.start)][-width:]
    step = width / max(1, len(slots) + ahead // per)
    columns = [int(place * step + step / 2) for place in range(len(slots))]
    return Slots(
        slots, [slot.time for slot in slots], columns, [bar.close for bar in view.bars], per, step, width, view.before
    )


def _groups(bars: Sequence[Slot], per: int, offset: int) -> list[Sequence[Slot]]:
    """Groups of `per` bars, aligned so that they stay when bars are added; the first and the last may be smaller."""
    if per == 1:
        return [[bar] for bar in bars]
    first = (-offset) % per
    starts = [0, *range(first, len(bars), per)] if first else list(range(0, len(bars), per))
    return [bars[begin:end] for begin, end in zip(starts, [*starts[1:], len(bars)], strict=True) if end > begin]


def merged(group: Sequence[Slot]) -> Slot:
    """Several bars as one: first open, highest high, lowest low, last close, total volume; NaN is skipped."""
    if len(group) == 1:
        return group[0]
    opens = [bar.open for bar in group if bar.open == bar.open]
    highs = [bar.high for bar in group if bar.high == bar.high]
    lows = [bar.low for bar in group if bar.low == bar.low]
    closes = [bar.close for bar in group if bar.close == bar.close]
    volumes = [bar.volume for bar in group if bar.volume == bar.volume]
    return Slot(
        group[0].time,
        group[-1].until,
        opens[0] if opens else nan,
        max(highs, default=nan),
        min(lows, default=nan),
        closes[-1] if closes else nan,
        sum(volumes) if volumes else nan,
        group[-1].last,
        len(group),
    )
