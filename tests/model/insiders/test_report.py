"""The report of purchases: its orders, and values that are unknown."""

from __future__ import annotations

import msgspec

from r2k_tui.model.insiders.report import InsiderPurchase, InsiderReport
from tests.fakes.still_insiders import INSIDERS


def test_it_comes_out_as_it_went_in() -> None:
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(INSIDERS), type=InsiderReport) == INSIDERS


def test_clusters_by_persons_and_then_by_day() -> None:
    found = [(row.cluster.persons, row.cluster.until) for row in INSIDERS.clusters() if row.cluster is not None]
    assert found == [(5, "2031-04-20"), (3, "2031-05-10"), (3, "2031-03-30")]


def test_members_by_dollars_end_with_those_of_unknown_value() -> None:
    dollars = [row.period.dollars for row in INSIDERS.by_dollars()]
    assert dollars[-1] is None
    known = [value for value in dollars if value is not None]
    assert known == sorted(known, reverse=True) and len(known) == len(dollars) - 1


def test_a_purchase_without_a_price_has_no_value() -> None:
    row = InsiderPurchase("AAA", "A", "2031-05-09", "2031-05-10", ("Doe",), "", 100.0, 2.5, "1")
    assert row.dollars == 250.0
    assert msgspec.structs.replace(row, price=None).dollars is None
    assert msgspec.structs.replace(row, shares=None).dollars is None
