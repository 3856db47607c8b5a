"""A broker's file on its way to the screen: imported while the monitor runs, a list of its own, dividends and all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.end_to_end.conftest import ROOT, Start
from tests.pty.size import LARGE

pytestmark = pytest.mark.slow
_WITHIN_S = 60.0
EXPORT = """\
Account Number,Account Name,Symbol,Description,Quantity,Price,Current Value,Cost Basis Total,Average Cost Basis,Type
Z12345678,Individual,SPAXX**,MONEY MARKET,,,$1000.00,,,Cash,
Z12345678,Individual,IWN,VALUE ETF,10,$150.00,$1500.00,$1000.00,$100.00,Cash,
222333444,ROTH,TLT,BONDS,20,$90.00,$1800.00,$1600.00,$80.00,Cash,
222333444,ROTH,-TLT260116P80,PUT,1,$2.00,$200.00,$250.00,$2.50,Cash,
"""
MINE = """\
# mine
[portfolio]
holdings = [{ symbol = "IWM", shares = 100, cost = 210.5, opened = 2024-04-08 }]
"""


def test_an_import_reaches_a_running_monitor(start: Start, tmp_path: Path) -> None:
    settings, export = tmp_path / "mine.toml", tmp_path / "positions.csv"
    settings.write_text(MINE)
    export.write_text(EXPORT)
    session = start("--demo", "--config", settings, size=LARGE)
    session.wait("the portfolio", lambda: "Portfolio" in session.text() and "day" in session.text(), _WITHIN_S)
    session.press_and_wait("h")
    session.wait("its income", lambda: "+ income +" in session.text(), _WITHIN_S)
    command = [sys.executable, "-m", "r2k_tui", "portfolio", "import", str(export), "--config", str(settings)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "line 5: an option: not imported" in done.stderr
    assert settings.read_text().startswith(MINE)
    # Three lists more: both accounts, and all together.
    session.wait("the new lists", lambda: "Portfolio 5/8" in session.text(), _WITHIN_S)
    session.press_and_wait("l")
    session.wait("the first account", lambda: "▸IWN" in session.text(), _WITHIN_S)
    # Without a day of purchase, nobody knows the dividends.
    assert "Price P&L" in session.text() and "Fidelity 5678" in session.text()
    session.press_and_wait("l", "l")
    session.wait("all together", lambda: all(name in session.text() for name in ("IWM", "IWN", "TLT")), _WITHIN_S)
    session.wait("whose income is known", lambda: "price only: IWN, TLT" in session.text(), _WITHIN_S)
