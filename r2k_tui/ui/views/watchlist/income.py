"""Dividends that holdings were paid since they were bought."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from r2k_tui.config.sections.watchlist import Holding
from r2k_tui.model.market.dividends import DividendRecord


class Income(NamedTuple):
    """Dividends in the currency of the quote, negative for shares sold short; None: unknown, `reason` says why."""

    amount: float | None
    reason: str = ""


def income_of(lots: Iterable[Holding], record: DividendRecord | None, today: date | None) -> Income:
    """Dividends of lots with an ex-dividend day after their purchase and up to `today`.

    Shares bought on the ex-dividend day are not paid. Without a record, or without a day of purchase, nobody knows.
    """
    if record is None:
        return Income(None, "no record of dividends")
    held = list(lots)
    if any(lot.opened is None for lot in held):
        return Income(None, "no day of purchase")
    last = "" if today is None else today.isoformat()
    return Income(
        sum(
            lot.shares * dividend.amount
            for lot in held
            for dividend in record.paid
            if lot.opened is not None and lot.opened.isoformat() < dividend.day and (not last or dividend.day <= last)
        )
    )
