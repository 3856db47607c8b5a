"""Totals, buyers and clusters, computed by hand."""

from __future__ import annotations

from r2k_tui.engine.insiders.purchases import Bought, bought, buyers, by_member, cluster, first_day, one_by_one, totals
from r2k_tui.model.insiders.filing import InsiderFiling
from r2k_tui.model.insiders.report import PurchaseCluster, PurchaseTotals
from tests.cases import cases
from tests.engine.insiders.filings import filing

SINCE, UNTIL = "2025-07-01", "2025-09-18"


def rows(*filings: InsiderFiling) -> list[Bought]:
    return bought(filings, SINCE, UNTIL).get("AAA", [])


def on(day: str, *persons: int, number: int = 1) -> InsiderFiling:
    return filing(day, persons=persons, trades=((day, 10.0, 2.0),), number=number)


def test_the_period_counts_both_of_its_ends() -> None:
    assert (first_day("2025-09-18", 1), first_day("2025-09-18", 30)) == ("2025-09-18", "2025-08-20")
    days = ("2025-06-30", SINCE, UNTIL, "2025-09-19")
    one = filing("2025-09-19", trades=tuple((day, 1.0, 1.0) for day in days))
    assert [row.trade.day for row in rows(one)] == [SINCE, UNTIL]


def test_plans_and_filings_about_others_are_left_out() -> None:
    assert rows(filing(UNTIL, plan=True)) == []
    assert bought([filing(UNTIL, "")], SINCE, UNTIL) == {}


def test_several_transactions_in_a_filing() -> None:
    one = filing(UNTIL, trades=(("2025-09-15", 100.0, 12.5), ("2025-09-16", 300.0, 10.0)))
    assert totals(rows(one)) == PurchaseTotals(1, 2, 400.0, 4250.0, 0)


def test_an_unknown_price_is_no_zero() -> None:
    priced, unpriced = ("2025-09-15", 100.0, 12.5), ("2025-09-15", 40.0, None)
    assert totals(rows(filing(UNTIL, trades=(priced, unpriced)))) == PurchaseTotals(1, 2, 140.0, 1250.0, 1)
    assert totals(rows(filing(UNTIL, trades=(unpriced,)))) == PurchaseTotals(1, 1, 40.0, None, 1)
    assert totals([]) == PurchaseTotals()


@cases(
    ("filed", "count"),
    [
        ([(1,), (1,)], 1),
        ([(1,), (2,)], 2),
        ([(1, 2)], 1),
        ([(1, 2), (2, 3), (3,)], 1),
        ([(1, 2), (3,), (4, 5)], 3),
        ([(1, 2), (3, 4), (2, 3)], 1),
    ],
)
def test_who_files_jointly_counts_once(filed: list[tuple[int, ...]], count: int) -> None:
    assert buyers(rows(*(on("2025-09-10", *persons, number=at) for at, persons in enumerate(filed)))) == count


def test_a_cluster_is_three_persons_within_thirty_days() -> None:
    three = [on("2025-08-12", 1), on("2025-08-30", 2, number=2), on("2025-09-10", 3, number=3)]
    assert cluster(rows(*three)) == PurchaseCluster(3, "2025-08-12", "2025-09-10")
    assert cluster(rows(on("2025-08-11", 1), *three[1:])) is None, "the first lies 31 days before the last"
    assert cluster(rows(*three[:2], on("2025-09-10", 2, number=3))) is None, "two persons"
    assert cluster(rows(on("2025-09-10", 1, 2, 3))) is None, "a joint filing"


def test_of_two_clusters_the_larger_then_the_newer() -> None:
    early = [on("2025-07-02", n, number=n) for n in (1, 2, 3)]
    late = [on("2025-09-10", n, number=10 + n) for n in (4, 5, 6)]
    assert cluster(rows(*early, *late)) == PurchaseCluster(3, "2025-09-10", "2025-09-10")
    found = cluster(rows(*early, on("2025-07-03", 9, number=30), *late))
    assert found == PurchaseCluster(4, "2025-07-02", "2025-07-03")


def test_members_by_their_newest_purchase_and_purchases_by_filing() -> None:
    filings = [
        filing("2025-09-12", "AAA", (1,), (("2025-08-01", 10.0, 2.0), ("2025-09-10", 5.0, 2.0)), 1),
        filing("2025-09-16", "BBB", (2, 3), (("2025-09-15", 7.0, None),), 2, form="4/A"),
    ]
    found = bought(filings, SINCE, UNTIL)
    names = {"AAA": "First", "BBB": "Second"}
    second, first = by_member(found, names, UNTIL)
    assert (first.symbol, first.name, first.last_day, first.last_filed) == ("AAA", "First", "2025-09-10", "2025-09-12")
    assert (first.recent.dollars, first.period.dollars) == (10.0, 30.0)
    assert (second.symbol, second.recent, second.cluster) == ("BBB", PurchaseTotals(1, 1, 7.0, None, 1), None)
    listed = one_by_one(found, names)
    assert [(row.symbol, row.day, row.dollars) for row in listed] == [
        ("BBB", "2025-09-15", None),
        ("AAA", "2025-09-10", 10.0),
        ("AAA", "2025-08-01", 20.0),
    ]
    assert (listed[0].persons, listed[0].form) == (("Doe 2", "Doe 3"), "4/A")


def test_a_later_joint_filing_takes_no_cluster_back() -> None:
    apart = [on(f"2025-07-0{day}", day, number=day) for day in (1, 2, 3)]
    jointly = on("2025-09-10", 1, 2, 3, number=4)
    found = cluster(rows(*apart, jointly))
    assert found is not None and (found.persons, found.since) == (3, "2025-07-01")
