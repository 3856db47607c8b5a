"""`r2k factors` on a folder of files: JSON, text, and every exit status."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from r2k_tui.engine.calendar.hours import ExchangeHours
from tests.commands.conftest import R2K, Outcome
from tests.engine.factors.market import FUNDS, write_market

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
