"""Purchases of members over a period: totals, distinct buyers, clusters. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from math import fsum
from typing import NamedTuple

from r2k_tui.model.insiders.filing import InsiderFiling, InsiderTrade
from r2k_tui.model.insiders.report import (
    CLUSTER_DAYS,
    CLUSTER_PERSONS,
    RECENT_DAYS,
    InsiderPurchase,
    MemberPurchases,
    PurchaseCluster,
    PurchaseTotals,
)


class Bought(NamedTuple):
    """One purchase, and the filing that states it."""

    filing: InsiderFiling
    trade: InsiderTrade

    @property
    def dollars(self) -> float | None:
        """Shares times price; None where either is unknown."""
        shares, price = self.trade.shares, self.trade.price
        return None if shares is None or price is None else shares * price


def bought(filings: Iterable[InsiderFiling], since: str, until: str) -> dict[str, list[Bought]]:
    """Purchases of each member from `since` to `until`, by day of the transaction, oldest first; none under a plan."""
    found: dict[str, list[Bought]] = {}
    for filing in filings:
        if filing.plan or not filing.symbol:
            continue
        for trade in filing.purchases:
            if since <= trade.day <= until:
                found.setdefault(filing.symbol, []).append(Bought(filing, trade))
    for rows in found.values():
        rows.sort(key=lambda row: (row.trade.day, row.filing.accession))
    return found


def first_day(until: str, days: int) -> str:
    """First of `days` days that end with `until`."""
    return (date.fromisoformat(until) - timedelta(days=days - 1)).isoformat()


def buyers(rows: Sequence[Bought]) -> int:
    """Number of distinct buyers: persons who filed jointly, directly or through others, count as one."""
    if all(len(row.filing.owners) == 1 for row in rows):
        return len({row.filing.owners[0].cik for row in rows})  # most of them, at a tenth of the cost
    group: dict[str, str] = {}

    def root(person: str) -> str:
        while group.setdefault(person, person) != person:
            person = group[person]
        return person

    for row in rows:
        first, *others = (root(owner.cik) for owner in row.filing.owners)
        for other in others:
            group[root(other)] = root(first)
    return sum(person == leader for person, leader in group.items())


def totals(rows: Sequence[Bought]) -> PurchaseTotals:
    """Totals of purchases; what is stated nowhere is None, not zero."""
    shares = [row.trade.shares for row in rows if row.trade.shares is not None]
    dollars = [value for row in rows if (value := row.dollars) is not None]
    return PurchaseTotals(
        persons=buyers(rows),
        purchases=len(rows),
        shares=fsum(shares) if shares else None,
        dollars=fsum(dollars) if dollars else None,
        unpriced=len(rows) - len(dollars),
    )


def cluster(rows: Sequence[Bought]) -> PurchaseCluster | None:
    """Window of CLUSTER_DAYS with the most buyers, the newest of equal ones; None with too few."""
    best: PurchaseCluster | None = None
    if len({owner.cik for row in rows for owner in row.filing.owners}) < CLUSTER_PERSONS:
        return None
    for end in sorted({row.trade.day for row in rows}):
        start = first_day(end, CLUSTER_DAYS)
        within = [row for row in rows if start <= row.trade.day <= end]
        count = buyers(within)
        if count >= CLUSTER_PERSONS and (best is None or count >= best.persons):
            best = PurchaseCluster(count, within[0].trade.day, end)
    return best


def by_member(
    found: Mapping[str, Sequence[Bought]], names: Mapping[str, str], until: str
) -> tuple[MemberPurchases, ...]:
    """Each member with purchases, newest purchase first."""
    recent = first_day(until, RECENT_DAYS)
    rows = [
        MemberPurchases(
            symbol=symbol,
            name=names.get(symbol, ""),
            recent=totals([row for row in one if row.trade.day >= recent]),
            period=totals(one),
            last_day=one[-1].trade.day,
            last_filed=max(row.filing.filed for row in one),
            cluster=cluster(one),
        )
        for symbol, one in found.items()
    ]
    return tuple(sorted(sorted(rows, key=lambda row: row.symbol), key=lambda row: row.last_day, reverse=True))


def one_by_one(found: Mapping[str, Sequence[Bought]], names: Mapping[str, str]) -> tuple[InsiderPurchase, ...]:
    """Every purchase, newest filing first."""
    rows = [
        InsiderPurchase(
            symbol=symbol,
            name=names.get(symbol, ""),
            day=row.trade.day,
            filed=row.filing.filed,
            persons=tuple(owner.name for owner in row.filing.owners),
            role=row.filing.owners[0].role,
            shares=row.trade.shares,
            price=row.trade.price,
            accession=row.filing.accession,
            form=row.filing.form,
        )
        for symbol, one in found.items()
        for row in one
    ]
    ranked = sorted(rows, key=lambda row: (row.symbol, row.accession))
    return tuple(sorted(ranked, key=lambda row: (row.filed, row.day), reverse=True))
