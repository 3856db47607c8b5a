"""A trading halt as JSON."""

from __future__ import annotations

from typing import Any

from r2k_tui.commands.shared.report import iso, number
from r2k_tui.model.halts.halt import Halt


def halt_data(halt: Halt | None) -> dict[str, Any] | None:
    """JSON of a halt in effect; None without one."""
    if halt is None:
        return None
    return {
        "since": iso(halt.halted_at),
        "code": halt.code or None,
        "words": halt.words,
        "market_wide": halt.market_wide and not halt.symbol,
        "resumption_quotes": iso(halt.quotes_at),
        "resumption_trades": iso(halt.trades_at),
        "threshold_price": number(halt.threshold),
        "missing_since": iso(halt.missing_since),
    }
