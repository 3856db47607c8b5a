"""The hedges of the allocation: by size, by a short position in a fund, by contracts of the index future."""

from __future__ import annotations

from r2k_tui.model.hedging import FutureContracts, FuturesHedge, Hedge
from r2k_tui.model.text import plural
from r2k_tui.ui.drawing.lines import Line, wrapped
from r2k_tui.ui.drawing.numbers import MISSING, percent, price, right


def hedge_lines(rows: tuple[Hedge, ...]) -> list[Line]:
    """The position size, or the short position, that meets the risk target."""
    lines: list[Line] = [((f" {'to reach':<22}{'now':>8}{'size':>9}{'or short':>10}", "dim"),)]
    for row in rows:
        wanted = f"{row.measure} {_measured(row, row.wanted)}"
        short = "cannot" if row.short is None else percent(row.short, 1, sign=False)
        figures = (
            (right(_measured(row, row.now), 8), "text"),
            (right(MISSING if row.size is None else percent(row.size, 1, sign=False), 9), "text"),
            (right(short, 10), "warn" if row.short is None else "text"),
        )
        lines.append(((f" {wanted:<22}", "text"), *figures, (f"  of {row.index}", "dim")))
    return lines


def _measured(row: Hedge, value: float) -> str:
    return f"{value:.2f}" if row.measure == "beta" else percent(value, 1, sign=False)


def futures_lines(found: FuturesHedge, width: int) -> list[Line]:
    """Contracts to sell for each hedge, what stays unhedged, and the price they rest on."""
    if not found.rows:
        return [((f" {words}", "dim"),) for words in wrapped(f"no contracts: {found.reason}", max(20, width - 2))]
    lines: list[Line] = [((f" {'contracts to sell':<22}{'number':>8}{'hedged':>13}{'left':>12}", "dim"),)]
    for row in found.rows:
        lines.append(((f" {row.purpose}: ", "text"), (f"{price(row.amount)} {found.currency}", "bright")))
        lines += [_contract_line(one) for one in row.contracts]
    return [*lines, *(((f" {words}", "dim"),) for words in wrapped(_price_words(found), max(20, width - 2)))]


def _contract_line(one: FutureContracts) -> Line:
    name = f"   {one.contract} at {price(one.notional, 0)}"
    return (
        (f"{name:<23}", "dim"),
        (right(f"{one.contracts:+,d}" if one.contracts < 0 else f"{one.contracts:,d}", 8), "bright"),
        (right(price(one.hedged, 0), 13), "text"),
        (right(price(one.residual, 0), 12), "text"),
    )


def _price_words(found: FuturesHedge) -> str:
    """Price, time and source of the future, days to expiry, and what the amounts are of."""
    left = found.days_to_expiry
    days = f", {plural(round(left), 'day')} to expiry" if left is not None else ""
    basis = f"{found.symbol} {price(found.price)} of {found.as_of} New York, {found.source}{days}"
    capital = f"; of {price(found.capital)} {found.currency}, {found.capital_from}" if found.capital is not None else ""
    return f"{basis}{capital}{found.note and f'; {found.note}'}"
