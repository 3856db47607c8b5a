"""The rules as a table."""

from __future__ import annotations

import csv
import io

from r2k_tui.ui.drawing.table_export import csv_text
from r2k_tui.ui.views.allocation.drawing.rules_export import rules_table
from tests.fakes.still_rules import STUDY


def test_one_row_a_rule_and_none_without_the_number_tried() -> None:
    found = list(csv.DictReader(io.StringIO(csv_text(rules_table(STUDY, simulated=True)))))
    assert [row["rule"] for row in found] == [rule.name for rule in STUDY.rules]
    assert {row["tried"] for row in found} == {str(STUDY.tried)}
    for row, rule in zip(found, STUDY.rules, strict=True):
        numbers = {
            "sharpe": rule.figures.sharpe,
            "hold_maxdd": rule.buy_and_hold.maxdd,
            "low": rule.sharpe_difference.low,
            "deflated_sharpe": rule.deflated_sharpe,
        }
        assert {name: row[name] for name in numbers} == {
            name: "" if value is None else str(value) for name, value in numbers.items()
        }
        assert (row["hold"], row["since"], row["SIMULATED"]) == (rule.asset, rule.signal.since or "", "true")
