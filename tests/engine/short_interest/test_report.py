"""The report of short interest: its days, its coverage, its order, and what is missing."""

from __future__ import annotations

from datetime import date

import numpy as np

from r2k_tui.engine.short_interest.figures import member_figures, settled_columns
from r2k_tui.engine.short_interest.report import ReportInputs, report_of
from r2k_tui.model.index.short_interest import SPLIT, Settlement, ShortInterest, SqueezeRule
from r2k_tui.sources.finra.schedule import SettlementDates
from tests.fakes.settlements import NAN, settlement

SYMBOLS = ("AAA", "BBB", "CCC", "DDD")
NEWEST = settlement(
    "2025-08-29",
    ("AAA", 100.0, 80.0, 6.0, 0),
    ("BBB", 300.0, 100.0, NAN, SPLIT),
    ("DDD", 400.0, 500.0, 2.0, 0),
    due="2025-09-12",
    retrieved="2025-09-15",
    note="1 line left out",
)
BEFORE = settlement("2025-08-15", ("AAA", 75.0, NAN, 1.0, 0))
UPCOMING = SettlementDates(date(2025, 9, 15), date(2025, 9, 15), date(2025, 9, 24), date(2025, 9, 26))


def report(*settlements: Settlement, trouble: str = "") -> ShortInterest:
    weights, rule = np.array([0.4, 0.3, 0.2, 0.1]), SqueezeRule(0.1, 5.0)
    inputs = ReportInputs(date(2025, 9, 18), SYMBOLS, SYMBOLS, weights, settlements, UPCOMING, rule, trouble)
    floats, outstanding = np.array([500.0, NAN, NAN, NAN]), np.array([1000.0, 1000.0, 1000.0, NAN])
    figures = member_figures(
        settled_columns(settlements, SYMBOLS), floats, outstanding, np.array([1, 1, -1, 0], dtype=np.int8), inputs.rule
    )
    return report_of(inputs, figures)


def test_days_and_coverage() -> None:
    found = report(NEWEST, BEFORE)
    assert (found.settlement, found.previous_settlement, found.age_days) == ("2025-08-29", "2025-08-15", 20)
    assert (found.published, found.published_by[:7]) == ("2025-09-12", "by rule")
    assert (found.next_settlement, found.next_expected, found.next_due) == ("2025-09-15", "2025-09-24", "2025-09-26")
    n = found.coverage
    assert (n.members, n.shares, n.float_known, n.outstanding_only) == (4, 3, 1, 1)
    assert n.weight is not None and abs(n.weight - 0.8) < 1e-12
    assert (n.days_to_cover, n.change, n.splits, n.above_50d) == (2, 2, 1, 3)
    assert (n.squeeze, n.squeeze_unknown) == (1, 2)
    assert found.missing == ("CCC",)
    assert found.caveats == (
        "file of 2025-08-29: 1 line left out",
        "1 member split since the settlement before: change unknown",
        "1 member: the newest file restates the settlement before; its figure is used",
    )


def test_rows_and_orders() -> None:
    found = report(NEWEST, BEFORE)
    assert [(row.symbol, row.fraction, row.basis) for row in found.members] == [
        ("BBB", 0.3, "shares outstanding"),
        ("AAA", 0.2, "float"),
        ("DDD", None, ""),
    ]
    by_symbol = {row.symbol: row for row in found.members}
    assert by_symbol["BBB"].days_to_cover is None and by_symbol["BBB"].change is None and by_symbol["BBB"].split
    assert by_symbol["AAA"].squeeze is True and by_symbol["BBB"].squeeze is None and by_symbol["DDD"].squeeze is False
    assert [row.symbol for row in found.squeezed()] == ["AAA"]
    assert [row.symbol for row in found.by_cover()] == ["AAA", "DDD"]
    assert [row.symbol for row in found.by_change()] == ["AAA", "DDD"]


def test_how_the_day_of_publication_is_known() -> None:
    line = ("AAA", 1.0, 1.0, 1.0, 0)
    dated = settlement("2025-08-29", line, due="2025-09-12", appeared="2025-09-10", retrieved="2025-09-15")
    assert (report(dated).published, report(dated).published_by) == ("2025-09-10", "by its file")
    seen = settlement("2025-08-29", line, due="2025-09-12", retrieved="2025-09-11")
    assert (report(seen).published, report(seen).published_by) == ("2025-09-11", "as seen")


def test_trouble_and_no_settlement_before() -> None:
    found = report(NEWEST, trouble="FINRA has a server error (500).")
    assert found.trouble == "FINRA has a server error (500)." and found.previous_settlement == ""
    assert len(found.caveats) == 2
