"""The cells of the quote table: how each column draws a row, and what it sorts by."""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

from r2k_tui.model.calendar.session import Phase
from r2k_tui.model.market.quote import Quote, QuoteState, Spark
from r2k_tui.model.market.tick import quote_decimals
from r2k_tui.ui.drawing import numbers
from r2k_tui.ui.drawing.ages import narrowed
from r2k_tui.ui.drawing.lines import Run
from r2k_tui.ui.drawing.numbers import DOUBTED
from r2k_tui.ui.drawing.state_glyphs import STATE_GLYPHS
from r2k_tui.ui.views.watchlist.portfolio import Position

SPARKS = "▁▂▃▄▅▆▇█"
# By eighths of the height: the highest value falls into the last one.
_LEVELS = SPARKS + SPARKS[-1]
_STYLES = {
    QuoteState.LIVE: "up",
    QuoteState.DELAYED: "warn",
    QuoteState.STALE: "warn",
    QuoteState.OFFLINE: "down",
    QuoteState.CLOSED: "dim",
    QuoteState.HALTED: "warn",
}
_STATES = {state: (STATE_GLYPHS[state], style) for state, style in _STYLES.items()}
# Prices outside regular hours, the newest first: pre 0, post 1, overnight 2. The overnight session of US stocks lasts
# from 20:00 to 4:00.
_ORDER_OF_PRICES = {Phase.PRE: (0, 2, 1), Phase.CLOSED: (2, 1, 0)}
# An age narrower than this is its glyph alone.
_LEAST_AGE = 5


class QuoteRow(NamedTuple):
    """Everything a cell is drawn from; equal rows look the same. `returns`: 1M, YTD, 1Y."""

    symbol: str
    quote: Quote | None
    spark: Spark | None
    state: QuoteState
    tick: int
    age: str
    phase: Phase = Phase.CLOSED
    returns: tuple[float | None, ...] = (None, None, None)
    position: Position | None = None
    alerted: bool = False
    doubted: bool = False
    ex_date: str = ""
    noted: bool = False


def symbol(row: QuoteRow, width: int) -> Run:
    """The symbol; one that does not fit is marked as cut."""
    text = row.symbol if len(row.symbol) <= width else row.symbol[: width - 1] + numbers.NO_ROOM
    return text.ljust(width), "text"


def last(row: QuoteRow, width: int) -> Run:
    """The last price, in the color of the last tick; `?` before the last good one where a newer one is doubted."""
    if row.doubted:
        return doubted_level(row.quote.price if row.quote else None, width), "warn"
    style = {1: "up", -1: "down"}.get(row.tick, "bright")
    dim = row.state in (QuoteState.STALE, QuoteState.OFFLINE)
    return _level(row, row.quote.price if row.quote else None, width), "dim" if dim else style


def _level(row: QuoteRow, price: float | None, width: int) -> str:
    """A price of the quote, with the decimals of the total quote."""
    return numbers.level(price, width, quote_decimals(row.quote))


def doubted_level(value: float | None, width: int) -> str:
    """The last good price with the mark of a doubted one."""
    level = numbers.level(value, max(0, width - len(DOUBTED))).lstrip()
    return numbers.right(f"{DOUBTED}{level}", width)


def change(row: QuoteRow, width: int) -> Run:
    """Price minus previous close."""
    value = row.quote.change if row.quote else None
    text = numbers.signed(value, row.quote.price if row.quote else None, quote_decimals(row.quote))
    return numbers.right(f"{numbers.glyph(value, text)} {text}", width), numbers.direction(value, text)


def percent(row: QuoteRow, width: int) -> Run:
    """The change in percent, beside the change with its glyph."""
    fraction = row.quote.change_fraction if row.quote else None
    text = numbers.percent(fraction)
    return numbers.right(text, width), numbers.direction(fraction, text)


def percent_alone(row: QuoteRow, width: int) -> Run:
    """The change in percent, with its glyph."""
    return _signed_percent(row.quote.change_fraction if row.quote else None, width)


def _signed_percent(fraction: float | None, width: int) -> Run:
    text = numbers.percent(fraction)
    return numbers.right(f"{numbers.glyph(fraction, text)}{text}", width), numbers.direction(fraction, text)


def month(row: QuoteRow, width: int) -> Run:
    """Return over one month."""
    return _signed_percent(row.returns[0], width)


def year_to_date(row: QuoteRow, width: int) -> Run:
    """Return since the last close of last year."""
    return _signed_percent(row.returns[1], width)


def year(row: QuoteRow, width: int) -> Run:
    """Return over one year."""
    return _signed_percent(row.returns[2], width)


