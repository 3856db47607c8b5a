"""A portfolio as a table of 80 columns."""

from __future__ import annotations

from collections.abc import Mapping

from r2k_tui.config.sections.watchlist import ALL_PORTFOLIOS, PortfolioSettings
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.market.tick import quote_decimals
from r2k_tui.model.text import clean
from r2k_tui.ui.drawing import numbers
from r2k_tui.ui.views.watchlist.holding_cells import shares
from r2k_tui.ui.views.watchlist.portfolio import Gain, PortfolioValue, Position, Sum

_PRICE_ONLY = "p"
_TITLES = ("symbol", "shares", "last", "value", "day", "price", "income", "total", "ex")
_WIDTHS = (8, 8, 9, 11, 9, 9, 8, 10, 6)
_SHARES, _, _VALUE, _DAY, _PRICE, _INCOME, _TOTAL = _WIDTHS[1:8]


def print_portfolio(
    portfolio: PortfolioSettings, value: PortfolioValue, quotes: Mapping[str, Quote], ex_dates: Mapping[str, str]
) -> None:
    """Print the holdings and their sums; a total of the price alone is marked `p`."""
    name = "all portfolios" if portfolio.name == ALL_PORTFOLIOS else clean(portfolio.name)
    account = f"  ({clean(portfolio.account)})" if portfolio.account else ""
    print(f"\n{name}{account}, in {value.base}")
    _row(_TITLES)
    for position in value.positions.values():
        _row(_cells(position, quotes.get(position.symbol), ex_dates.get(position.symbol, "")))
    worth = None if value.value is None else value.value + value.cash
    mark = _PRICE_ONLY if value.price_only and value.total.known else ""
    sums = (
        _sum(value.day, _DAY),
        _sum(value.price, _PRICE),
        _sum(value.income, _INCOME),
        _sum(value.total, _TOTAL - 1) + mark,
    )
    _row(("cash", "", "", _money(value.cash, _VALUE, sign=False), "", "", "", "", ""))
    _row(("all", "", "", _money(worth, _VALUE, sign=False), *sums, ""))
    if value.total.known < value.counted:
        print(f"total of {value.total.known} of {value.counted} holdings: the cost of the others is not known")
    if value.apart:
        print(f"income of {numbers.rounded(value.apart, 2)} is of holdings without a cost, and in no total")
    if value.price_only:
        print(f"{_PRICE_ONLY}: price only, the dividends are not known")
    for rate in value.rates:
        print(f"converted at {rate.symbol} {rate.price:,.4f}")


def _cells(position: Position, quote: Quote | None, ex_date: str) -> tuple[str, ...]:
    price = numbers.price(quote.price if quote else None, quote_decimals(quote))
    return (
        position.symbol,
        _shares(position.shares, _SHARES),
        price.strip(),
        _money(position.value, _VALUE, sign=False),
        _gain(position.day, _DAY),
        _gain(position.price, _PRICE),
        _money(position.income, _INCOME),
        _gain(position.total, _TOTAL - 1) + (_PRICE_ONLY if position.price_only else ""),
        ex_date[5:] or numbers.MISSING,
    )


def _shares(count: float, width: int) -> str:
    """A number of shares, with as many of its decimals as leave a blank before it."""
    written = (shares(round(count, decimals)) for decimals in (4, 2, 0))
    return next((text for text in written if len(text) < width), numbers.compact(count))


def _gain(gain: Gain | None, width: int) -> str:
    return _money(None if gain is None else gain.amount, width)


def _sum(found: Sum, width: int) -> str:
    return _gain(found.gain if found.known else None, width)


def _money(amount: float | None, width: int, *, sign: bool = True) -> str:
    """An amount that leaves a blank before it: without decimals, or in millions, where its digits have no room."""
    if amount is None:
        return numbers.MISSING
    written = (numbers.rounded(amount, decimals, sign=sign) for decimals in (2, 0))
    short = f"{'+' if sign and amount > 0 else ''}{numbers.compact(amount)}"
    return next((text for text in written if len(text) < width), short)


def _row(cells: tuple[str, ...]) -> None:
    first, *others = cells
    print(
        f"{first:<{_WIDTHS[0]}}"
        + "".join(f" {cell}".rjust(width) for cell, width in zip(others, _WIDTHS[1:], strict=True)).rstrip()
    )
