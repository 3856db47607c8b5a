"""The trades to the target: one row a member with its drift, the lots of each sale, and the totals."""

from __future__ import annotations

from r2k_tui.config.sections.allocation.names import IN_SAMPLE
from r2k_tui.model.allocation.study import AllocationStudy
from r2k_tui.model.allocation.trades import MemberDrift, SoldLot, Trade, TradePlan
from r2k_tui.model.market.tick import price_words
from r2k_tui.model.money.currency import CASH
from r2k_tui.model.threshold import RELATIVE_TOLERANCE
from r2k_tui.ui.drawing.lines import Line, Run, wrapped
from r2k_tui.ui.drawing.numbers import MISSING, compact, direction, percent, price, right
from r2k_tui.ui.views.allocation.drawing.tables import title
from r2k_tui.ui.views.allocation.export.trades import lot_name

_LOT_ORDERS = {"fifo": "the oldest first", "hifo": "the most expensive first"}
# Cells from the target to either end of the bar; the edges of the band are half way.
_REACH = 6
_GAIN_FROM, _BAR_FROM = 63, 77
_SHARES, _PRICE, _VALUE, _GAIN = 8, 10, 12, 11


def trade_lines(study: AllocationStudy, width: int) -> list[Line]:
    """Whether rebalancing is due, the trades of each member with its drift, cash before and after, lots sold."""
    plan = study.plan
    if plan is None:
        return [((" no target: it could not be computed", "dim"),)]
    if not plan.total:
        return [((" no holdings: set them in [portfolio] of the settings", "dim"),)]
    notes = [line for text, style in _notes(plan) for line in _told(text, style, width)]
    sold = [line for trade in plan.trades for lot in trade.lots for line in _lot_lines(lot, width)]
    lots: list[Line] = []
    if sold:
        order = _LOT_ORDERS.get(plan.tax_lots, plan.tax_lots)
        lots = [*_told(f"lots sold, {order} (for information: no tax is computed)", "bright", width), *sold]
    rates = [((f" at {rate.symbol} {price(rate.price, 4)} of {rate.as_of}", "dim"),) for rate in study.rates]
    due = _told(due_words(plan), "warn" if plan.due else "text", width)
    return [*due, *_table(plan, width), *notes, *lots, *rates]


def share_count(shares: float) -> str:
    """A number of shares with its sign: whole, or with the decimals it has."""
    text = f"{shares:+,.10f}".rstrip("0").rstrip(".")
    return text if "." in text else f"{shares:+,.0f}"


def lot_words(lot: SoldLot) -> str:
    """A lot in words: its shares and name, its age, its cost and gain, or that they are unknown."""
    age = {True: ", over a year", False: ", a year or less", None: ""}[lot.over_a_year]
    opened = f" of {lot.opened}{age}" if lot.opened else ", day of purchase unknown"
    shares = share_count(lot.shares).lstrip("+")
    if lot.gain is None or lot.cost is None:
        return f"{shares} of {lot_name(lot)}{opened}: cost unknown, gain unknown"
    return f"{shares} of {lot_name(lot)}{opened}: cost {price_words(lot.cost)}, gain {lot.gain:+,.2f}"


def summary(plan: TradePlan) -> list[str]:
    """Totals of the trades: cash before and after, cost, realized gain, what is kept, and the drift."""
    aim = f"{title(plan.target)}{' (in sample)' if plan.target in IN_SAMPLE else ''}"
    edge = f", only back to the band of {percent(plan.band, 1, sign=False)}" if plan.to == "band" else ""
    found = [
        f"to {aim}{edge}; total {price(plan.total)} {plan.currency}, prices of {plan.priced} New York",
        f"cash {price(plan.cash)} before, {price(plan.leftover)} after; cost {price(plan.cost)}",
    ]
    if any(trade.lots for trade in plan.trades):
        known = f"{plan.gain:+,.2f}" if plan.gain is not None else "unknown"
        unknown = ", ".join(plan.without_cost)
        also = f", without the lots of {unknown} whose cost is unknown" if unknown and plan.gain is not None else ""
        found.append(f"realized gain {known}{also}")
    if plan.kept:
        found.append(f"not sold, as do_not_sell says: {', '.join(plan.kept)}")
    if not plan.trades:
        inside = plan.to == "band" and not plan.due
        small = "what is off is less than a lot or min_trade, or is not to be sold"
        found.append(f"no trades: {'no member is outside the band' if inside else small}")
    return found


