"""`r2k allocate`: its JSON, its text, and what it refuses."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.commands.allocation.market import CONFIG, RECENT, write_market
from tests.commands.conftest import R2K
from tests.engine.allocation.problems import SYMBOLS
from tests.fakes.yahoo_server import FakeYahoo, Fault

PORTFOLIO = {"weights", "ret", "vol", "sharpe", "cvar95", "maxdd", "risk_contributions"}
NAMES = ["min_vol", "max_sharpe", "min_cvar95", "min_cdar", "hrp", "risk_parity", "max_diversification", "min_te"]
NAMES += ["max_ir", "equal", "own"]


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
    assert data["portfolios"].pop("max_ir") is None, "SPY, the benchmark, earns most of all"
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
    assert all(set(trade) >= {"symbol", "shares", "price", "value"} for trade in data["trades"])
    assert [problem["message"][:48] for problem in outcome.report["problems"]] == [
        "max_ir: no member earns more than the benchmark "
    ]


OPTIMA = [name for name in NAMES if name not in ("equal", "own")]


def test_each_portfolio_has_its_evidence_and_its_distance_from_the_benchmark(ask: Any) -> None:
    data = ask("allocate").report["data"]
    assert data["baseline"] == "own" and data["portfolios"].pop("max_ir") is None
    for name, portfolio in data["portfolios"].items():
        seen, versus, walked = portfolio["evidence"], portfolio["versus"], portfolio["walk_forward"]
        assert seen["path"].startswith("walk-forward" if name in OPTIMA else "fixed weights"), name
        assert seen["low"] < seen["sharpe"] < seen["high"] and seen["standard_error"] > 0
        assert (seen["draws"], seen["block"]) == (1000, 63)
        assert (seen["to_baseline"] is None) is (name == "own")
        assert 0 <= versus["active_share"] <= 1 and versus["tracking_error"] > 0 and versus["up_months"] > 0
        for measure in ("ret", "vol", "sharpe", "cvar95", "maxdd", "turnover") if name in OPTIMA else ():
            gap = portfolio["in_sample"][measure] - walked[measure]
            assert portfolio["gap"][measure] == pytest.approx(gap)


def test_text_begins_with_what_the_target_is_worth_and_has_both_samples_and_the_benchmark(ask: Any) -> None:
    lines = ask("allocate", "--target", "min_vol", json=False).out.splitlines()
    first = " ".join(lines[1:4])
    assert first.startswith("min-vol instead of your own weights: Sharpe ") and "out of sample (90 %: " in first
    assert "in sample it looked like" in first and ("within noise" in first or "more than noise" in first)
    tables = lines[lines.index(next(line for line in lines if line.startswith("in sample (the weights"))) :]
    shown = "\n".join(tables)
    for words in ("min-CVaR", "against the benchmark", "formed each month", "formed each year", "SPY is in both"):
        assert words in shown, words
    assert max(map(len, lines)) <= 80


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


def test_contracts_of_the_future_hedge_the_portfolio_and_an_amount(
    ask: Any, whole: Path, tmp_path: Path, days: list[str]
) -> None:
    folder = shutil.copytree(whole, tmp_path / "with_future")
    (folder / "RTY=F.csv").write_text("Date,Close\n" + "".join(f"{day},2500.0\n" for day in days[-5:]))
    outcome = ask("allocate", "--hedge", "-130000", data=folder)
    found = outcome.report["data"]["futures"]
    assert (outcome.status, found["reason"], found["symbol"], found["price"]) == (0, "", "RTY=F", 2500.0)
    assert found["as_of"].startswith(days[-1]) and found["source"] == "csv"
    given, *hedges = found["rows"]
    assert (given["purpose"], given["amount"]) == ("the amount given", -130_000.0)
    assert [(c["multiplier"], c["contracts"], c["residual"]) for c in given["contracts"]] == [
        (50.0, -1, -5_000.0),
        (5.0, -10, -5_000.0),
    ]
    beta = next(row for row in hedges if row["purpose"] == "beta 1.00 to IWM")  # nothing but IWM is held
    assert beta["amount"] == pytest.approx(found["capital"])
    assert found["capital_from"].startswith("the holdings at prices of")


def test_without_a_quote_of_the_future_it_says_so_and_the_rest_is_there(ask: Any) -> None:
    outcome = ask("allocate", "--hedge", "130000", json=False)
    assert outcome.status == 0
    assert "no contracts: no quote of RTY=F" in outcome.out and "beta 0.00" in outcome.out
    assert ask("allocate", "--hedge", "nan").status == 2


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
        folder = write_market(tmp_path / "pence", days, count=RECENT)
        for symbol in FOREIGN:
            (folder / f"{symbol}.csv").write_text((folder / "IWM.csv").read_text())
        report = ask("allocate", config=PENCE, data=folder).report
        self.check(report)
        assert report["data"]["universe"] == ["SPY", "IWM"]


# Last closes: 91.51 pence, 3,000 yen, 1.10 dollars a euro.
RATES = {"GBPUSD=X": 1.3226, "JPY=X": 150.0, "EURUSD=X": 1.10}
WORLD = """\
[allocation]
lookback_years = 1
drift_band = 0.05

