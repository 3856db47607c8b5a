"""The readout: prices, change and volume of one bar or of the total range, with the values of the lines."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from typing import NamedTuple

from r2k_tui.model.market.bars import Interval
from r2k_tui.model.messages.bars import ChartReply
from r2k_tui.model.readings.chart import Indicator, Plot
from r2k_tui.ui.drawing import numbers
from r2k_tui.ui.drawing.lines import Line, Run, length
from r2k_tui.ui.drawing.targets import all_aimed
from r2k_tui.ui.views.chart.drawing.panes.lower_pane import MONTH, RECORD
from r2k_tui.ui.views.chart.drawing.slots import Slot
from r2k_tui.ui.views.chart.drawing.timeline import moment

_MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_GAP: Run = ("  ", "dim")


class Readings(NamedTuple):
    """An indicator with its lines and the style of its name."""

    about: Indicator
    plots: Sequence[Plot]
    style: str


def price_words(
    slot: Slot, pair: tuple[float, float] | None, interval: Interval, wide: int, decimals: int | None = None
) -> list[Line]:
    """Time, open, high, low, close, change from the slot before (`pair`), volume; prices in `wide` cells."""
    words: list[Line] = [((_when(slot, interval), "text"),)]
    for name, value in (("O", slot.open), ("H", slot.high), ("L", slot.low), ("C", slot.close)):
        text = numbers.price(value if isfinite(value) else None, decimals)
        words.append(((f"{name} ", "dim"), (text.rjust(wide), "bright" if name == "C" else "text")))
    words.append(change(pair, wide, decimals))
    words.append((("V ", "dim"), (f"{numbers.compact(slot.volume if isfinite(slot.volume) else None):>6}", "text")))
    return words


def _when(slot: Slot, interval: Interval) -> str:
    if slot.bars == 1:
        return moment(slot.time, interval)
    first, last = moment(slot.time, interval), moment(slot.until, interval)
    day, _, minute = last.rpartition(" ")
    # On the same day, the minute identifies it.
    return f"{first} to {minute}" if interval.intraday and first.startswith(day) else f"{first} to {last}"


def change(pair: tuple[float, float] | None, wide: int, decimals: int | None = None) -> Line:
    """The change from one close to the next, in price and percent; with `wide`, of fixed width."""
    if pair is None or not pair[1]:
        return ((numbers.MISSING, "dim"),)
    close, before = pair
    difference, level = close - before, max(abs(close), abs(before))
    wider, share = (wide + 1, 7) if wide else (0, 0)
    moved = numbers.signed(difference, level, decimals)
    text = f"{moved:>{wider}} {numbers.percent(close / before - 1):>{share}}"
    return ((f"{numbers.glyph(difference, moved)} {text}", numbers.direction(difference, moved)),)


def line_words(readings: Sequence[Readings], last: int, decimals: int) -> list[Line]:
    """The value of each line at the bar of index `last`; `–` where it has none."""
    words: list[Line] = []
    for reading in readings:
        values = [_value(reading.about.unit, plot, last, decimals) for plot in reading.plots]
        notes = {plot.note for plot in reading.plots if plot.note and not plot.absent}
        title = " ".join([reading.about.title, *notes])
        word: Line = ((f"{title} ", reading.style), ("/".join(values) or numbers.MISSING, "text"))
        words.append(all_aimed(word, "indicator", reading.about.key))
    return words


def _value(unit: str, plot: Plot, last: int, decimals: int) -> str:
    value = plot.at(last)
    if not isfinite(value):
        return numbers.MISSING
    if unit == "shares":
        return numbers.compact(value)
    if unit == "fraction":
        return numbers.percent(value)
    if unit == "index":
        return f"{value:.1f}"
    return f"{value:,.{decimals}f}"


def mark_room(reply: ChartReply, first: int, last: int) -> Line:
    """A placeholder as long as the longest mark text in a period, so that lines stay put as the crosshair moves."""
    month = f"  {MONTH} Sep 2000 +10.0%" if any(first <= mark.time <= last for mark in reply.months) else ""
    return ((f"{RECORD} record close{month}", "dim"),)


def mark_words(reply: ChartReply, slot: Slot) -> list[Line]:
    """The meaning of the marks under a slot."""
    words: list[Line] = []
    records = sum(1 for time in memoryview(reply.records).cast("q") if slot.time <= time <= slot.until)
    if records:
        words.append(((f"{RECORD} {'record close' if records == 1 else f'{records} record closes'}", "accent"),))
    for mark in reply.months:
        if slot.time <= mark.time <= slot.until:
            year, month = mark.month.split("-")
            words.append(((f"{MONTH} {_MONTHS[int(month)]} {year} {numbers.percent(mark.ret, 1)}", "bright"),))
    return words


def flowed(words: Sequence[Line], width: int, most: int) -> list[Line]:
    """The texts in at most `most` lines, none broken; `…` stands for those that do not fit."""
    lines: list[Line] = []
    for word in words:
        if length(word) + 1 > width:
            word = (("…", "dim"),)
        if lines and length(lines[-1]) + 2 + length(word) <= width - 1:
            lines[-1] = (*lines[-1], _GAP, *word)
        elif len(lines) < most:
            lines.append(((" ", "dim"), *word))
        else:
            room = length(lines[-1]) + 2 <= width
            lines[-1] = (*lines[-1], (" …", "dim")) if room else lines[-1]
            break
    return lines
