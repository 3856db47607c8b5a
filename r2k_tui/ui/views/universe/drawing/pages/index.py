"""Readings of the index as lines: a list with a cursor above, the chosen reading below."""

from __future__ import annotations

from collections.abc import Mapping

from r2k_tui.model.messages.readings import IndexReadingsReply
from r2k_tui.model.readings.reading import Reading, ReadingDays
from r2k_tui.model.text import clean
from r2k_tui.ui.dialogs.drawing.reading_detail import value_words
from r2k_tui.ui.drawing import numbers
from r2k_tui.ui.drawing.lines import BLANK, Line, Run, wrapped
from r2k_tui.ui.views.watchlist.cells import sparkline

_KEY, _VALUE, _WINDOW, _COUNT, _DAY, _SPARK = 25, 10, 15, 9, 12, 24
# Rows of the list that the chosen reading leaves in any case.
_FEWEST = 5
# From this width on, a row names its source too.
_WITH_SOURCE = 110
_PART = 26


def index_lines(reply: IndexReadingsReply, chosen: str, width: int, height: int) -> list[Line]:
    """At most `height` lines: the list, scrolled to the chosen reading, and what there is to know of that one."""
    readings = {reading.key: reading for reading in reply.readings}
    reading = readings.get(chosen)
    if reading is None:
        return [((" no readings of the index", "dim"),)]
    history = next((one for one in reply.histories if one.key == chosen), None)
    room = max(_FEWEST, height - _FEWEST - 2)
    below = _detail(reading, history, readings, width)
    cut = len(below) > room
    below = [*below[: room - 1], ((" … Enter opens all of it", "dim"),)] if cut else below
    rows = max(_FEWEST, height - len(below) - 2)
    place = [one.key for one in reply.readings].index(chosen)
    first = max(0, min(place - rows // 2, len(reply.readings) - rows))
    shown = reply.readings[first : first + rows]
    more = len(reply.readings) - first - len(shown)
    title: Line = ((f" {'reading':<{_KEY}}{'value':>{_VALUE}}  {'window':<{_WINDOW}}{'n':>{_COUNT}}  as of", "dim"),)
    scrolled: Line = ((f" {'▲' if first else ' '} {f'▼ {more}' if more > 0 else ''}", "dim"),)
    return [title, *(_row(one, one.key == chosen, width) for one in shown), scrolled, *below]


def _row(reading: Reading, here: bool, width: int) -> Line:
    mark = "▸" if here else " "
    head: Run = (f"{mark}{reading.key:<{_KEY}}", "bright" if here else "text")
    if reading.value is None:
        words = f"{numbers.right(numbers.MISSING, _VALUE)}  {clean(reading.reason)}"
        return _lit((head, (words, "warn")), here)
    value = _value(reading)
    style = numbers.direction(reading.number, value) if _is_difference(reading) else "bright"
    sample = f"  {reading.window:<{_WINDOW}}{numbers.right(f'{reading.n:,}', _COUNT)}"
    runs: list[Run] = [head, (numbers.right(value, _VALUE), style), (sample, "dim")]
    runs.append((f"  {clean(reading.as_of, 16):<{_DAY}}", "text"))
    if width >= _WITH_SOURCE:
        runs.append((clean(reading.source), "dim"))
    return _lit(tuple(runs), here)


def _lit(line: Line, here: bool) -> Line:
    return tuple((text, f"{style}+cursor") for text, style in line) if here else line


def _value(reading: Reading) -> str:
    if isinstance(reading.value, dict):
        return f"{len(reading.value)} parts"
    if _is_difference(reading):
        return numbers.percent(reading.number, 2)
    return value_words(reading.value, reading.unit)


def _is_difference(reading: Reading) -> bool:
    """Whether a fraction may lie on either side of zero, and so shows its sign."""
    return reading.unit == "fraction" and "_less_" in reading.key


def _detail(reading: Reading, history: ReadingDays | None, readings: Mapping[str, Reading], width: int) -> list[Line]:
    """Definition, sample and source, the parts where there are any, and the course of the value."""
    sample = f"window {reading.window}; n {reading.n:,}; as of {reading.as_of or numbers.MISSING}"
    lines = _paragraph(reading.definition, width, "text")
    if reading.value is None:
        lines += _paragraph(reading.reason or "absent", width, "warn")
    else:
        lines += _paragraph(f"{sample}; source: {reading.source}", width, "dim")
    if history is not None:
        lines.append(_course(history, width))
    if isinstance(reading.value, dict):
        lines += [BLANK, *_parts(reading, readings)]
    return lines


def _paragraph(text: str, width: int, style: str) -> list[Line]:
    return [((f" {line}", style),) for line in wrapped(clean(text, 600), max(8, width - 2))]


def _course(history: ReadingDays, width: int) -> Line:
    """Sparkline with its first and last day."""
    days = history.days
    if not days:
        return ((f" history: {history.chosen}", "dim"),)
    if len(days) < 2:
        return ((f" kept since {days[0].day}: one value so far, {history.chosen}", "dim"),)
    spark = sparkline(tuple(one.value for one in days), min(_SPARK, max(2, width // 3), len(days)))
    words = f"  {days[0].day} to {days[-1].day}, {history.chosen}"
    return ((f" {spark}", "accent"), (words, "dim"))


def _parts(reading: Reading, readings: Mapping[str, Reading]) -> list[Line]:
    """Table of the parts, with every other reading that has the same kind of parts beside it."""
    family = reading.key.split("_")[0]
    tables = {
        key: one.value for key, one in readings.items() if isinstance(one.value, dict) and key.split("_")[0] == family
    }
    own = reading.value if isinstance(reading.value, dict) else {}
    names = list(dict.fromkeys([*own, *(name for table in tables.values() for name in table)]))
    width = max(len(key) for key in tables) + 2
    head: Line = ((f" {'':<{_PART}}" + "".join(f"{key:>{width}}" for key in tables), "dim"),)
    return [head, *(_part(name, tables, reading.key, width) for name in names)]


def _part(name: str, tables: Mapping[str, dict[str, float]], chosen: str, width: int) -> Line:
    runs: list[Run] = [(f" {clean(name, _PART - 1):<{_PART}}", "text")]
    for key, table in tables.items():
        words = numbers.percent(table.get(name), 2, sign=key.endswith("gaps"))
        runs.append((numbers.right(words, width), "bright" if key == chosen else "dim"))
    return tuple(runs)
