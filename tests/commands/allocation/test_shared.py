"""What the commands of allocation refuse alike."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from r2k_tui.commands.allocation.shared import number_rows
from tests.commands.allocation.market import CONFIG, RECENT, write_market


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
        members = ("SPY", "IWM", "AGG", "TLT", "GLD")
        outcome = ask("allocate", data=write_market(tmp_path / "gap", days, members, RECENT))
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
        folder = write_market(tmp_path / "negative", days, count=RECENT)
        lines = (folder / "TLT.csv").read_text().splitlines()
        lines[50] = f"{lines[50].split(',')[0]},-3"
        (folder / "TLT.csv").write_text("\n".join(lines) + "\n")
        outcome = ask("allocate", data=folder)
        assert outcome.report["data"]["n_returns"] == RECENT - 2
        assert outcome.report["data"]["portfolios"]["min_vol"] is not None

    def test_a_window_shorter_than_the_number_of_members(self, ask: Any, tmp_path: Path, days: list[str]) -> None:
        outcome = ask("allocate", data=write_market(tmp_path / "short", days, count=6))
        assert outcome.status == 1
        portfolios = outcome.report["data"]["portfolios"]
        assert [name for name, p in portfolios.items() if p is not None] == ["equal", "own"]
        assert any("there must be more returns than members" in p["message"] for p in outcome.report["problems"])

    def test_one_member(self, ask: Any, recent: Path) -> None:
        one = '[[allocation.sleeves]]\nname = "All"\nweight = 1.0\nmembers = ["IWM"]\n'
        outcome = ask("allocate", config=one, data=recent)
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

    @pytest.mark.parametrize(
        ("line", "words"),
        [
            ("l2 = -0.5", "allocation.l2"),
            ("turnover_limit = -0.1", "allocation.turnover_limit"),
            ("target_volatility = 0", "allocation.target_volatility"),
            ("risk_aversion = -2", "allocation.risk_aversion"),
            ("market_caps = { SPY = -5e13 }", "allocation.market_caps"),
            ('target = "target_vol"', "target_vol needs `target_volatility`, which is not set"),
        ],
    )
    def test_a_wrong_setting_is_named_with_file_and_line(self, ask: Any, line: str, words: str) -> None:
        outcome = ask("allocate", config=CONFIG.replace("lookback_years = 2", f"lookback_years = 2\n{line}"))
        assert outcome.status == 2 and words in outcome.err and "own.toml" in outcome.err
        assert "line 3" in outcome.err or ":3" in outcome.err

    def test_a_turnover_limit_that_no_weights_keep(self, ask: Any) -> None:
        config = CONFIG.replace("lookback_years = 2", "turnover_limit = 0.05").replace("cash = 10000.0", "cash = 0.0")
        outcome = ask("allocate", config=config)
        assert (outcome.status, outcome.report["data"]) == (2, None)
        assert [problem["kind"] for problem in outcome.report["problems"]] == ["infeasible"]
        assert "needs at least 55.0 % turnover, turnover_limit is 5 %" in outcome.err

    @pytest.mark.parametrize("command", ["backtest", "simulate"])
    def test_a_portfolio_in_a_currency_without_a_rate_is_named_with_the_reason(self, ask: Any, command: str) -> None:
        mix = '[[allocation.portfolios]]\nname = "abroad"\nweights = { SPY = 0.5, "VOD.L" = 0.5 }\n'
        outcome = ask(command, "--portfolio", "abroad", config=f"{CONFIG}\n{mix}")
        assert (outcome.status, outcome.report["data"]) == (3, None)
        assert "abroad needs prices of VOD.L: no daily bars" in outcome.err

    def test_targets_out_of_reach_and_a_rate_that_nothing_beats(self, ask: Any, recent: Path) -> None:
        more = "target_volatility = 0.01\ntarget_return = 0.9\nrisk_free = 0.49"
        outcome = ask("allocate", config=CONFIG.replace("lookback_years = 2", more), data=recent)
        told = " ".join(problem["message"] for problem in outcome.report["problems"])
        assert outcome.status == 1
        assert "target_vol: target_volatility 1 % is below the least possible" in told
        assert "target_return: target_return 90 % is above the greatest possible" in told
        assert "min_te: target_return 90 % is above the greatest possible" in told
        assert "max_sharpe: no member earns more than the risk-free rate (best: " in told
        assert outcome.report["data"]["portfolios"]["min_vol"] is not None


def test_columns_stand_under_each_other_whatever_the_names_are_written_in(capsys: pytest.CaptureFixture[str]) -> None:
    number_rows([("growth", "😀😀", "equal"), ("日本", "1.0%", "2.0%")])
    assert capsys.readouterr().out == "growth  😀😀  equal\n日本    1.0%   2.0%\n"


def test_a_wide_table_continues_below_with_its_first_column(capsys: pytest.CaptureFixture[str]) -> None:
    number_rows([("name", *(f"column {n}" for n in range(12))), ("value", *(str(n) for n in range(12)))])
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80 and [line.split()[0] for line in lines if line] == ["name", "value"] * 2
    assert lines[2] == "" and " ".join(lines[1].split()[1:] + lines[4].split()[1:]) == " ".join(map(str, range(12)))
