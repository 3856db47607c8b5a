"""`r2k backtest`: its JSON and its table, of one portfolio and of several."""

from __future__ import annotations

from typing import Any

import pytest

from tests.commands.allocation.market import MIXED


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
    both = ask("backtest", "--portfolio", "equal,hrp", json=False).out
    assert max(map(len, [*text.splitlines(), *both.splitlines()])) <= 80


def test_several_side_by_side(ask: Any) -> None:
    arguments = ("backtest", "--portfolio", "70/30,equal", "--portfolio", "A mix of many parts")
    data = ask(*arguments, config=MIXED).report["data"]
    assert [*data] == ["portfolios", "common", "differences"]
    assert [*data["portfolios"]] == ["70/30", "equal", "A mix of many parts"]
    alone = ask("backtest", "--portfolio", "70/30", config=MIXED).report["data"]
    assert data["portfolios"]["70/30"] == alone, "each in the shape that it has alone"
    assert data["common"] == {"first": alone["first"], "last": alone["last"], "n_returns": alone["n_returns"]}
    apart = {(d["portfolio"], d["other"], d["measure"]): d for d in data["differences"]}
    assert len(apart) == 6
    cagr = apart["70/30", "equal", "sharpe"]
    figures = {name: one["figures"] for name, one in data["portfolios"].items()}
    assert cagr["difference"] == pytest.approx(figures["70/30"]["sharpe"] - figures["equal"]["sharpe"], abs=0.01)


def test_a_walk_forward_one_makes_all_begin_after_its_lookback(ask: Any) -> None:
    data = ask("backtest", "--portfolio", "70/30,min_vol", config=MIXED).report["data"]
    assert {one["n_returns"] for one in data["portfolios"].values()} == {1398 - 504}


def test_the_table_is_80_columns_wide_with_letters_for_long_names(ask: Any) -> None:
    names = "70/30,equal,own,A mix of many parts"
    lines = ask("backtest", "--portfolio", names, config=MIXED, json=False).out.splitlines()
    assert max(map(len, lines)) <= 80
    assert "D = A mix of many parts" in lines
    assert any(line.startswith("after costs") and line.split()[-2:] == ["D", "benchmark"] for line in lines)
    assert "all on the days that they have in common, so that figures can be compared:" in lines


def test_one_that_is_left_out_is_named(ask: Any) -> None:
    outcome = ask("backtest", "--portfolio", "equal,70/30", config=MIXED.replace("GLD = 0.3", "NOPE = 0.3"))
    assert (outcome.status, [*outcome.report["data"]["portfolios"]]) == (1, ["equal"])
    assert "70/30 is left out: NOPE has no prices to use" in [p["message"] for p in outcome.report["problems"]]


def test_more_than_four_are_refused(ask: Any) -> None:
    outcome = ask("backtest", "--portfolio", "equal,own,hrp,min_vol,max_sharpe")
    assert (outcome.status, outcome.out) == (2, "")
    assert "--portfolio: 5 portfolios, and at most 4 are compared at once" in outcome.err
