"""Draws the detail of a reading: everything known of one figure."""

from __future__ import annotations

from datetime import UTC, datetime

from r2k_tui.model.messages.readings import CardReply
from r2k_tui.model.readings.reading import Reading, ReadingValue
from r2k_tui.model.text import clean, plural
from r2k_tui.ui.drawing import numbers
from r2k_tui.ui.drawing.lines import BLANK, Line, wrapped
from r2k_tui.ui.drawing.outcomes import event_lines, zone_lines
from r2k_tui.ui.drawing.plots.axes import TickLabel, fraction_label, tick_label
from r2k_tui.ui.drawing.plots.history import history_lines
from r2k_tui.ui.drawing.study_rows import bootstrap_lines

_LABEL = 9
_LEAST_PLOT, _MOST_PLOT = 7, 14
_FEWEST = 2


def detail_lines(
    card: CardReply, width: int, height: int, *, simulated: bool, decimals: int | None = None
) -> list[Line]:
    """Value, definition, formula, caveat and history of a reading, in `width` cells."""
    reading = card.reading
    lines: list[Line] = [
        ((f" {value_words(reading.value, reading.unit, decimals)}", "bright"), (f"  {reading.unit}", "dim"))
    ]
    if reading.value is None:
        lines = [((" – ", "bright"), (reading.reason or "absent", "text"))]
    source = reading.source + (" SIMULATED" if simulated else "")
    facts = (
        ("is", reading.definition),
        ("formula", card.formula),
        ("caveat", card.caveat),
        ("window", f"{reading.window}; n {reading.n:,}"),
        ("as of", f"{reading.as_of or numbers.MISSING}, from {source}"),
    )
    for name, text in (*facts, *(("data", words) for words in reading.problems)):
        lines += _paragraph(name, text, width)
    lines += _parts(reading)
    followed = _followed(card, width)
    return [*lines, BLANK, *_history(card, width, height - len(lines) - len(followed) - 1), *followed]


def _parts(reading: Reading) -> list[Line]:
    """A line for each part of a table; years are plotted."""
    if not isinstance(reading.value, dict) or _are_years(reading.value):
        return []
    rows = ((clean(name, 40), _exact(value, reading.unit)) for name, value in reading.value.items())
    return [
        BLANK,
        *(((f" {'':<{_LABEL}}{name:<30}", "text"), (numbers.right(value, 10), "bright")) for name, value in rows),
    ]


def _are_years(values: dict[str, float]) -> bool:
    return all(name.isdigit() for name in values)


def _followed(card: CardReply, width: int) -> list[Line]:
    """Outcomes after each state of the reading, beside all days."""
    if not card.zones and not card.events:
        return []
    zones = zone_lines(card.zones, None, width) if card.zones else []
    return [BLANK, *zones, *(event_lines(card.events, width) if card.events else []), *bootstrap_lines(width)]


def _paragraph(name: str, text: str, width: int) -> list[Line]:
    pieces = wrapped(text, max(8, width - _LABEL - 2))
    heads = [name, *[""] * (len(pieces) - 1)]
    return [((f" {head:<{_LABEL}}", "dim"), (piece, "text")) for head, piece in zip(heads, pieces, strict=True)]


def _history(card: CardReply, width: int, room: int) -> list[Line]:
    times = memoryview(card.history.time).cast("q")
    if len(times) < _FEWEST:
        why = f"history: {card.chosen}" if card.chosen else "no history: not a number, or too few days"
        return [((f" {why}", "dim"),)]
    span = f" {card.chosen}, {_day(times[0])} to {_day(times[-1])}, as known at the time"
    height = max(_LEAST_PLOT, min(_MOST_PLOT, room - 1))
    reading = card.reading
    flags = isinstance(reading.value, bool) or reading.unit == "flag"
    bounds = (0.0, 1.0) if flags else None
    plot = history_lines(card.history, width, height, _label(reading.unit), bounds, (0.0, 1.0) if flags else ())
    return [((span, "dim"),), *plot]


def _day(time: int) -> str:
    return datetime.fromtimestamp(time, UTC).date().isoformat()


def value_words(value: ReadingValue, unit: str, decimals: int | None = None) -> str:
    """The value as text; a price has the decimals of its quote."""
    if value is None:
        return numbers.MISSING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return _table_words(value, unit)
    return _exact(value, unit, decimals)


def _table_words(values: dict[str, float], unit: str) -> str:
    """The newest of the years, else the largest of the parts."""
    if not values:
        return "no part"
    years = _are_years(values)
    name = max(values) if years else max(values, key=values.__getitem__)
    count = plural(len(values), "year" if years else "part")
    return f"{count}, {'' if years else 'largest '}{clean(name, 40)} {_exact(values[name], unit)}"


def _exact(value: float, unit: str, decimals: int | None = None) -> str:
    match unit:
        case "price":
            return numbers.price(value, decimals)
        case "fraction":
            return numbers.percent(value, 2, sign=value < 0)
        case "index":
            return f"{value:.1f}"
        case "count":
            return f"{value:,.0f}"
        case "shares":
            return numbers.rounded(value, 0)
        case _:
            return f"{value:,.4f}"


def _label(unit: str) -> TickLabel:
    """The axis label for the unit."""
    match unit:
        case "fraction":
            return fraction_label
        case "shares":
            return lambda value, _: numbers.compact(value)
        case "flag":
            return lambda value, _: "yes" if value else "no"
        case _:
            return tick_label
