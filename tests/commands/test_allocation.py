"""`r2k allocate`, `backtest` and `simulate`: keys of the public JSON, exit status, and what is wrong in plain words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.commands.conftest import R2K, Outcome
from tests.engine.allocation.problems import SYMBOLS, market
from tests.fakes.yahoo_server import FakeYahoo, Fault

CONFIG = """\
[allocation]
lookback_years = 2

[[allocation.sleeves]]
name = "US equity"
weight = 0.45
members = ["SPY", "IWM"]
floors = { IWM = 0.12 }

[[allocation.sleeves]]
name = "Rest"
weight = 0.55
members = ["AGG", "TLT", "GLD", "VNQ"]

[portfolio]
cash = 10000.0
holdings = [ { symbol = "IWM", shares = 100, cost = 210.5, opened = 2025-04-08 } ]
"""
PORTFOLIO = {"weights", "ret", "vol", "sharpe", "cvar95", "maxdd", "risk_contributions"}
NAMES = ["min_vol", "max_sharpe", "min_cvar95", "hrp", "risk_parity", "equal", "own"]


def write_market(folder: Path, days: list[str], symbols: tuple[str, ...] = SYMBOLS, count: int = 1399) -> Path:
    """One file a member, of an invented market, without any column but the adjusted close."""
    folder.mkdir(parents=True, exist_ok=True)
    levels = 100 * np.cumprod(1 + market(1399).returns, axis=0)
    for symbol in symbols:
        column = levels[-count:, SYMBOLS.index(symbol)]
        rows = [f"{day},{value:.6f}\n" for day, value in zip(days[-count:], column, strict=True)]
        (folder / f"{symbol}.csv").write_text("Date,Adj Close\n" + "".join(rows))
    return folder


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, days: list[str]) -> Path:
    """A folder in which every member has its history. To be read only."""
    return write_market(tmp_path_factory.mktemp("allocation") / "whole", days)


@pytest.fixture
def ask(r2k: R2K, whole: Path, tmp_path: Path) -> Any:
    """A command on a folder and with settings of its own."""

    def ask(*arguments: object, config: str = CONFIG, data: Path = whole, json: bool = True) -> Outcome:
        file = tmp_path / "own.toml"
        file.write_text(config)
        more = ["--json"] if json else []
        outcome = r2k(*arguments, "--config", file, "--source", "csv", "--data", data, *more)
        assert "Traceback" not in outcome.err and "defect" not in outcome.err
        return outcome

    return ask


def test_allocate(ask: Any, days: list[str]) -> None:
    outcome = ask("allocate")
    assert (outcome.status, outcome.err) == (0, "")
    data = outcome.report["data"]
    assert set(data) >= {
        *("universe", "first", "last", "n_returns", "risk_free", "constraints"),
        *("portfolios", "frontier", "tilt_cost", "trades"),
    }
    assert (data["universe"], data["first"], data["last"]) == (list(SYMBOLS), days[-1398], days[-1])
    assert (data["n_returns"], data["risk_free"]) == (1398, 0)
    assert list(data["portfolios"]) == NAMES
    for name, portfolio in data["portfolios"].items():
        assert set(portfolio) >= PORTFOLIO, name
        assert sum(portfolio["weights"].values()) == pytest.approx(1)
        if name != "own":
            equity = portfolio["weights"]["SPY"] + portfolio["weights"]["IWM"]
            assert equity == pytest.approx(0.45) and portfolio["weights"]["IWM"] >= 0.12 - 1e-9
    assert data["portfolios"]["own"]["weights"]["IWM"] == 1
    assert len(data["frontier"]) >= 11 and set(data["frontier"][0]) == {"ret", "vol", "weights"}
    assert data["frontier"][0]["vol"] == pytest.approx(data["portfolios"]["min_vol"]["vol"])
    assert [p["floor"] for p in data["tilt_cost"]] == pytest.approx(sorted([0.12, *(0.05 * i for i in range(10))]))
    walked = {test["portfolio"]: test for test in data["tilt_test"]}
    assert set(walked) == {"equal", "min_vol", "max_sharpe"} and walked["equal"]["floor"] == 0.12
    assert [row["measure"] for row in walked["max_sharpe"]["differences"]] == ["sharpe", "maxdd", "cvar95"]
    assert all(row["low"] <= row["high"] for test in walked.values() for row in test["differences"])
    assert set(data["tilt_cost"][0]["max_sharpe"]) >= {"ret", "vol", "sharpe"}
    assert all(set(trade) == {"symbol", "shares", "price", "value"} for trade in data["trades"])
    assert outcome.report["problems"] == []


def test_trades_go_to_the_target_that_is_named(ask: Any) -> None:
    data = ask("allocate", "--target", "equal").report["data"]
    assert {trade["symbol"] for trade in data["trades"]} == set(SYMBOLS)
    assert data["trades"][0]["symbol"] == "IWM" and data["trades"][0]["shares"] < 0
    spent = sum(trade["value"] for trade in data["trades"])
    assert data["plan"]["leftover"] == pytest.approx(10_000 - spent - data["plan"]["cost"])


def test_text(ask: Any) -> None:
    outcome = ask("allocate", json=False)
    assert outcome.status == 0
    for words in (
        "min_vol",
        "risk_parity",
        "CVaR 95",
        "frontier: 40 points",
        "cost of the tilt: IWM",
        "rebalancing is due",
    ):
        assert words in outcome.out, words


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


def test_simulate(ask: Any) -> None:
    arguments = ("simulate", "--portfolio", "equal", "--years", "5", "--paths", "500", "--seed", "7", "--start", "100")
    outcome = ask(*arguments)
    data = outcome.report["data"]
    assert (outcome.status, data["seed"], data["start"]) == (0, 7, 100)
    assert [o["year"] for o in data["outcomes"]] == [0, 1, 2, 3, 4, 5]
    assert ask(*arguments).report["data"] == data, "the same seed, the same futures"
    poor = ask(*arguments, "--withdrawal", "90").report["data"]
    assert poor["outcomes"][-1]["ruin"] == 1
    assert "seed 7" in ask(*arguments, json=False).out


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


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (
            "IWM = 0.12",
            "IWM = 0.5",
            ':8: allocation.sleeves[0].floors: the floors of sleeve "US equity" (IWM 0.5) are above',
        ),
        ("weight = 0.55", "weight = 0.65", 'the sleeves "US equity", "Rest" must hold at least 1.1 together, above 1'),
        (
            "lookback_years = 2",
            "max_weight = 0.1",
            'sleeve "Rest" must hold 0.55 of the whole, but 4 members at most 0.1',
        ),
        ('"GLD", "VNQ"', '"GLD", "IWM"', 'IWM is in two sleeves, "US equity" and "Rest"'),
    ],
)
def test_limits_that_clash_are_named(ask: Any, before: str, after: str, words: str) -> None:
    outcome = ask("allocate", config=CONFIG.replace(before, after))
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
        assert [p["symbol"] for p in outcome.report["problems"]] == ["NOPE"]
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


PENCE = """\
[allocation]
window = "1y"

