"""`r2k factors` on a folder of files: JSON, text, and every exit status."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from r2k_tui.engine.calendar.hours import ExchangeHours
from r2k_tui.model.factors.models import MODELS
from tests.commands.conftest import R2K, Outcome
from tests.engine.factors.market import FUNDS, write_market
from tests.fakes.french_server import STEMS
from tests.late import Late

OLS = Late("statsmodels.regression.linear_model", "OLS")
add_constant = Late("statsmodels.tools.tools", "add_constant")

CONFIG = """\
[market]
index = "IWM"

[allocation]
own = { IWM = 0.5, IWN = 0.5 }

[[allocation.portfolios]]
name = "My Tilt"
weights = { IWM = 0.25, IWN = 0.75 }
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, exchange: ExchangeHours) -> Path:
    """A folder of funds that are made of factors. To be read only."""
    return write_market(tmp_path_factory.mktemp("factors"), exchange.days())


@pytest.fixture
def ask(r2k: R2K, data: Path, tmp_path: Path) -> Any:
    """The command on that folder."""

    def ask(*arguments: object, json: bool = True) -> Outcome:
        file = tmp_path / "own.toml"
        file.write_text(CONFIG)
        more = ["--json"] if json else []
        outcome = r2k("factors", *arguments, "--config", file, "--source", "csv", "--data", data, *more)
        assert "Traceback" not in outcome.err and "defect" not in outcome.err
        return outcome

    return ask


def test_symbols_and_portfolios_stand_side_by_side(ask: Any) -> None:
    outcome = ask("IWM", "own", "My Tilt", "--model", "ff5mom")
    assert outcome.status == 0
    symbols = outcome.report["data"]["symbols"]
    assert list(symbols) == ["IWM", "own", "My Tilt"]
    for name, wanted in (
        ("IWM", FUNDS["IWM"]),
        ("own", np.mean([FUNDS["IWM"], FUNDS["IWN"]], axis=0)),
        ("My Tilt", 0.25 * np.array(FUNDS["IWM"]) + 0.75 * np.array(FUNDS["IWN"])),
    ):
        assert [beta["value"] for beta in symbols[name]["betas"].values()] == pytest.approx(wanted, abs=1e-6)
    assert symbols["My Tilt"]["weights"] == {"IWM": 0.25, "IWN": 0.75}


def test_an_unknown_symbol_is_a_problem_and_the_others_are_shown(ask: Any) -> None:
    outcome = ask("iwm", "ijr")
    assert outcome.status == 1 and list(outcome.report["data"]["symbols"]) == ["IWM"]
    assert [problem["symbol"] for problem in outcome.report["problems"]] == ["IJR"]
    text = ask("IWM", "IJR", json=False)
    assert text.status == 1 and "IWM: large" not in text.out and "IWM: small" in text.out
    assert "IJR: no daily bars: no IJR.csv in the data folder" in text.err


def test_where_no_symbol_has_a_regression_the_status_is_3(ask: Any) -> None:
    outcome = ask("NEW", "CASH")
    assert outcome.status == 3 and outcome.report["data"]["symbols"] == {}
    assert len(outcome.report["problems"]) == 2


def test_an_unknown_model_and_a_ratio_are_wrong_usage(ask: Any) -> None:
    outcome = ask("IWM", "--model", "ff9")
    assert outcome.status == 2 and "expected one of ff3, ff5, carhart, ff5mom" in outcome.err
    assert ask("IWM/SPY").status == 2


def test_without_factor_files_the_status_is_3(r2k: R2K, data: Path, tmp_path: Path) -> None:
    (tmp_path / "IWM.csv").write_bytes((data / "IWM.csv").read_bytes())
    outcome = r2k("factors", "IWM", "--source", "csv", "--data", tmp_path, "--json")
    assert outcome.status == 3 and outcome.report["data"] is None
    assert "F-F_Research_Data_5_Factors_2x3" in outcome.err


