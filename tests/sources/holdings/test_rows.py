"""Numbers in a row of a list of members."""

from __future__ import annotations

import pytest

from r2k_tui.sources.holdings.rows import _number
from tests.cases import cases
from tests.fakes.invented_holdings import export, row, rows
from tests.sources.holdings.lists import parsed


@cases(
    ("cell", "weight"),
    [
        ("(0.05)", -0.05),
        ("( 0.05 )", -0.05),
        ("-0.05", -0.05),
        ("\u22120.05", -0.05),
        ("(0.05%)", -0.05),
        ("0.05%", 0.05),
    ],
)
def test_a_negative_weight_as_bookkeepers_write_it(cell: str, weight: float) -> None:
    lines = [*rows(), row("MARGIN", "CASH COLLATERAL", 1.25)]
    lines[-1] = lines[-1].replace("1.25", cell)
    assert _number(cell) == pytest.approx(weight)
    assert len(parsed(export(lines)).rows) == len(lines)


@cases("cell", ["(-0.05)", "()", "(", "(0.05", "0.05)", "$", "%", "(abc)", "--1", "e5", ".e5", "."])
def test_what_only_looks_like_a_number_is_none(cell: str) -> None:
    assert _number(cell) is None


def test_dollars_with_commas_are_numbers() -> None:
    assert (_number("$1,234.50"), _number("($1,234.50)"), _number("-$2")) == (1234.5, -1234.5, -2.0)
