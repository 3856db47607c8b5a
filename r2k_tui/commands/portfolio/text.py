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
    sums = (_sum(value.day), _sum(value.price), _sum(value.income), _sum(value.total, mark=bool(value.price_only)))
    _row(("cash", "", "", numbers.money(value.cash, _WIDTHS[3]).strip(), "", "", "", "", ""))
    _row(("all", "", "", numbers.MISSING if worth is None else numbers.money(worth, _WIDTHS[3]).strip(), *sums, ""))
    if value.total.known < value.counted:
        print(f"total of {value.total.known} of {value.counted} holdings: the cost of the others is not known")
    if value.price_only:
        print(f"{_PRICE_ONLY}: price only, the dividends are not known")
    for rate in value.rates:
        print(f"converted at {rate.symbol} {rate.price:,.4f}")


def _cells(position: Position, quote: Quote | None, ex_date: str) -> tuple[str, ...]:
    price = numbers.price(quote.price if quote else None, quote_decimals(quote))
    income = None if position.income is None else Gain(position.income, 0.0)
    value = numbers.MISSING if position.value is None else numbers.money(position.value, _WIDTHS[3]).strip()
    return (
        position.symbol,
        shares(position.shares),
        price.strip(),
        value,
        _gain(position.day),
        _gain(position.price),
        _gain(income),
        _gain(position.total) + (_PRICE_ONLY if position.price_only else ""),
        ex_date[5:] or numbers.MISSING,
    )


def _gain(gain: Gain | None) -> str:
    return numbers.MISSING if gain is None else numbers.money(gain.amount, _WIDTHS[4], sign=True).strip()


def _sum(found: Sum, *, mark: bool = False) -> str:
    if not found.known:
        return numbers.MISSING
    return numbers.money(found.gain.amount, _WIDTHS[4], sign=True).strip() + (_PRICE_ONLY if mark else "")


def _row(cells: tuple[str, ...]) -> None:
    first, *others = cells
    print(
        f"{first:<{_WIDTHS[0]}}"
        + "".join(cell.rjust(width) for cell, width in zip(others, _WIDTHS[1:], strict=True)).rstrip()
    )
