"""`r2k backtest`: its JSON."""

from __future__ import annotations

from typing import Any


def test_backtest(ask: Any) -> None:
    outcome = ask("backtest", "--portfolio", "min_vol", "--rebalance", "quarterly")
    data = outcome.report["data"]
    assert outcome.status == 0
    assert (data["portfolio"], data["rebalance"], data["walk_forward"]) == ("min_vol", "quarterly", True)
    assert len(data["path"]) == data["n_returns"] + 1 == 1398 - 504 + 1
    assert data["path"][0]["growth"] == 1 and data["path"][0]["rolling_sharpe"] is None
    assert all(decision["day"] < data["last"] for decision in data["decisions"])
    assert set(data["figures"]["years"]) == set(data["benchmark_figures"]["years"])
    text = ask("backtest", "--portfolio", "equal", json=False).out
    assert "turnover a year" in text and "fixed weights" in text
