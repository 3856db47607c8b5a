"""The table of live quotes: columns that fit, one line a symbol."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from r2k_tui.model.quote import Quote, QuoteState, Spark
from r2k_tui.ui.present import numbers
from r2k_tui.ui.present.ages import age, clock, day
from r2k_tui.ui.present.lines import Line, Run, fit
from r2k_tui.ui.state import Mirror

SPARKS = "▁▂▃▄▅▆▇█"
_STATES = {
    QuoteState.LIVE: ("●", "up"),
    QuoteState.DELAYED: ("◐", "warn"),
    QuoteState.STALE: ("○", "warn"),
    QuoteState.OFFLINE: ("✕", "down"),
    QuoteState.CLOSED: ("■", "dim"),
}


class Row(NamedTuple):
    """What a cell may be made from."""

    symbol: str
    quote: Quote | None
    spark: Spark | None
    state: QuoteState
    tick: int
    now: float


class Column(NamedTuple):
    """One column: its heading, its width, and how a row fills it."""

    title: str
    width: int
    cell: Callable[[Row, int], Run]
    left: bool = False


def _symbol(row: Row, width: int) -> Run:
    text = row.symbol if len(row.symbol) <= width else row.symbol[: width - 1] + numbers.NO_ROOM
    return text.ljust(width), "text"


def _last(row: Row, width: int) -> Run:
    style = {1: "up", -1: "down"}.get(row.tick, "bright")
    dim = row.state in (QuoteState.STALE, QuoteState.OFFLINE)
    return numbers.right(numbers.price(row.quote.price if row.quote else None), width), "dim" if dim else style


def _change(row: Row, width: int) -> Run:
    change = row.quote.change if row.quote else None
    text = numbers.signed(change, row.quote.price if row.quote else None)
    return numbers.right(f"{numbers.glyph(change)} {text}", width), numbers.direction(change)


def _percent(row: Row, width: int) -> Run:
    fraction = row.quote.change_fraction if row.quote else None
    return numbers.right(numbers.percent(fraction), width), numbers.direction(fraction)


def _percent_signed(row: Row, width: int) -> Run:
    fraction = row.quote.change_fraction if row.quote else None
    return numbers.right(f"{numbers.glyph(fraction)}{numbers.percent(fraction)}", width), numbers.direction(fraction)


def _spark(row: Row, width: int) -> Run:
    return sparkline(row.spark.values if row.spark else (), width), "accent"


def _own_volume(row: Row) -> float | None:
    """Volume of the symbol itself: what feeds give for an index is that of the whole market, or 0."""
    return row.quote.volume if row.quote and not row.symbol.startswith("^") else None


def _volume(row: Row, width: int) -> Run:
    return numbers.right(numbers.compact(_own_volume(row)), width), "dim"


def _relative_volume(row: Row, width: int) -> Run:
    volume = _own_volume(row)
    usual = row.spark.average_volume_20d if row.spark else None
    text = f"{volume / usual:.1f}x" if volume and usual else numbers.MISSING
    return numbers.right(text, width), "dim"


def _range(row: Row, width: int) -> Run:
    """Where the price stands between the day's low and high."""
    quote = row.quote
    if quote is None or quote.price is None or quote.day_low is None or quote.day_high is None:
        return numbers.MISSING.center(width), "dim"
    span = quote.day_high - quote.day_low
    place = 0.5 if span <= 0 else min(1.0, max(0.0, (quote.price - quote.day_low) / span))
    at = round(place * (width - 1))
    return "─" * at + "●" + "─" * (width - 1 - at), "dim"


def _bid_ask(row: Row, width: int) -> Run:
    quote = row.quote
    if quote is None or (quote.bid is None and quote.ask is None):
        return numbers.right(numbers.MISSING, width), "dim"
    return numbers.right(f"{numbers.price(quote.bid)} / {numbers.price(quote.ask)}", width), "dim"


def _name(row: Row, width: int) -> Run:
    return fit((((row.quote.name if row.quote else ""), "dim"),), width, "dim")[0] if width else ("", "dim")


def _age(row: Row, width: int) -> Run:
    glyph, style = _STATES[row.state]
    return numbers.right(f"{age_word(row)} {glyph}", width), style if row.quote else "dim"


