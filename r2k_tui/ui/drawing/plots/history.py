"""Plots of a history: a line with axes, and a table of monthly returns."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from r2k_tui.model.market.bars import Interval
from r2k_tui.model.messages.readings import HistoryReply
from r2k_tui.ui.drawing import numbers
from r2k_tui.ui.drawing.lines import Line, Run
from r2k_tui.ui.drawing.plots import braille
from r2k_tui.ui.drawing.plots.axes import TickLabel, price_ticks, tick_label, time_ticks

_SESSIONS, _TEN_YEARS, _ZONE_BOUNDS = 504, 2520, (25.0, 50.0, 75.0)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def history_lines(
    reply: HistoryReply,
    width: int,
    height: int,
    label: TickLabel,
    bounds: tuple[float, float] | None = None,
    levels: Sequence[float] = (),
) -> list[Line]:
    """A history as a line; `bounds` fixes the scale, `levels` are dotted across."""
    times, values = memoryview(reply.time).cast("q"), memoryview(reply.value).cast("d")
    if len(values) < 2 or width < 24 or height < 4:
        return [((f" {label(values[-1], ())}" if len(values) else " nothing yet", "dim"),)]
    low, high = bounds or (min(values), max(values))
    rows = height - 1
    ticks = list(levels) or price_ticks(low, high, max(2, rows // 3))
    words = [label(tick, ticks) for tick in ticks]
    margin = max(len(word) for word in words)
    plot = width - margin - 2
    places = [index / (len(values) - 1) for index in range(len(values))]
    picture = braille.draw(braille.columns(places, values, plot), low, high, rows)
    at = {_row(tick, low, high, rows): word for tick, word in zip(ticks, words, strict=True)}
    lines = [
        _row_line(text, at.get(row), margin, dotted=row in at and bool(levels)) for row, text in enumerate(picture)
    ]
    return [*lines, _axis(list(times), places, plot, margin)]


def score_plot(reply: HistoryReply, width: int, height: int) -> list[Line]:
    """The last 504 sessions of a score from 0 to 100; the bounds of its zones are dotted."""
    newest = HistoryReply(reply.symbol, reply.name, reply.time[-8 * _SESSIONS :], reply.value[-8 * _SESSIONS :])
    return history_lines(newest, width, height, tick_label, (0.0, 100.0), _ZONE_BOUNDS)


def ratio_plot(reply: HistoryReply, width: int, height: int) -> list[Line]:
    """The last ten years of a ratio of two prices, rebased to 100."""
    values = memoryview(reply.value[-8 * _TEN_YEARS :]).cast("d")
    if not len(values):
        return [((" no day with both closes", "dim"),)]
    scaled = array("d", [100 * value / values[0] for value in values])
    newest = HistoryReply(reply.symbol, reply.name, reply.time[-8 * _TEN_YEARS :], scaled.tobytes())
    note = f" close / that of large caps, px, rebased to 100; now {scaled[-1]:.1f}"
    return [((note, "dim"),), *history_lines(newest, width, height - 1, tick_label)]


def _row(value: float, low: float, high: float, rows: int) -> int:
    share = (high - value) / ((high - low) or 1.0)
    return min(rows - 1, max(0, round(share * (rows * 4 - 1)) // 4))


def _row_line(text: str, word: str | None, margin: int, *, dotted: bool) -> Line:
    head: Run = ((word or "").rjust(margin) + ("┤" if word else "│"), "dim")
    if not dotted:
        return (head, (text, "accent"))
    runs: list[Run] = [head]
    for character in text:
        runs.append(("┈", "frame") if character == " " else (character, "accent"))
    return tuple(runs)


def _axis(times: list[int], places: Sequence[float], plot: int, margin: int) -> Line:
    cells, free = [" "] * plot, 0
    for tick in time_ticks(times, Interval.D1, plot):
        start = min(round(places[tick.bar] * (plot - 1)), plot - len(tick.label))
        if start >= free:
            cells[start : start + len(tick.label)] = tick.label
            free = start + len(tick.label) + 2
    return ((" " * margin + "└", "dim"), ("".join(cells), "dim"))


def _cells_that_fit(cells: list[Run], width: int) -> Line:
    """The cells that fit whole, with `…` where some are left out."""
    kept, used = 0, 0
    while kept < len(cells) and used + len(cells[kept][0]) <= width:
        used += len(cells[kept][0])
        kept += 1
    more: Line = ((numbers.NO_ROOM, "dim"),) if kept < len(cells) and used < width else ()
    return (*cells[:kept], *more)


def month_map(reply: HistoryReply, width: int) -> list[Line]:
    """Returns of finished months, one line per year, newest first; the product of the year at the end.

    The heading says how far an unfinished year reaches: its product is not the year-to-date return.
    """
    years: dict[int, dict[int, float]] = {}
    values = memoryview(reply.value).cast("d")
    for time, value in zip(memoryview(reply.time).cast("q"), values, strict=True):
        day = datetime.fromtimestamp(time, UTC)
        years.setdefault(day.year, {})[day.month] = value
    cell = 6 if width >= 6 * 13 + 6 else 4
    decimals = 1 if cell == 6 else 0
    lead = 5 if width > 5 + 13 * cell else 4
    last = max(cell, min(cell + 2, width - lead - 12 * cell))
    head: list[Run] = [
        (" " * lead, "dim"),
        *((name.rjust(cell), "dim") for name in _MONTHS),
        (f"{'year' if last > cell else 'yr':>{last}}", "dim"),
    ]
    lines: list[Line] = [_of_what(years), _cells_that_fit(head, width)]
    for year in sorted(years, reverse=True):
        months, whole = years[year], 1.0
        runs: list[Run] = [(f"{year:>{lead}}", "text")]
        for month in range(1, 13):
            change = months.get(month)
            whole *= 1.0 + (change or 0.0)
            text = "" if change is None else numbers.rounded(change * 100, decimals)
            runs.append((" " + numbers.right(text, cell - 1), numbers.direction(change)))
        full = len(months) == 12
        text = f"{numbers.rounded((whole - 1) * 100, decimals)}{'' if full else '*'}"
        runs.append((" " + numbers.right(text, last - 1), numbers.direction(whole - 1)))
        lines.append(_cells_that_fit(runs, width))
    return lines


def _of_what(years: Mapping[int, Mapping[int, float]]) -> Line:
    newest = max(years, default=0)
    last = max(years.get(newest, {}), default=12)
    until = f": {newest} to {_MONTHS[last - 1]}" if last < 12 else ""
    return ((f" percent, px, finished months; * not all twelve{until}", "dim"),)
