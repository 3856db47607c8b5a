"""`r2k allocate`: its JSON, its text, and what it refuses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.commands.allocation.market import CONFIG, write_market
from tests.commands.conftest import R2K
from tests.engine.allocation.problems import SYMBOLS
from tests.fakes.yahoo_server import FakeYahoo, Fault

PORTFOLIO = {"weights", "ret", "vol", "sharpe", "cvar95", "maxdd", "risk_contributions"}
NAMES = ["min_vol", "max_sharpe", "min_cvar95", "hrp", "risk_parity", "equal", "own"]


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