def spark(row: QuoteRow, width: int) -> Run:
    """The sparkline."""
    return sparkline(row.spark.values if row.spark else (), width), "accent"


def own_volume(row: QuoteRow) -> float | None:
    """Volume of the symbol itself; for an index, feeds give that of the total market, or 0."""
    return row.quote.volume if row.quote and not row.symbol.startswith("^") else None


def volume(row: QuoteRow, width: int) -> Run:
    """Volume of the session."""
    return numbers.right(numbers.compact(own_volume(row)), width), "dim"


def volume_ratio(row: QuoteRow) -> float | None:
    """Volume over its mean of 20 finished sessions."""
    own, usual = own_volume(row), row.spark.average_volume_20d if row.spark else None
    return own / usual if own and usual else None


def relative_volume(row: QuoteRow, width: int) -> Run:
    """The volume ratio as `1.6x`."""
    ratio = volume_ratio(row)
    return numbers.right(numbers.MISSING if ratio is None else f"{ratio:.1f}x", width), "dim"


def place_in_range(row: QuoteRow) -> float | None:
    """Place of the price between the session's low (0) and high (1)."""
    quote = row.quote
    if quote is None or quote.price is None or quote.day_low is None or quote.day_high is None:
        return None
    span = quote.day_high - quote.day_low
    return 0.5 if span <= 0 else min(1.0, max(0.0, (quote.price - quote.day_low) / span))


def day_range(row: QuoteRow, width: int) -> Run:
    """The place in the day's range, drawn."""
    place = place_in_range(row)
    if place is None:
        return numbers.MISSING.center(width), "dim"
    at = round(place * (width - 1))
    return "─" * at + "●" + "─" * (width - 1 - at), "dim"


def bid(row: QuoteRow, width: int) -> Run:
    """Best bid."""
    return _level(row, row.quote.bid if row.quote else None, width), "dim"


def ask(row: QuoteRow, width: int) -> Run:
    """Best ask."""
    return _level(row, row.quote.ask if row.quote else None, width), "dim"


def opened(row: QuoteRow, width: int) -> Run:
    """First price of the session."""
    return _level(row, row.quote.open if row.quote else None, width), "dim"


def previous(row: QuoteRow, width: int) -> Run:
    """Close of the previous session."""
    return _level(row, row.quote.previous_close if row.quote else None, width), "dim"


def outside_hours(row: QuoteRow) -> tuple[str, float | None, float | None]:
    """`pre`, `post` or `overnight`, the price then, and its change from the last regular price."""
    quote = row.quote
    if quote is None:
        return "", None, None
    pre, post, night = ("pre", quote.pre_price), ("post", quote.post_price), ("overnight", quote.overnight_price)
    order = _ORDER_OF_PRICES.get(row.phase, (1, 0, 2))
    prices = [(pre, post, night)[place] for place in order]
    word, price = next((pair for pair in prices if pair[1] is not None), ("", None))
    return word, price, price / quote.price - 1.0 if price is not None and quote.price else None


def extended(row: QuoteRow, width: int) -> Run:
    """Price and change outside regular hours; one of the overnight session is named in full."""
    word, price, fraction = outside_hours(row)
    if price is None:
        return numbers.right(numbers.MISSING, width), "dim"
    share = numbers.percent(fraction)
    level = f"{word} {numbers.price(price, quote_decimals(row.quote))}"
    # Without room for both, the change is left out.
    text = f"{level} {share}" if len(level) + len(share) < width else level
    return numbers.right(text, width), numbers.direction(fraction, share)


def currency(row: QuoteRow, width: int) -> Run:
    """Currency of the price."""
    word = row.quote.currency if row.quote else ""
    return (word or numbers.MISSING)[:width].ljust(width), "dim"


def name(row: QuoteRow, width: int) -> Run:
    """The name, cut to fit."""
    text = row.quote.name if row.quote else ""
    if cell_len(text) > width:
        return set_cell_size(text, width - 1) + numbers.NO_ROOM, "dim"
    return set_cell_size(text, width), "dim"


def age(row: QuoteRow, width: int) -> Run:
    """Age and state of the quote; the state alone where there is no room for more."""
    glyph, style = _STATES[row.state]
    if row.quote is None:
        glyph, style = " ", "dim"
    elif row.doubted:
        glyph = DOUBTED
    if width < _LEAST_AGE:
        return glyph.rjust(width), style
    return numbers.right(f"{narrowed(row.age, width - 2)} {glyph}", width), style


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
    return "".join([_LEVELS[int((value - low) / span * 8)] for value in values]).ljust(width)
