"""Purchases of insiders over a period: by member, one by one, and how complete the filings behind them are."""

from __future__ import annotations

import msgspec

CLUSTER_PERSONS, CLUSTER_DAYS = 3, 30
CLUSTER = (
    f"cluster: at least {CLUSTER_PERSONS} different persons bought within {CLUSTER_DAYS} days, by day of the "
    "transaction; persons who file jointly count as one"
)
BASIS = "Form 4, code P (open-market or private purchase), acquired, not under a 10b5-1 plan; amendments replace"
# The period of the columns of a screen, and of the shorter of the two totals.
RECENT_DAYS = 30


class PurchaseTotals(msgspec.Struct, frozen=True, array_like=True):
    """Purchases of one member over a period. `persons`: distinct buyers; `purchases`: number of transactions.

    `shares` and `dollars` sum what is stated, None where nothing is; `unpriced`: transactions of unknown value.
    """

    persons: int = 0
    purchases: int = 0
    shares: float | None = None
    dollars: float | None = None
    unpriced: int = 0


class PurchaseCluster(msgspec.Struct, frozen=True, array_like=True):
    """Window of CLUSTER_DAYS with the most buyers: their number, and the days of its first and last purchase."""

    persons: int
    since: str
    until: str


class MemberPurchases(msgspec.Struct, frozen=True):
    """Purchases of one member: over the last RECENT_DAYS, and over the period; a cluster within the period, if any."""

    symbol: str
    name: str
    recent: PurchaseTotals
    period: PurchaseTotals
    last_day: str
    last_filed: str
    cluster: PurchaseCluster | None = None


class InsiderPurchase(msgspec.Struct, frozen=True, array_like=True):
    """One transaction. `day`: of the transaction; `filed`: of the filing. `persons` filed it jointly."""

    symbol: str
    name: str
    day: str
    filed: str
    persons: tuple[str, ...]
    role: str
    shares: float | None
    price: float | None
    accession: str
    form: str = "4"

    @property
    def dollars(self) -> float | None:
        """Shares times price; None where either is unknown."""
        return None if self.shares is None or self.price is None else self.shares * self.price


class FilingCoverage(msgspec.Struct, frozen=True):
    """Days of filings that are known. `first`, `last`: of the indexes read without a gap up to the last one.

    `missing`: days up to `last` that are not read yet; `read_at`: time of the last index (seconds since the epoch).
    `planned`: purchases of the period under a plan, which are left out; `faults`: filings of it that could not be read;
    `unmatched`: members that the SEC's list of tickers lacks.
    """

    first: str | None = None
    last: str | None = None
    missing: tuple[str, ...] = ()
    read_at: float | None = None
    planned: int = 0
    faults: tuple[str, ...] = ()
    unmatched: tuple[str, ...] = ()


class InsiderReport(msgspec.Struct, frozen=True):
    """Purchases of the members over `days` days up to `until`, newest first.

    `origin`: source of the filings; `trouble`: why nothing newer is fetched, "" while all is well; `off`: whether the
    settings disable the requests. `caveats`: what is not known.
    """

    days: int
    since: str
    until: str
    members: tuple[MemberPurchases, ...]
    purchases: tuple[InsiderPurchase, ...]
    coverage: FilingCoverage
    origin: str
    trouble: str = ""
    off: bool = False
    caveats: tuple[str, ...] = ()

    def clusters(self) -> tuple[MemberPurchases, ...]:
        """Members with a cluster, most persons first, of equal ones the newest."""
        found = [(row.cluster, row) for row in self.members if row.cluster is not None]
        newest = sorted(sorted(found, key=lambda one: one[1].symbol), key=lambda one: one[0].until, reverse=True)
        return tuple(row for _, row in sorted(newest, key=lambda one: -one[0].persons))

    def by_dollars(self) -> tuple[MemberPurchases, ...]:
        """Members by the dollars of the period, largest first; those of unknown value come last."""
        return tuple(sorted(self.members, key=lambda row: (-(row.period.dollars or 0.0), row.symbol)))