[[allocation.sleeves]]
name = "All"
weight = 1.0
members = ["SPY", "IWM", "VOD.L"]

[portfolio]
base = "BASE"
cash = 1000.0
holdings = [ { symbol = "VOD.L", shares = 1000, cost = 91.0 }, { symbol = "7203.T", shares = 100, cost = 2000.0 },
             { symbol = "EURUSD=X", shares = 500, cost = 1.0 }, { symbol = "BTC-USD", shares = 0.01, cost = 50000.0 } ]
"""
ABROAD = '\n[[allocation.portfolios]]\nname = "abroad"\nweights = { "VOD.L" = 0.5, "7203.T" = 0.5 }\n'
LAST = {"VOD.L": 91.51, "7203.T": 3000.0, "BTC-USD": 100_000.0, **RATES}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, days: list[str]) -> Path:
    """A folder with shares of London and Tokyo, and the rates of their currencies; each moves, and ends as in LAST."""
    folder = write_market(tmp_path_factory.mktemp("world") / "data", days, count=RECENT)
    dates = days[-RECENT:]
    for i, (symbol, last) in enumerate(LAST.items()):
        path = np.exp(np.cumsum(np.random.default_rng(i).normal(0, 0.01, len(dates))))
        rows = (f"{day},{value:.8f}\n" for day, value in zip(dates, path / path[-1] * last, strict=True))
        (folder / f"{symbol}.csv").write_text("Date,Close\n" + "".join(rows))
    return folder


def closes(folder: Path, symbol: str) -> Any:
    column = "Adj Close" if symbol in SYMBOLS else "Close"
    lines = (folder / f"{symbol}.csv").read_text().splitlines()
    assert lines[0] == f"Date,{column}"
    return np.array([float(line.split(",")[1]) for line in lines[1:]])


class TestMoneyOfTheWorld:
    """Pence, yen, euros and bitcoin in one portfolio, in dollars, euros and pounds."""

    @pytest.mark.parametrize(("base", "dollars"), [("USD", 1.0), ("EUR", 1.10), ("GBP", 1.3226)])
    def test_sums_by_hand(self, ask: Any, world: Path, base: str, dollars: float) -> None:
        outcome = ask("allocate", "--target", "equal", config=WORLD.replace("BASE", base), data=world)
        data = outcome.report["data"]
        assert [p for p in outcome.report["problems"] if p["kind"] != "note"] == []
        assert outcome.status == 0
        assert data["currency"] == data["plan"]["currency"] == base
        # The members and cash: 1,000 x 0.9151 pounds, and not 91,510.
        assert data["plan"]["total"] == pytest.approx(1000.0 + 915.10 * 1.3226 / dollars)
        if base == "USD":
            assert data["plan"]["total"] == pytest.approx(2210.31, abs=0.01)
        share = 1210.31 / dollars / (1000.0 + 1210.31 / dollars)
        assert data["plan"]["current"] == pytest.approx({"VOD.L": share, "cash": 1 - share}, abs=1e-5)
        assert data["plan"]["drift"] == pytest.approx(max(1 / 3, abs(1 / 3 - share)), abs=1e-5)
        # All that is held, without cash: 1,210.31 + 2,000 + 550 + 1,000 dollars.
        held = {"VOD.L": 1210.31, "7203.T": 2000.0, "EURUSD=X": 550.0, "BTC-USD": 1000.0}
        weights = {symbol: value / sum(held.values()) for symbol, value in held.items()}
        assert data["portfolios"]["own"]["weights"] == pytest.approx(weights, abs=1e-5)
        trade = next(t for t in data["trades"] if t["symbol"] == "VOD.L")
        assert trade["price"] == pytest.approx(0.9151 * 1.3226 / dollars)
        assert trade["value"] == pytest.approx(trade["shares"] * trade["price"])
        assert trade["currency"] == "GBp" and trade["rate"] == pytest.approx(0.01 * 1.3226 / dollars)
        bought = next(t for t in data["trades"] if t["symbol"] in ("SPY", "IWM"))
        assert bought["price"] == pytest.approx(closes(world, bought["symbol"])[-1] / dollars, rel=1e-6)
        assert ("currency" in bought) == (base != "USD")
        used = {rate["symbol"]: rate["price"] for rate in data["rates"]}
        assert used == {symbol: pytest.approx(RATES[symbol]) for symbol in used}
        assert set(used) == {"USD": {"GBPUSD=X", "JPY=X"}, "EUR": set(RATES), "GBP": {"GBPUSD=X", "JPY=X"}}[base]

    def test_a_simulation_begins_with_all_that_is_held(self, ask: Any, world: Path) -> None:
        simulate = ("simulate", "--portfolio", "equal", "--paths", "100", "--years", "1")
        data = ask(*simulate, config=WORLD.replace("BASE", "USD"), data=world).report["data"]
        assert data["start"] == pytest.approx(1000.0 + 1210.31 + 2000.0 + 550.0 + 1000.0, abs=0.01)
        text = ask(*simulate, config=WORLD.replace("BASE", "GBP"), data=world, json=False).out
        assert "nominal GBP" in text and "converted to GBP at GBPUSD=X 1.3226 of " in text

    def test_returns_are_those_of_the_base_currency(self, ask: Any, world: Path) -> None:
        backtest = ("backtest", "--portfolio", "own", "--rebalance", "daily", "--cost-bp", "0")
        config = WORLD.replace("BASE", "USD").replace("lookback_years", 'own = { "VOD.L" = 1.0 }\nlookback_years')
        config = config.replace('members = ["SPY", "IWM", "VOD.L"]', 'members = ["VOD.L"]')
        for base, value in {
            "USD": closes(world, "VOD.L") * closes(world, "GBPUSD=X"),
            "GBP": closes(world, "VOD.L"),
            "EUR": closes(world, "VOD.L") * closes(world, "GBPUSD=X") / closes(world, "EURUSD=X"),
            "JPY": closes(world, "VOD.L") * closes(world, "GBPUSD=X") * closes(world, "JPY=X"),
        }.items():
            outcome = ask(*backtest, config=config.replace('"USD"', f'"{base}"'), data=world)
            path = outcome.report["data"]["path"]
            growth = np.array([point["growth"] for point in path])
            expected = value[-len(path) :] / value[-len(path)]
            assert growth / growth[0] == pytest.approx(expected, rel=1e-6), base

    @pytest.mark.parametrize("base", ["USD", "EUR"])
    def test_without_the_history_of_a_rate_the_member_is_named_and_left_out(
        self, ask: Any, world: Path, tmp_path: Path, base: str
    ) -> None:
        folder = shutil.copytree(world, tmp_path / "short")
        (folder / "GBPUSD=X.csv").unlink()
        report = ask("allocate", config=WORLD.replace("BASE", base), data=folder).report
        named = [p["message"] for p in report["problems"] if p["symbol"] == "VOD.L" and p["kind"] == "currency"]
        assert len(named) == 1
        assert f"there is no rate to {base} (GBPUSD=X has no price): left out of every sum" in named[0]
        assert "1,000 shares of VOD.L are priced in GBp (pence, 1/100 GBP)" in named[0]
        assert report["data"]["universe"] == ["SPY", "IWM"]
        assert report["data"]["plan"]["total"] == pytest.approx(1000.0)

    def test_a_rate_that_begins_later_than_the_share_shortens_its_history(
        self, ask: Any, world: Path, tmp_path: Path
    ) -> None:
        folder = shutil.copytree(world, tmp_path / "late")
        lines = (folder / "GBPUSD=X.csv").read_text().splitlines()
        (folder / "GBPUSD=X.csv").write_text("\n".join([lines[0], *lines[-300:]]) + "\n")
        report = ask("allocate", config=WORLD.replace("BASE", "USD"), data=folder).report
        assert report["data"]["n_returns"] == 299
        assert any("VOD.L" in p["message"] and "GBPUSD=X" in p["message"] for p in report["problems"])

    def test_a_rate_that_ended_long_ago_is_none(self, ask: Any, world: Path, tmp_path: Path) -> None:
        folder = shutil.copytree(world, tmp_path / "old")
        lines = (folder / "JPY=X.csv").read_text().splitlines()
        (folder / "JPY=X.csv").write_text("\n".join(lines[:-10]) + "\n")
        report = ask("allocate", config=WORLD.replace("BASE", "USD"), data=folder).report
        named = [p["message"] for p in report["problems"] if p["symbol"] == "7203.T"]
        assert any("JPY=X" in words and "more than 5 days older" in words for words in named), named

    def test_a_portfolio_in_two_currencies_is_converted(self, ask: Any, world: Path) -> None:
        backtest = ("backtest", "--portfolio", "abroad", "--rebalance", "daily", "--cost-bp", "0")
        outcome = ask(*backtest, config=WORLD.replace("BASE", "EUR") + ABROAD, data=world)
        euro = closes(world, "EURUSD=X")
        pounds = closes(world, "VOD.L") * closes(world, "GBPUSD=X") / euro
        yen = closes(world, "7203.T") / closes(world, "JPY=X") / euro
        path = [point["growth"] for point in outcome.report["data"]["path"]]
        returns = (0.5 * (pounds[1:] / pounds[:-1] + yen[1:] / yen[:-1]))[-len(path) + 1 :]
        assert path == pytest.approx([1.0, *np.cumprod(returns)], rel=1e-6)

    def test_one_that_cannot_be_converted_is_named_and_left_out(self, ask: Any, world: Path, tmp_path: Path) -> None:
        folder = shutil.copytree(world, tmp_path / "without")
        (folder / "JPY=X.csv").unlink()
        outcome = ask("simulate", "--portfolio", "equal,abroad", "--paths", "100", "--years", "1",
                      config=WORLD.replace("BASE", "USD") + ABROAD, data=folder)  # fmt: skip
        assert (outcome.status, [*outcome.report["data"]["portfolios"]]) == (1, ["equal"])
        words = [p["message"] for p in outcome.report["problems"]]
        assert "abroad is left out: 7203.T has no prices to use" in words
        assert any(p["symbol"] == "7203.T" and p["kind"] == "currency" for p in outcome.report["problems"])

    def test_text_names_the_currency_and_the_rates(self, ask: Any, world: Path) -> None:
        text = ask("allocate", config=WORLD.replace("BASE", "EUR"), data=world, json=False).out
        assert " EUR, prices of " in text
        assert "converted to EUR at EURUSD=X 1.1000 of " in text

    @pytest.mark.parametrize("base", ["usd", "GBp", "DOLLAR", "BTC", ""])
    def test_a_base_that_is_no_currency_is_refused(self, ask: Any, base: str) -> None:
        outcome = ask("allocate", config=WORLD.replace("BASE", base))
        assert outcome.status == 2 and "portfolio.base" in outcome.err and "AUD" in outcome.err
