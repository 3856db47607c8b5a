"""Positions collected row by row, and what was left out of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from r2k_tui.model.text import clean
from r2k_tui.sources.brokers.export import BrokerCash, BrokerExport, BrokerPosition, LeftOutRow
from r2k_tui.sources.brokers.symbols import FoundSymbol, quoted_cost

# Kinds of assets as brokers name them, and what a person calls those that are not imported.
OTHER_ASSETS: Mapping[str, str] = MappingProxyType(
    {
        "option": "an option",
        "opt": "an option",
        "equityandindexoptions": "an option",
        "futuresoptions": "an option on a future",
        "fop": "an option on a future",
        "future": "a future",
        "futures": "a future",
        "fut": "a future",
        "bond": "a bond",
        "bonds": "a bond",
        "bill": "a treasury bill",
        "treasurybills": "a treasury bill",
        "fixedincome": "a bond",
        "cd": "a certificate of deposit",
        "forex": "a currency",
        "cash": "a currency",
        "crypto": "a cryptocurrency",
        "cryptocurrency": "a cryptocurrency",
        "warrants": "a warrant",
        "war": "a warrant",
        "cfds": "a CFD",
        "cfd": "a CFD",
        "metals": "a metal",
        "cmdty": "a commodity",
    }
)


class CollectedRows:
    """Owns what one export has so far."""

    def __init__(self) -> None:
        self._positions: list[BrokerPosition] = []
        self._cash: list[BrokerCash] = []
        self._left_out: list[LeftOutRow] = []

    def add(
        self,
        line: int,
        name: str,
        found: FoundSymbol,
        shares: float | None,
        cost: float | None,
        *,
        opened: date | None = None,
        account: str = "",
        currency: str = "",
    ) -> None:
        """Add a position; one without a symbol or without shares is left out and told."""
        if not found.symbol:
            self.leave_out(line, name, found.reason)
            return
        if not shares:
            self.leave_out(line, name, "no shares")
            return
        quoted = quoted_cost(found.symbol, None if cost is None else abs(cost), currency)
        if quoted.reason:
            self.leave_out(line, found.symbol, quoted.reason)
        self._positions.append(BrokerPosition(found.symbol, shares, quoted.cost, opened, clean(account, 40), line))

    def add_cash(self, line: int, amount: float | None, currency: str = "USD", account: str = "") -> None:
        """Add cash; without an amount nothing."""
        if amount is not None:
            self._cash.append(BrokerCash(amount, currency or "USD", clean(account, 40), line))

    def leave_out(self, line: int, name: str, reason: str) -> None:
        """Record a row that is not imported."""
        self._left_out.append(LeftOutRow(line, clean(name, 40), reason))

    def export(self, broker: str) -> BrokerExport:
        """All of it."""
        return BrokerExport(broker, tuple(self._positions), tuple(self._cash), tuple(self._left_out))