def _state(row: Row, width: int) -> Run:
    glyph, style = _STATES[row.state]
    return (glyph, style) if row.quote else (" " * width, "dim")


def age_word(row: Row) -> str:
    """How old the quote is: its age while it should move, the time of its close when the market is shut."""
    quote = row.quote
    if quote is None:
        return numbers.MISSING
    since = quote.time if quote.time is not None else quote.received_at
    if row.state is QuoteState.CLOSED:
        return clock(since) if row.now - since < 86400 else day(since)[5:]
    if row.state is QuoteState.DELAYED:
        return age(quote.delay_s)
    return age(max(0.0, row.now - max(since, quote.received_at)))


_SPARK_TITLE = "Trend"
_NARROW = (
    Column("Symbol", 7, _symbol, left=True),
    Column("Last", 10, _last),
    Column("Chg%", 8, _percent_signed),
    Column(_SPARK_TITLE, 6, _spark, left=True),
    Column("", 1, _state),
)
_MIDDLE = (
    Column("Symbol", 7, _symbol, left=True),
    Column("Last", 10, _last),
    Column("Chg", 9, _change),
    Column("Chg%", 7, _percent),
    Column(_SPARK_TITLE, 8, _spark, left=True),
    Column("Volume", 6, _volume),
    Column("x20d", 5, _relative_volume),
    Column("Age", 7, _age),
)
_WIDE = (
    Column("Symbol", 8, _symbol, left=True),
    Column("Last", 11, _last),
    Column("Chg", 10, _change),
    Column("Chg%", 8, _percent),
    Column(_SPARK_TITLE, 13, _spark, left=True),
    Column("Day range", 9, _range, left=True),
    Column("Volume", 7, _volume),
    Column("x20d", 5, _relative_volume),
    Column("Age", 7, _age),
)
_WIDEST = (*_WIDE[:-1], Column("Bid / Ask", 19, _bid_ask), _WIDE[-1], Column("Name", 24, _name, left=True))


def columns_for(width: int) -> tuple[Column, ...]:
    """The richest set of columns that fits into `width` cells with the cursor's mark before it."""
    for columns in (_WIDEST, _WIDE, _MIDDLE, _NARROW):
        if sum(column.width + 1 for column in columns) <= width:
            return columns
    return _NARROW[:3] if width >= 29 else _NARROW[:2]


def heading(columns: tuple[Column, ...], span: str) -> Line:
    """The line of titles; the small picture is titled with the span it shows."""
    runs: list[Run] = [(" ", "dim")]
    for column in columns:
        title = span if column.title == _SPARK_TITLE and span else column.title
        text = title[: column.width]
        runs.append(((text.ljust if column.left else text.rjust)(column.width) + " ", "dim"))
    return tuple(runs)


def row_line(row: Row, columns: tuple[Column, ...], width: int, problem: str, *, cursor: bool) -> Line:
    """One symbol's line; a symbol without a quote says why where its numbers would stand."""
    mark: Run = ("▸" if cursor else " ", "accent")
    extra = "+cursor" if cursor else ""
    if row.quote is None:
        words = problem or "waiting for its first quote"
        runs: list[Run] = [mark, _symbol(row, columns[0].width), (" ", "text"), (words, "dim")]
    else:
        runs = [mark]
        for column in columns:
            runs += [column.cell(row, column.width), (" ", "text")]
    return tuple((text, style + extra) for text, style in fit(runs, width))


def table_row(mirror: Mirror, symbol: str, now: float) -> Row:
    """What is known of a symbol, as a row."""
    quote = mirror.quotes.get(symbol)
    state = mirror.quote_state(quote, now) if quote is not None else QuoteState.STALE
    return Row(symbol, quote, mirror.sparks.get(symbol), state, mirror.ticks.get(symbol, 0), now)


def sparkline(values: tuple[float, ...], width: int) -> str:
    """Values as a row of blocks between their own low and high; blank where there are none."""
    if len(values) < 2:
        return " " * width
    if len(values) > width:
        step = (len(values) - 1) / (width - 1) if width > 1 else 0
        values = tuple(values[round(i * step)] for i in range(width))
    low, high = min(values), max(values)
    span = high - low
    if span <= 0:
        return (SPARKS[3] * len(values)).ljust(width)
    return "".join(SPARKS[min(7, int((value - low) / span * 8))] for value in values).ljust(width)
