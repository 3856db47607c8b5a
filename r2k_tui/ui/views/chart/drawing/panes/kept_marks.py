"""Notes and lines at prices, placed on the bars and on the scale of a chart."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from r2k_tui.model.calendar.days import bar_of_day
from r2k_tui.model.market.bars import Bars
from r2k_tui.model.marks import Note
from r2k_tui.ui.drawing import numbers
from r2k_tui.ui.drawing.lines import Run
from r2k_tui.ui.views.chart.drawing.panes.canvas import Canvas
from r2k_tui.ui.views.chart.drawing.scale import Scale

# A day begins at most this long before midnight UTC of its date.
_AHEAD_S = 15 * 3600
_STYLE = "line-3"


class NotedBar(NamedTuple):
    """Note at the time of a bar."""

    time: int
    text: str


class KeptMarks(NamedTuple):
    """Marks of one symbol: its notes on bars, its lines, and the number of notes on the symbol itself."""

    bars: tuple[NotedBar, ...] = ()
    prices: tuple[float, ...] = ()
    on_symbol: int = 0


def noted_bars(notes: Iterable[Note], bars: Bars, day_at: Callable[[float], date]) -> tuple[NotedBar, ...]:
    """Notes whose bar is in a series; one on a day stands at its first intraday bar.

    `day_at`: the day of a moment at the symbol's venue.
    """
    times = bars.times()
    found = ((_bar_time(note, bars, times, day_at), note.text) for note in notes if note.day)
    return tuple(NotedBar(time, text) for time, text in found if time is not None)


def _bar_time(note: Note, bars: Bars, times: Sequence[int], day_at: Callable[[float], date]) -> int | None:
    day = date.fromisoformat(note.day)
    midnight = bar_of_day(day)
    if not bars.interval.intraday:
        return midnight
    if note.time is not None:
        return note.time
    for place in range(bisect_left(times, midnight - _AHEAD_S), len(times)):
        here = day_at(times[place])
        if here >= day:
            return times[place] if here == day else None
    return None


def notes_between(notes: Iterable[NotedBar], first: int, last: int) -> list[str]:
    """Texts of the notes on the bars from `first` to `last`."""
    return [note.text for note in notes if first <= note.time <= last]


def draw_price_lines(canvas: Canvas, prices: Iterable[float], scale: Scale, decimals: int | None) -> dict[int, Run]:
    """Draw the lines on the scale behind everything else; return the tag of each, by row.

    Those beyond the scale do not stretch it: they are named at its edge.
    """
    tags: dict[int, Run] = {}
    above, below = list[str](), list[str]()
    for price in sorted(prices):
        words = numbers.price(price, decimals)
        if scale.holds(price):
            canvas.across(scale.row(price), "─", _STYLE)
            tags[scale.row(price)] = (f"─{words}", _STYLE)
        else:
            (above if price > scale.high else below).append(words)
    for row, glyph, words_of in ((0, "▲", above), (scale.rows - 1, "▼", below[::-1])):
        if words_of:
            text = f"{glyph} {' '.join(words_of[:3])}{' …' if len(words_of) > 3 else ''}"
            canvas.word(max(0, canvas.width - len(text)), row, text, "warn")
    return tags
