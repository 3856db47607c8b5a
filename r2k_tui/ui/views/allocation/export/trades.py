"""The trades as a table to send: one row each, in the order in which they are made."""

from __future__ import annotations

from r2k_tui.model.allocation.study import AllocationStudy
from r2k_tui.model.allocation.trades import SoldLot
from r2k_tui.ui.drawing.table_export import ExportCell, ExportTable

HEADER = (
    *("symbol", "action", "shares", "price", "currency", "value", "lots", "lot_shares", "opened"),
    *("realized_gain", "source", "as_of", "SIMULATED"),
)


def lot_name(lot: SoldLot) -> str:
    """Name of a lot, with its portfolio where there are several: an order goes to one account."""
    return f"{lot.name} ({lot.portfolio})" if lot.portfolio else lot.name


def trades_table(study: AllocationStudy, *, simulated: bool) -> ExportTable:
    """The trades of the plan. Shares and values are positive, `action` says which way; `lots` are parted by ";".

    Price, value and gain are in `currency`, the base currency; a gain is empty where the cost of any lot is unknown.
    """
    plan = study.plan
    if plan is None:
        return ExportTable(HEADER, [])
    rows: list[tuple[ExportCell, ...]] = [
        (
            trade.symbol,
            "SELL" if trade.shares < 0 else "BUY",
            abs(trade.shares),
            trade.price,
            plan.currency,
            abs(trade.value),
            ";".join(lot_name(lot) for lot in trade.lots),
            ";".join(f"{lot.shares:.10f}".rstrip("0").rstrip(".") for lot in trade.lots),
            ";".join(lot.opened for lot in trade.lots),
            trade.gain,
            study.source,
            plan.priced,
            simulated,
        )
        for trade in plan.trades
    ]
    return ExportTable(HEADER, rows)