@pytest.mark.realdata
@pytest.mark.parametrize("folder", [".", "daily"])
def test_a_fund_without_a_file_comes_from_the_panel_of_the_folder(r2k: R2K, market_data: Path, folder: str) -> None:
    outcome = r2k("factors", "IWM", "IJR", "--source", "csv", "--data", market_data / folder, "--json")
    assert outcome.status == 0
    found = outcome.report["data"]["symbols"]
    # IWM has a file of its own, which begins before the panel.
    assert (found["IWM"]["first"], found["IJR"]["first"]) == ("2000-06", "2007-05")
    closes = pd.read_csv(market_data / "daily" / "etf_adjclose_panel.csv", index_col=0, parse_dates=True)
    returns = closes["IJR"].resample("ME").last().pct_change()
    assert found["IJR"]["mean"] / 12 == pytest.approx(
        (
            returns.to_numpy()[1 : 1 + found["IJR"]["n"]]
            - published(market_data / "factors", "ff5")["RF"].loc["2007-05":]
        )
        .mean()
        .item(),
        abs=1e-10,
    )


@pytest.mark.realdata
@pytest.mark.parametrize("model", list(MODELS))
def test_real_funds_have_the_figures_of_statsmodels(r2k: R2K, market_data: Path, tmp_path: Path, model: str) -> None:
    (tmp_path / "etf_wide.csv").symlink_to(market_data / "daily" / "etf_adjclose_panel.csv")
    (tmp_path / "factors").symlink_to(market_data / "factors")
    outcome = r2k("factors", "--model", model, "--source", "csv", "--data", tmp_path, "--json")
    assert outcome.status == 0
    found = outcome.report["data"]["symbols"]
    assert list(found) == ["IWM", "IWN", "IWO", "IJR"]
    closes = pd.read_csv(tmp_path / "etf_wide.csv", index_col=0, parse_dates=True)
    returns = closes.resample("ME").last().pct_change()
    returns.index = returns.index.to_period("M")
    columns = [published(market_data / "factors", name) for name in MODELS[model].tables]
    factors = pd.concat(columns, axis=1, join="inner")
    for symbol, fit in found.items():
        months = pd.period_range(fit["first"], fit["last"], freq="M")
        design = add_constant(factors.loc[months, list(MODELS[model].factors)])
        excess = returns.loc[months, symbol] - factors.loc[months, "RF"]
        lag = math.floor(4 * (len(months) / 100) ** (2 / 9))
        theirs = OLS(excess, design).fit(cov_type="HAC", cov_kwds={"maxlags": lag})
        ours = [fit["alpha"], *fit["betas"].values()]
        assert (fit["n"], fit["lag"]) == (len(months), lag) and len(months) >= 229
        assert [row["value"] for row in ours] == pytest.approx(theirs.params.tolist(), abs=1e-10)
        assert [row["error"] for row in ours] == pytest.approx(theirs.bse.tolist(), abs=1e-10)
        assert [row["t"] for row in ours] == pytest.approx(theirs.tvalues.tolist(), rel=1e-8)
        assert [row["p"] for row in ours] == pytest.approx(theirs.pvalues.tolist(), abs=1e-10)
        assert fit["r2_adjusted"] == pytest.approx(theirs.rsquared_adj, abs=1e-10)
    if model == "ff5":
        assert "low quality" in found["IWM"]["verdict"] and "high quality" in found["IJR"]["verdict"]


def published(folder: Path, name: str) -> pd.DataFrame:
    """Monthly returns of one of the library's files, read by nothing of ours."""
    lines = (folder / f"{STEMS[name]}.csv").read_text("latin-1").splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith(","))
    names = [column.strip() for column in lines[start].split(",")[1:]]
    rows = [line.split(",") for line in lines[start + 1 :] if line[:6].isdigit() and line[6:7] == ","]
    index = pd.PeriodIndex([f"{row[0][:4]}-{row[0][4:]}" for row in rows], freq="M")
    return pd.DataFrame([[float(value) / 100 for value in row[1:]] for row in rows], index, names)