def due_words(plan: TradePlan) -> str:
    """Whether rebalancing is due, and which members are outside the band."""
    band = percent(plan.band, 1, sign=False)
    if not plan.due:
        return f"furthest from target {percent(plan.drift, 1, sign=False)}: within the band of {band}"
    out = ", ".join(f"{member.symbol} {percent(member.now - member.target, 1)}" for member in plan.out)
    return f"rebalancing is due: beyond the band of {band}: {out}"


def _notes(plan: TradePlan) -> list[tuple[str, str]]:
    first, *rest = summary(plan)
    return [(first, "text"), *((text, "dim") for text in rest)]


def _told(text: str, style: str, width: int) -> list[Line]:
    return [((f" {piece}", style),) for piece in wrapped(text, max(20, width - 2))]


def _table(plan: TradePlan, width: int) -> list[Line]:
    """One row a member: those with a trade first, sales before purchases, then the others."""
    trades = {trade.symbol: trade for trade in plan.trades}
    members = {member.symbol: member for member in plan.members}
    head: list[Run] = [(f" {'':<8}{'shares':>{_SHARES}}{'price':>{_PRICE}}{'value':>{_VALUE}}", "dim")]
    if width >= _GAIN_FROM:
        head.append((f"{'gain':>{_GAIN}}", "dim"))
    head.append((f"{'now':>6}{'target':>7}", "dim"))
    if width >= _BAR_FROM:
        head.append((f" {'band ' + percent(plan.band, 1, sign=False):^{2 * _REACH + 1}}", "dim"))
    rows = [_row(symbol, trades.get(symbol), members.get(symbol), plan, width) for symbol in {**trades, **members}]
    return [tuple(head), *rows]


def _row(symbol: str, trade: Trade | None, member: MemberDrift | None, plan: TradePlan, width: int) -> Line:
    runs: list[Run] = [(f" {symbol[:8]:<8}", "text" if trade else "dim")]
    if trade is not None:
        cells = (
            _shares(trade.shares),
            right(price_words(trade.price), _PRICE),
            _amount(trade.value, _VALUE),
        )
        runs.append(("".join(cells), direction(trade.value)))
    elif symbol == CASH:
        runs.append((right(f"{plan.leftover - plan.cash:+,.2f}", _SHARES + _PRICE + _VALUE), "dim"))
    else:
        runs.append((right(MISSING, _SHARES) + " " * (_PRICE + _VALUE), "dim"))
    if width >= _GAIN_FROM:
        runs.append(_gain(trade))
    now, target = (member.now, member.target) if member else (None, None)
    out = member is not None and member.out
    runs.append((right(percent(now, 1, sign=False), 6), "warn" if out else "text"))
    runs.append((right(percent(target, 1, sign=False), 7), "dim"))
    if width >= _BAR_FROM and member is not None:
        runs += [(" ", "text"), *drift_bar(member, plan.band)]
    return tuple(runs)


def _gain(trade: Trade | None) -> Run:
    """The realized gain of a sale, nothing for a purchase; `unknown` where the cost of any of its lots is."""
    if trade is None or not trade.lots:
        return " " * _GAIN, "dim"
    if trade.gain is None:
        return right("unknown", _GAIN), "warn"
    return _amount(trade.gain, _GAIN), direction(trade.gain)


def _shares(shares: float) -> str:
    text = share_count(shares)
    if len(text) < _SHARES:
        return right(text, _SHARES)
    return right(f"{'-' if shares < 0 else '+'}{compact(abs(shares))}", _SHARES)


def _amount(value: float, width: int) -> str:
    text = f"{value:+,.2f}"
    return right(text if len(text) < width else f"{value:+,.0f}", width)


def drift_bar(member: MemberDrift, band: float) -> list[Run]:
    """The share now (●) between the edges of the band, with the target in the middle; ◂ or ▸ beyond the ends."""
    cells = ["·"] * (2 * _REACH + 1)
    cells[_REACH], cells[_REACH // 2], cells[_REACH + _REACH // 2] = "│", "├", "┤"
    steps = (member.now - member.target) / band * (_REACH / 2) if band else 0.0
    at = _REACH + round(max(-_REACH, min(_REACH, steps)))
    mark = "●" if abs(steps) <= _REACH * (1 + RELATIVE_TOLERANCE) else "▸" if steps > 0 else "◂"
    style = "warn" if member.out else "accent"
    return [("".join(cells[:at]), "dim"), (mark, style), ("".join(cells[at + 1 :]), "dim")]


def _lot_lines(lot: SoldLot, width: int) -> list[Line]:
    return _told(lot_words(lot), "text" if lot.gain is not None else "warn", width)
