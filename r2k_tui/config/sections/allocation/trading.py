"""How trades to the target may look."""

from typing import Annotated, Literal

import msgspec

from r2k_tui.config.section import Section, Symbol
from r2k_tui.model.money.currency import CASH
from r2k_tui.model.settings_fault import SettingsFault

_LEAST, _MOST = 1e-8, 1e9


class Trading(Section, frozen=True):
    """How trades to the target may look."""

    to: Literal["target", "band"] = "target"
    """Where trades go: to the target, or only back to the edge of `drift_band` around it."""
    lot_sizes: Annotated[dict[Symbol, float], msgspec.Meta(max_length=500)] = msgspec.field(default_factory=dict)
    """Shares of which trades are multiples, by symbol; 1 for all others, and 0.001 where fractions can be traded."""
    do_not_sell: Annotated[tuple[Symbol, ...], msgspec.Meta(max_length=500)] = ()
    """Symbols that are never sold."""
    tax_lots: Literal["fifo", "hifo"] = "fifo"
    """Lots that a sale uses: the oldest first, or the most expensive first."""


def trading_fault(trading: Trading) -> SettingsFault | None:
    """The first setting of `trading` that cannot be used, seen from the table of the allocation."""
    for symbol, size in trading.lot_sizes.items():
        if not _LEAST <= size <= _MOST:
            limits = f"above 0 shares and at most {_MOST:,.0f}"
            words = f"a lot must be {limits}, and may be a fraction such as 0.001; found {size:g}"
            return SettingsFault(("trading", "lot_sizes", symbol), words)
    if CASH in trading.lot_sizes:
        return SettingsFault(("trading", "lot_sizes", CASH), "cash has lots of 0.01: no other size can be set")
    if CASH in trading.do_not_sell:
        return SettingsFault(("trading", "do_not_sell"), "cash is never sold: leave it out")
    return None
