"""What the commands of allocation refuse alike."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.commands.allocation.market import CONFIG, write_market


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("allocate", "--target", "best"), "--target best: expected one of min_vol"),
        (("backtest", "--rebalance", "weekly"), "--rebalance weekly: expected one of daily"),
        (("backtest", "--cost-bp", "-1"), "--cost-bp -1: expected 0 to 1000"),
        (("simulate", "--years", "0"), "--years 0: expected 1 to 100"),
        (("simulate", "--block", "5"), "--block 5: expected 21 to 1260"),
        (("simulate", "--withdrawal", "-1"), "--withdrawal -1: expected 0"),
    ],
)
def test_usage(ask: Any, arguments: tuple[str, ...], words: str) -> None:
    outcome = ask(*arguments)
    assert (outcome.status, outcome.out) == (2, "")
    assert words in outcome.err


class TestBadInput:
    def test_a_missing_series_is_left_out(self, ask: Any, tmp_path: Path, days: list[str]) -> None:
        outcome = ask("allocate", data=write_market(tmp_path / "gap", days, ("SPY", "IWM", "AGG", "TLT", "GLD")))
        assert outcome.status == 1
        report = outcome.report
        assert report["data"]["universe"] == ["SPY", "IWM", "AGG", "TLT", "GLD"]
        assert [p["symbol"] for p in report["problems"] if p["kind"] == "not_found"] == ["VNQ"]

    def test_a_sleeve_without_any_series_cannot_hold(self, ask: Any, tmp_path: Path, days: list[str]) -> None:
        outcome = ask("allocate", data=write_market(tmp_path / "none", days, ("AGG", "TLT", "GLD", "VNQ")))
        assert (outcome.status, outcome.report["data"]) == (2, None)
        assert 'sleeve "US equity" must hold 0.45 of the whole, and none of its members has a history' in outcome.err

    def test_a_holding_that_the_source_does_not_know(self, ask: Any) -> None:
        more = '{ symbol = "NOPE", shares = 3, cost = 1 }, { symbol'
        outcome = ask("allocate", config=CONFIG.replace("{ symbol", more, 1))
        assert outcome.status == 1
        assert [p["symbol"] for p in outcome.report["problems"] if p["kind"] != "note"] == ["NOPE"]
        assert outcome.report["data"]["portfolios"]["own"]["weights"]["IWM"] == 1

    def test_prices_that_are_not_above_zero(self, ask: Any, tmp_path: Path, days: list[str]) -> None:
        folder = write_market(tmp_path / "negative", days)
        lines = (folder / "TLT.csv").read_text().splitlines()
        lines[50] = f"{lines[50].split(',')[0]},-3"
        (folder / "TLT.csv").write_text("\n".join(lines) + "\n")
        outcome = ask("allocate", data=folder)
        assert outcome.report["data"]["n_returns"] == 1397
        assert outcome.report["data"]["portfolios"]["min_vol"] is not None

    def test_a_window_shorter_than_the_number_of_members(self, ask: Any, tmp_path: Path, days: list[str]) -> None:
        outcome = ask("allocate", data=write_market(tmp_path / "short", days, count=6))
        assert outcome.status == 1
        portfolios = outcome.report["data"]["portfolios"]
        assert [name for name, p in portfolios.items() if p is not None] == ["equal", "own"]
        assert any("there must be more returns than members" in p["message"] for p in outcome.report["problems"])

    def test_one_member(self, ask: Any) -> None:
        one = '[[allocation.sleeves]]\nname = "All"\nweight = 1.0\nmembers = ["IWM"]\n'
        outcome = ask("allocate", config=one)
        assert outcome.status == 0
        portfolios = outcome.report["data"]["portfolios"]
        assert {tuple(p["weights"].items()) for p in portfolios.values() if p} == {(("IWM", 1.0),)}

    def test_no_day_in_common(self, ask: Any, tmp_path: Path, days: list[str]) -> None:
        folder = write_market(tmp_path / "apart", days)
        lines = (folder / "GLD.csv").read_text().splitlines()
        (folder / "GLD.csv").write_text("\n".join([lines[0], *(f"19{n:02d}-01-02,5" for n in range(70, 90))]) + "\n")
        outcome = ask("allocate", data=folder)
        assert (outcome.status, outcome.report["data"]) == (3, None)
        assert "fewer than three days in common" in outcome.err

    def test_too_short_a_history_for_a_backtest(self, ask: Any, tmp_path: Path, days: list[str]) -> None:
        outcome = ask("backtest", "--portfolio", "max_sharpe", data=write_market(tmp_path / "brief", days, count=300))
        assert outcome.status == 3
        assert "the history is too short for a backtest" in outcome.err
