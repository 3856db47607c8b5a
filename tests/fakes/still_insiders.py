"""Purchases of insiders that stand still: invented, the same at every run."""

from __future__ import annotations

from r2k_tui.model.insiders.report import (
    FilingCoverage,
    InsiderPurchase,
    InsiderReport,
    MemberPurchases,
    PurchaseCluster,
    PurchaseTotals,
)


def _member(number: int, dollars: float | None, cluster: PurchaseCluster | None = None) -> MemberPurchases:
    persons = cluster.persons if cluster is not None else 1 + number % 2
    period = PurchaseTotals(persons, persons, 1000.0 * (number + 1), dollars, 0 if dollars is not None else persons)
    recent = period if number % 2 == 0 else PurchaseTotals()
    day = f"2031-05-{10 - number % 9:02d}"
    return MemberPurchases(f"B{number:03d}", f"BOUGHT NUMBER {number} INC", recent, period, day, "2031-05-12", cluster)


def _purchase(number: int, price: float | None, form: str = "4") -> InsiderPurchase:
    persons = ("Doe Jane", "Roe Fund LP") if number == 2 else (f"Doe Number {number}",)
    day, filed = f"2031-05-{10 - number % 9:02d}", f"2031-05-{12 - number % 9:02d}"
    accession = f"0000000001-31-{number:06d}"
    shares = 1000.0 + number
    head = (f"B{number:03d}", f"BOUGHT NUMBER {number} INC", day, filed, persons, "director", shares, price)
    return InsiderPurchase(*head, accession, form)


INSIDERS = InsiderReport(
    days=90,
    since="2031-02-15",
    until="2031-05-15",
    members=(
        _member(0, 2.5e6, PurchaseCluster(3, "2031-04-14", "2031-05-10")),
        _member(1, 9e5, PurchaseCluster(5, "2031-04-01", "2031-04-20")),
        _member(2, 4e4, PurchaseCluster(3, "2031-03-02", "2031-03-30")),
        _member(3, None),
        *(_member(number, 1e4 * number) for number in range(4, 40)),
    ),
    purchases=(
        *(_purchase(number, 12.5 + number) for number in range(3)),
        _purchase(3, None),
        _purchase(4, 7.25, "4/A"),
        *(_purchase(number, 3.0) for number in range(5, 60)),
    ),
    coverage=FilingCoverage("2031-02-15", "2031-05-14", (), 1_936_900_000.0, 4),
    origin="SEC Form 4",
    caveats=("4 purchases under a 10b5-1 plan left out",),
)
