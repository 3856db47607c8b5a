"""Settings of the allocation: which values are refused, and which portfolios they define."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from r2k_tui.config.sections.allocation.faults import allocation_fault
from r2k_tui.config.sections.allocation.settings import Allocation, Sleeve
from tests.cases import cases

ALL = (Sleeve("All", ("SPY", "IWM"), weight=1.0),)


@cases(
    ("key", "value"),
    [
        ("l2", -0.1),
        ("turnover_limit", -0.1),
        ("turnover_limit", 1.1),
        ("target_volatility", 0.0),
        ("target_volatility", -0.1),
        ("target_return", -1.5),
        ("risk_aversion", -2.5),
        ("market_caps", {"SPY": -1.0}),
        ("market_caps", {"SPY": 0}),
        ("cost_in_objective", "yes"),
        ("covariance", "semi"),
    ],
)
def test_a_value_out_of_range_is_named(key: str, value: Any) -> None:
    with pytest.raises(msgspec.ValidationError, match=key):
        msgspec.convert({key: value}, Allocation)


def test_a_portfolio_without_its_setting_is_not_there() -> None:
    plain = Allocation(sleeves=ALL)
    assert "target_vol" not in plain.built_in and "target_return" not in plain.built_in and "min_te" in plain.built_in
    assert plain.missing_for("target_vol") == "target_volatility" and plain.missing_for("min_te") == ""
    given = msgspec.structs.replace(plain, target_volatility=0.1, target_return=0.0)
    assert {"target_vol", "target_return"} <= set(given.built_in)


def test_a_target_that_needs_a_setting_is_refused_without_it() -> None:
    fault = allocation_fault(Allocation(sleeves=ALL, target="target_vol"))
    assert fault is not None and fault.message == "target_vol needs `target_volatility`, which is not set"
    assert allocation_fault(Allocation(sleeves=ALL, target="target_vol", target_volatility=0.1)) is None


def test_a_market_cap_of_no_member_is_refused() -> None:
    fault = allocation_fault(Allocation(sleeves=ALL, market_caps={"GLD": 1e9}))
    assert fault is not None and "a market cap of GLD, which is not a member" in fault.message
