"""What readings of one symbol are computed from: benchmarks and the rate."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from r2k_tui.analytics.series.series import select
from r2k_tui.engine.readings.inputs import Role
from tests.analytics.synthetic import closes_only
from tests.engine.readings.boards import (
    CONTEXT,
    COUNT,
    OWN,
    board,
    cut,
)


def test_benchmarks_are_chosen_by_the_symbol() -> None:
    index, fund = board(), board(msgspec.structs.replace(OWN, symbol="IWM"))
    one, two = (found.readings(["rs63", "beta_spy_252", "obv_slope20"]) for found in (index, fund))
    assert "^GSPC" in one["rs63"].definition
    assert one["rs63"].value != two["rs63"].value
    assert one["beta_spy_252"].value == two["beta_spy_252"].value
    assert one["obv_slope20"].value != two["obv_slope20"].value
    small = CONTEXT[Role.SMALL_FUND]
    alone = board(small).readings(["obv_slope20"])
    assert alone["obv_slope20"].value == one["obv_slope20"].value


def test_the_rate_comes_from_the_bill_unless_it_is_fixed() -> None:
    keys = ("sharpe_252_rf", "sharpe_252_rf0", "sortino_756_rf")
    from_bill, fixed = board().readings(keys), board(risk_free=0.04).readings(keys)
    assert from_bill["sharpe_252_rf"].value == pytest.approx(fixed["sharpe_252_rf"].value, abs=0.02)
    assert "rf of each day" in from_bill["sharpe_252_rf"].definition
    assert "^IRX" in from_bill["sharpe_252_rf"].definition
    assert "fixed" in fixed["sharpe_252_rf"].definition
    zero = board(risk_free=0.0).readings(keys)
    assert zero["sharpe_252_rf"].value == zero["sharpe_252_rf0"].value
    negative = cut(30)
    assert negative.facts.risk_free is not None
    assert negative.facts.risk_free[-1] < 0
    bill = CONTEXT[Role.BILL]
    late = board(others={Role.BILL: select(bill, slice(COUNT - 300, None))}).readings(keys)
    assert late["sharpe_252_rf"].value == from_bill["sharpe_252_rf"].value
    assert late["sortino_756_rf"].reason == f"^IRX begins on {bill.days[COUNT - 300]}, within the window"
    none = board(others={}).readings(keys)
    assert none["sharpe_252_rf"].reason == "no ^IRX and no fixed rate"
    assert none["sharpe_252_rf0"].value is not None


def test_the_rate_of_a_day_is_the_last_one_known_before_it() -> None:
    facts = board().facts
    assert facts.risk_free is not None
    np.testing.assert_array_equal(facts.risk_free, CONTEXT[Role.BILL].close[:-1] / 100)
    changed = CONTEXT[Role.BILL].close.copy()
    changed[-1] = 50.0
    others = {**CONTEXT, Role.BILL: closes_only("^IRX", changed)}
    key = "sharpe_252_rf"
    assert board(others=others).readings([key]) == board().readings([key]), "today's rate is no one's before tomorrow"


def test_a_benchmark_has_no_strength_against_itself() -> None:
    _, momentum = board(CONTEXT[Role.LARGE_FUND]).scores()
    (part,) = (part for part in momentum.components if part.name == "relative_strength")
    assert part.reason == "is its own benchmark"
    assert momentum.score is not None
