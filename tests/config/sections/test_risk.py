"""The risk budget of a position."""

from __future__ import annotations

from pathlib import Path

import pytest

from r2k_tui.config.load import load
from r2k_tui.config.sections.risk import RiskBudget
from tests.config.complaints import complaint


def test_a_percent_of_a_hundred_thousand_dollars_without_leverage() -> None:
    budget = RiskBudget()
    assert (budget.capital, budget.budget, budget.volatility, budget.limit) == (100_000.0, 0.01, 0.10, 1.0)


def test_leverage_is_a_limit_above_one(file: Path) -> None:
    file.write_text("[risk]\nlimit = 2.5\ncapital = 5e5")
    assert (load(file).risk.limit, load(file).risk.capital) == (2.5, 500_000.0)


@pytest.mark.parametrize("text", ["capital = 0", "budget = 1.01", "volatility = 0", "limit = 101"])
def test_nothing_that_no_position_could_have(file: Path, text: str) -> None:
    assert complaint(file, f"[risk]\n{text}").key == f"risk.{text.split()[0]}"
