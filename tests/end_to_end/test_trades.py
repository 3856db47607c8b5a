"""Trades in a terminal: own holdings, lots of a sale on the first screen at 80x24, and the same trades as CSV."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from tests.end_to_end.conftest import ROOT, Start
from tests.pty.size import SMALL

pytestmark = pytest.mark.slow
_WITHIN_S = 120.0
SETTINGS = """\
[allocation]
drift_band = 0.03
target = "equal"

[allocation.trading]
lot_sizes = { GLD = 0.001 }
do_not_sell = ["TLT"]

[[allocation.sleeves]]
name = "Equity"
weight = 0.5
members = ["SPY", "IWM"]

[[allocation.sleeves]]
name = "Rest"
weight = 0.5
members = ["TLT", "GLD", "cash"]

[portfolio]
cash = 4000.0
holdings = [{ symbol = "IWM", shares = 60, cost = 210.5, opened = 2020-04-08 }, { symbol = "IWM", shares = 10 },
            { symbol = "TLT", shares = 200, cost = 90.0, opened = 2024-04-08 }]
"""


@pytest.mark.slow(seconds=10)
def test_the_page_of_trades_and_the_same_as_csv(start: Start, tmp_path: Path) -> None:
    settings, file = tmp_path / "own.toml", tmp_path / "trades.csv"
    settings.write_text(SETTINGS)
    session = start("--demo", "--config", settings, "--view", "allocation", size=SMALL)
    session.wait("the weights", lambda: "of the total" in session.text(), _WITHIN_S)
    # The page before the first is the last one.
    session.press_and_wait("D")
    session.wait("the trades", lambda: "rebalancing is due" in session.text(), _WITHIN_S)
    shown = session.text()
    for words in ("cost unknown, gain unknown", "not sold, as do_not_sell says: TLT", "│··", "cash 4,000.00 before"):
        assert words in shown, words
    command = [sys.executable, "-m", "r2k_tui", "allocate", "--demo", "--config", str(settings)]
    done = subprocess.run([*command, "--trades-csv", str(file)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    rows = list(csv.DictReader(file.read_text().splitlines()))
    assert {row["SIMULATED"] for row in rows} == {"true"} and rows[0]["lots"].startswith("IWM#2")
    assert all(row["symbol"] not in ("TLT", "cash") for row in rows)
