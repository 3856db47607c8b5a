"""The cells of holdings: shares, cost, value, profit and loss."""

from __future__ import annotations

from r2k_tui.model.market.tick import quote_decimals
from r2k_tui.ui.drawing import numbers
from r2k_tui.ui.drawing.lines import Run
from r2k_tui.ui.views.watchlist.cells import QuoteRow
from r2k_tui.ui.views.watchlist.portfolio import Gain

_SHARES_DECIMALS = 4


def shares(count: float) -> str:
    """A number of shares: `100`, `-2.5`."""
    text = f"{count:,.{_SHARES_DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def position(row: QuoteRow, width: int) -> Run:
    """Number of shares held, negative when sold short."""
    held = row.position
    return numbers.right(shares(held.shares) if held and held.shares else numbers.MISSING, width), "text"


def cost(row: QuoteRow, width: int) -> Run:
    """Mean cost per share."""
    decimals = quote_decimals(row.quote)
    return numbers.level(row.position.cost if row.position else None, width, decimals), "dim"


def value(row: QuoteRow, width: int) -> Run:
    """Market value."""
    return numbers.money(row.position.value if row.position else None, width), "bright"


def weight(row: QuoteRow, width: int) -> Run:
    """Weight in the counted portfolio."""
    part = row.position.weight if row.position else None
    return numbers.right(numbers.percent(part, 1, sign=False), width), "dim"


def day_profit(row: QuoteRow, width: int) -> Run:
    """Profit since the previous close."""
    return gain(row.position.day if row.position else None, width)


def total_profit(row: QuoteRow, width: int) -> Run:
    """Profit since purchase: price and dividends, or the price alone where dividends are unknown."""
    return gain(row.position.total if row.position else None, width)


def price_profit(row: QuoteRow, width: int) -> Run:
    """Profit since purchase by the price."""
    return gain(row.position.price if row.position else None, width)


def income(row: QuoteRow, width: int) -> Run:
    """Dividends since purchase."""
    amount = row.position.income if row.position else None
    return gain(None if amount is None else Gain(amount, 0.0), width)


def ex_date(row: QuoteRow, width: int) -> Run:
    """Next ex-dividend day."""
    return numbers.right(row.ex_date or numbers.MISSING, width), "dim"


def range_profit(row: QuoteRow, width: int) -> Run:
    """Profit over the range of the chart."""
    return gain(row.position.in_range if row.position else None, width)


def gain(result: Gain | None, width: int) -> Run:
    """A gain with its glyph."""
    amount = result.amount if result else None
    if amount is None:
        return numbers.right(numbers.MISSING, width), "dim"
    text = numbers.money(amount, width - 1, sign=True).lstrip()
    glyph = numbers.glyph(amount, text) if text != numbers.NO_ROOM else ""
    return numbers.right(f"{glyph}{text}", width), numbers.direction(amount, text)
