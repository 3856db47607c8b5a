"""Export of a broker: positions, cash, and the rows that were left out."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from r2k_tui.model.market.feed import Problem
from r2k_tui.sources.base import BadData


class UnreadableExport(BadData):
    """File that is not an export of positions, or one with a cell that cannot be read."""


class BrokerPosition(NamedTuple):
    """Shares of one symbol in one account, as one lot. `cost`: per share in the currency of the quote; None: unknown.

    `line` is that of the file, from 1.
    """

    symbol: str
    shares: float
    cost: float | None
    opened: date | None
    account: str
    line: int


class BrokerCash(NamedTuple):
    """Cash of one account in one currency."""

    amount: float
    currency: str
    account: str
    line: int


class LeftOutRow(NamedTuple):
    """Row that is not imported: its line, what it names, and why."""

    line: int
    name: str
    reason: str

    @property
    def problem(self) -> Problem:
        """The same as a problem."""
        return Problem(self.name, "left_out", f"line {self.line}: {self.reason}")


class BrokerExport(NamedTuple):
    """Contents of one file. `broker`: its name for people."""

    broker: str
    positions: tuple[BrokerPosition, ...]
    cash: tuple[BrokerCash, ...]
    left_out: tuple[LeftOutRow, ...]

    @property
    def accounts(self) -> tuple[str, ...]:
        """Accounts in the order of the file; "" for one without a name."""
        named = (*(row.account for row in self.positions), *(row.account for row in self.cash))
        return tuple(dict.fromkeys(named))