[[allocation.sleeves]]
name = "All"
weight = 1.0
members = ["SPY", "IWM", "VOD.L"]

[portfolio]
cash = 10000.0
holdings = [ { symbol = "IWM", shares = 10, cost = 1.0 }, { symbol = "VOD.L", shares = 1000, cost = 91.0 },
             { symbol = "7203.T", shares = 100, cost = 2000.0 } ]
"""
FOREIGN = {"VOD.L": "GBp", "7203.T": "JPY"}


class TestForeignMoney:
    """Money for which there is no rate is named and in no sum, whether a quote tells it or the symbol's ending."""

    def check(self, report: Any) -> None:
        named = {p["symbol"]: p["message"] for p in report["problems"] if p["kind"] == "currency"}
        assert set(named) == set(FOREIGN)
        assert "1,000 shares of VOD.L are priced in GBp (pence, 1/100 GBP)" in named["VOD.L"]

    def from_yahoo(self, r2k: R2K, tmp_path: Path, *arguments: object) -> Any:
        def foreign(body: Any) -> Any:
            for entry in body["quoteResponse"]["result"]:
                entry["currency"] = FOREIGN.get(entry["symbol"], "USD")
            return body

        with FakeYahoo(["^RUT", "IWM", "SPY", "^GSPC", *FOREIGN]) as yahoo:
            yahoo.fail("/v7/finance/quote", Fault(change=foreign))
            file = tmp_path / "pence.toml"
            file.write_text(f'{PENCE}\n[yahoo]\nendpoint = "{yahoo.url}"\n')
            outcome = r2k(*arguments, "--config", file, "--store", tmp_path / "store", "--json")
        assert outcome.status == 1, outcome.err
        return outcome.report

    def test_as_the_quotes_tell_it(self, r2k: R2K, tmp_path: Path) -> None:
        report = self.from_yahoo(r2k, tmp_path, "allocate", "--target", "equal")
        self.check(report)
        data = report["data"]
        assert 10_000 < data["plan"]["total"] < 20_000, "cash and ten shares of one fund"
        assert set(data["plan"]["current"]) == {"IWM", "cash"}
        assert data["universe"] == ["SPY", "IWM"]
        assert all("VOD.L" not in p["weights"] for p in data["portfolios"].values() if p)

    def test_a_simulation_starts_without_it(self, r2k: R2K, tmp_path: Path) -> None:
        report = self.from_yahoo(r2k, tmp_path, "simulate", "--portfolio", "equal", "--paths", "100", "--years", "1")
        self.check(report)
        assert report["data"]["start"] < 50_000

    def test_as_the_symbol_is_spelled(self, ask: Any, whole: Path, tmp_path: Path, days: list[str]) -> None:
        folder = write_market(tmp_path / "pence", days)
        for symbol in FOREIGN:
            (folder / f"{symbol}.csv").write_text((folder / "IWM.csv").read_text())
        report = ask("allocate", config=PENCE, data=folder).report
        self.check(report)
        assert report["data"]["universe"] == ["SPY", "IWM"]
