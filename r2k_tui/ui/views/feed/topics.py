"""The table of topics: health, last success, next poll, and message of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from r2k_tui.model.market.feed import TROUBLES, FeedState, FeedStatus
from r2k_tui.ui.drawing.ages import COARSE, age, day_and_time, narrowed, until
from r2k_tui.ui.drawing.lines import Line, Run, length, wrapped
from r2k_tui.ui.drawing.numbers import MISSING, NO_ROOM, right
from r2k_tui.ui.drawing.trouble import beside_symbol, message_of, style_of
from r2k_tui.ui.mirror.at_rest import at_rest
from r2k_tui.ui.mirror.mirror import Mirror

_STATES = {
    FeedState.OK: ("●", "up"),
    FeedState.IDLE: ("◐", "dim"),
    FeedState.STARTING: ("○", "dim"),
    FeedState.FAILING: ("✕", "down"),
    FeedState.BLOCKED: ("■", "warn"),
}
# A message with less room than this is below its row.
_BESIDE = 24
# Width of a topic's name with a space, by the least width of the window.
_NAMES = ((60, 12), (38, 11), (0, 9))


_AGE, _NEXT = 6, 10


class _Column(NamedTuple):
    """A column: title, width, and its text for a topic at a given time in steps of
    so many seconds; the highest `rank` goes first."""

    title: str
    width: int
    cell: Callable[[FeedStatus, float, float], str]
    rank: int


def _age(status: FeedStatus, now: float, step: float) -> str:
    return MISSING if status.last_success is None else narrowed(age(status.last_success, now, step=step), _AGE - 1)


def _last(status: FeedStatus, now: float, _: float) -> str:
    return MISSING if status.last_success is None else day_and_time(status.last_success, now)


def _next(status: FeedStatus, now: float, step: float) -> str:
    return MISSING if status.next_try is None else narrowed(until(status.next_try, now, step=step), _NEXT - 1)


_COLUMNS = (
    _Column("last success", 13, _last, 3),
    _Column("age", _AGE, _age, 0),
    _Column("failures", 10, lambda status, *_: str(status.failures), 1),
    _Column("next try", _NEXT, _next, 0),
    _Column("requests", 10, lambda status, *_: str(status.requests), 2),
)


def topic_lines(mirror: Mirror, width: int, now: float) -> list[Line]:
    """The table of topics in `width` cells: columns that do not fit are left out, a message that does not fit is
    below its row.
    """
    columns = list(_COLUMNS)
    name = next(cells for least, cells in _NAMES if width >= least)
    while len(columns) > 1 and name + 11 + sum(column.width for column in columns) > width:
        columns.remove(max(columns, key=lambda column: column.rank))
    # On a thin line, seconds that advance in every row would take a part of it; at rest they do not advance singly.
    step = COARSE if mirror.still or at_rest(mirror) else 1.0
    lines: list[Line] = [
        ((f" {'topic':<{name}}{'state':<10}{''.join(c.title.rjust(c.width) for c in columns)}", "dim"),)
    ]
    if mirror.lost:
        lines.append(((f" {mirror.lost}", "alarm"),))
    for _, status in sorted(mirror.feeds.items()):
        row: list[Run] = [(f" {_within(status.topic, name - 1)} ", "text"), *state_of(status)]
        row += [(right(column.cell(status, now, step), column.width), "dim") for column in columns]
        words = message_of(status, now, mirror.keys)
        lines += _with_message(tuple(row), (words, "warn") if words else (status.progress, "dim"), width)
    return lines


def _within(topic: str, width: int) -> str:
    return f"{topic if len(topic) <= width else topic[: width - 1] + NO_ROOM:<{width}}"


def state_of(status: FeedStatus) -> Line:
    """Glyph and word of a topic's state."""
    glyph, style = _STATES[status.state]
    style = style_of(status) if status.state in TROUBLES else style
    return ((f"{glyph} {status.state.value:<8}", style),)


def _with_message(row: Line, text: Run, width: int) -> list[Line]:
    """A row with its message beside it or, where that does not fit, below it."""
    message, style = text
    room = width - length(row) - 2
    if not message:
        return [row]
    if room >= _BESIDE and len(message) <= room:
        return [(*row, (f"  {message}", style))]
    return [row, *(((f"   {words}", style),) for words in wrapped(message, max(8, width - 4)))]


def problem_lines(mirror: Mirror, width: int) -> list[Line]:
    """The problems: everything that is missing or was left out."""
    if not mirror.problems:
        return [((" nothing", "dim"),)]
    lines: list[Line] = []
    for problem in dict.fromkeys(mirror.problems):
        head: Line = ((f" {problem.symbol:<9}", "text"), (f"{problem.kind:<12}", "dim"))
        lines += _with_message(head, (beside_symbol(problem), "warn"), width)
    return lines
