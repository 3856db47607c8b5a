"""Pan, zoom and crosshair: each returns changed chart options."""

from __future__ import annotations

from r2k_tui.model.messages.bars import ChartReply
from r2k_tui.ui.views.chart.drawing.live import Live
from r2k_tui.ui.views.chart.drawing.options import ChartOptions
from r2k_tui.ui.views.chart.drawing.slots import LEAST_COUNT, Slots, extent

# One step of panning moves by this part of the bars in view.
_PART = 8
# One notch of the wheel leaves this part of the bars in view.
_CLOSER = 0.8


def panned(reply: ChartReply, options: ChartOptions, live: Live | None, step: int) -> ChartOptions:
    """The same number of bars, shifted; clamped to the first known and the newest bar."""
    start, stop = extent(reply, options, live)
    count = stop - start
    return _ending(reply, options, live, stop + step * max(1, count // _PART), count)


def zoomed(reply: ChartReply, options: ChartOptions, live: Live | None, step: int) -> ChartOptions:
    """Half as many bars, or twice as many where `step` is negative; the crosshair's bar stays in view."""
    start, stop = extent(reply, options, live)
    before = stop - start
    count = max(LEAST_COUNT, before // 2) if step > 0 else min(before * 2, stop + reply.earlier)
    if options.cross is not None and count < before:
        place = next((i for i, time in enumerate(_times(reply, live)[start:stop]) if time >= options.cross), before)
        stop = min(stop, start + place + count // 2)
    return _ending(reply, options, live, stop, count)


def shifted(reply: ChartReply, options: ChartOptions, live: Live | None, bars: int) -> ChartOptions:
    """The same number of bars, `bars` later, or earlier where it is negative: also beyond the first known bar, where
    there are earlier ones to request.
    """
    start, stop = extent(reply, options, live)
    count, last = stop - start, max(LEAST_COUNT, stop + bars)
    if last < count and reply.earlier:
        return options.but(count=count, end=_times(reply, live)[last - 1])
    return _ending(reply, options, live, last, count)


def zoomed_about(reply: ChartReply, options: ChartOptions, live: Live | None, step: int, share: float) -> ChartOptions:
    """A fifth fewer bars, or a quarter more where `step` is negative; the bar at `share` of the width stays there."""
    start, stop = extent(reply, options, live)
    before = stop - start
    count = max(LEAST_COUNT, min(before - 1, round(before * _CLOSER))) if step > 0 else round(before / _CLOSER) + 1
    count = min(count, len(_times(reply, live)) + reply.earlier)
    return _ending(reply, options, live, round(start + share * before + (1.0 - share) * count), count)


def _ending(reply: ChartReply, options: ChartOptions, live: Live | None, stop: int, count: int) -> ChartOptions:
    times = _times(reply, live)
    stop = min(len(times), max(stop, min(count, len(times))))
    newest = stop >= len(times)
    whole = newest and count == len(times) - reply.first
    return options.but(count=None if whole else count, end=None if newest else times[stop - 1])


def _times(reply: ChartReply, live: Live | None) -> list[int]:
    times = list(reply.bars.times())
    return [*times, live.time] if live is not None and (not times or live.time > times[-1]) else times


def missing_bars(reply: ChartReply, options: ChartOptions, live: Live | None) -> int:
    """Number of bars to request before the first known one; 0 where they are all there, or there are no more."""
    start, stop = extent(reply, options, live)
    count = stop - start if options.count is None else options.count
    return min(reply.earlier, 2 * count) if options.count is not None and stop - count < count else 0


def crossed(options: ChartOptions, slots: Slots, step: int) -> ChartOptions | None:
    """The crosshair on the next slot; None where that is out of view."""
    place = slots.place_of(options.cross or 0) + step
    return options.but(cross=slots.slots[place].time) if 0 <= place < len(slots.slots) else None
