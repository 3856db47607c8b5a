"""The trades of `r2k allocate`: lots and gains, bands, cash as a member, and CSV."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.commands.allocation.trades import check_file
from tests.commands.allocation.market import CONFIG
from tests.commands.conftest import R2K
from tests.fakes.yahoo_server import FakeYahoo

LOTS = CONFIG.replace(
    "holdings = [",
    'holdings = [ { symbol = "IWM", shares = 50, cost = 1.0, opened = 2020-01-02 }, { symbol = "IWM", shares = 5 },',
)
TRADING = "[allocation.trading]\nlot_sizes = { IWM = 10, GLD = 0.001 }\ndo_not_sell = []\n"


def test_json_names_the_lots_of_a_sale(ask: Any, recent: Path) -> None:
    data = ask("allocate", config=LOTS + TRADING, data=recent).report["data"]
    sale = data["trades"][0]
    assert sale["symbol"] == "IWM" and sale["shares"] % 10 == 0 and isinstance(sale["shares"], int)
    assert [lot["name"] for lot in sale["lots"]] == ["IWM#2", "IWM#1", "IWM#3"]
    assert sum(lot["shares"] for lot in sale["lots"]) == -sale["shares"]
    assert "gain" not in sale and "gain" not in sale["lots"][0], "unknown, and never 0"
    assert sale["shares_without_cost"] == 5 and data["plan"]["gain"] is not None
    gold = next(trade for trade in data["trades"] if trade["symbol"] == "GLD")
    assert isinstance(gold["shares"], float) and round(gold["shares"], 3) == gold["shares"]
    assert data["plan"]["leftover"] >= 0
    assert {member["symbol"] for member in data["plan"]["members"]} == {"SPY", "IWM", "AGG", "TLT", "GLD", "VNQ"}


def test_text_tells_lots_drift_and_cash(ask: Any, recent: Path) -> None:
    text = ask("allocate", config=LOTS + TRADING, data=recent, json=False).out
    for words in (
        "cost unknown, gain unknown",
        "of 2020-01-02, over a year: cost 1.00, gain +",
        "without the lots of IWM whose cost is unknown",
        "cash 10,000.00 before, ",
        "rebalancing is due: beyond the band of 5.0%: IWM +",
    ):
        assert words in text, words


def test_text_says_that_trades_go_back_to_the_band_only(ask: Any, recent: Path) -> None:
    text = ask("allocate", config=LOTS + '[allocation.trading]\nto = "band"\n', data=recent, json=False).out
    assert "only back to the band of 5.0% around each target" in text


def test_csv_to_a_file_and_to_stdout(ask: Any, recent: Path, tmp_path: Path) -> None:
    file = tmp_path / "trades.csv"
    outcome = ask("allocate", "--trades-csv", file, config=LOTS, data=recent)
    rows = list(csv.DictReader(io.StringIO(file.read_text())))
    wanted = [(trade["symbol"], abs(trade["shares"])) for trade in outcome.report["data"]["trades"]]
    assert [(row["symbol"], float(row["shares"])) for row in rows] == wanted
    assert rows[0]["action"] == "SELL" and rows[0]["SIMULATED"] == "false" and rows[0]["source"] == "csv"
    alone = ask("allocate", "--trades-csv", "-", config=LOTS, data=recent, json=False)
    assert alone.status == 0 and alone.out == file.read_text()


def test_csv_that_cannot_be_written_is_refused(ask: Any, tmp_path: Path) -> None:
    both = ask("allocate", "--trades-csv", "-")
    assert both.status == 2 and "name a file" in both.err and both.out == ""
    taken = ask("allocate", "--trades-csv", tmp_path, json=False)
    assert taken.status == 2 and "--trades-csv" in taken.err


@pytest.mark.parametrize("file", [".", "absent/trades.csv"])
def test_a_file_that_cannot_be_is_refused_before_anything_is_computed(tmp_path: Path, file: str) -> None:
    with pytest.raises(UsageError, match="--trades-csv"):
        check_file(str(tmp_path / file))
    check_file(str(tmp_path / "trades.csv"))
    check_file("-")


@pytest.fixture
def with_cash() -> str:
    """Cash in a sleeve of its own, at a rate of 5 %."""
    sleeve = '[[allocation.sleeves]]\nname = "Cash"\nweight = 0.1\nmembers = ["cash"]\n'
    return (
        CONFIG.replace("weight = 0.55", "weight = 0.45")
        .replace("lookback_years = 2", "lookback_years = 2\nrisk_free = 0.05")
        .replace("[portfolio]", f"{sleeve}\n[portfolio]")
    )


def test_cash_is_a_member_that_needs_no_prices(ask: Any, recent: Path, with_cash: str) -> None:
    outcome = ask("allocate", config=with_cash, data=recent)
    assert outcome.status == 0
    data = outcome.report["data"]
    assert data["universe"][-1] == "cash"
    found = {name: portfolio for name, portfolio in data["portfolios"].items() if portfolio is not None}
    assert set(data["portfolios"]) - set(found) == {"max_ir"}, "no member earns more than the benchmark"
    for name, portfolio in found.items():
        if name != "own" and portfolio is not None:
            assert portfolio["weights"]["cash"] == pytest.approx(0.1), name
    notes = [problem["message"] for problem in outcome.report["problems"]]
    assert len([words for words in notes if words.startswith("cash has no risk")]) == 1
    assert "max_sharpe" in notes[0] and all(problem["kind"] == "note" for problem in outcome.report["problems"])
    plan = data["plan"]
    assert plan["leftover"] == pytest.approx(0.1 * plan["total"], rel=0.05)
    assert data["portfolios"]["own"]["weights"]["cash"] == pytest.approx(plan["current"]["cash"])


def test_cash_earns_the_rate_of_each_day(ask: Any, with_cash: str) -> None:
    alone = with_cash.replace("lookback_years", "own = { cash = 1.0 }\nlookback_years")
    data = ask("backtest", "--portfolio", "own", "--cost-bp", "0", config=alone).report["data"]
    path = data["path"]
    assert path[-1]["growth"] / path[0]["growth"] == pytest.approx((1 + 0.05 / 252) ** (len(path) - 1))


def test_cash_alone_has_no_history(ask: Any) -> None:
    config = '[[allocation.sleeves]]\nname = "Cash"\nweight = 1.0\nmembers = ["cash"]\n'
    outcome = ask("allocate", config=config)
    assert outcome.status != 0 and "cash alone has no history" in outcome.err


def test_no_source_is_asked_for_cash(r2k: R2K, with_cash: str, tmp_path: Path) -> None:
    with FakeYahoo(["^RUT", "IWM", "SPY", "AGG", "TLT", "GLD", "VNQ", "^GSPC"]) as yahoo:
        file = tmp_path / "own.toml"
        config = with_cash.replace("risk_free = 0.05", "own = { IWM = 0.6, cash = 0.4 }\nbenchmark = { cash = 1.0 }")
        file.write_text(f'{config}\n[yahoo]\nendpoint = "{yahoo.url}"\n')
        outcome = r2k("allocate", "--target", "own", "--config", file, "--store", tmp_path / "store", "--json")
        asked = [f"{request.path} {request.query}" for request in yahoo.requests]
    assert any("VNQ" in words for words in asked) and not any("cash" in words.lower() for words in asked)
    assert outcome.report["data"]["universe"][-1] == "cash"
    assert outcome.report["data"]["portfolios"]["own"]["weights"]["cash"] == 0.4
