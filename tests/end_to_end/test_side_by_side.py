"""The user's own portfolios on the screen and in the commands, in a real terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.end_to_end.conftest import Start
from tests.pty.session import Session
from tests.pty.size import SMALL

pytestmark = pytest.mark.slow
_WITHIN_S = 180.0
SETTINGS = """
[store]
enabled = false

[[allocation.sleeves]]
name = "All"
weight = 1.0
members = ["SPY", "AGG"]

[allocation.simulation]
years = 10
paths = 500
inflation = 0.02
withdrawal_percent = 4.0

[[allocation.portfolios]]
name = "70/30"
weights = { SPY = 0.7, AGG = 0.3 }

[[allocation.portfolios]]
name = "[red]Gold[/red]"
weights = { GLD = 0.4, SPY = 0.6 }
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    file = tmp_path / "mixes.toml"
    file.write_text(SETTINGS)
    return file


def joined(session: Session) -> str:
    """The screen without its frames and line breaks."""
    return " ".join(session.text().replace("│", " ").split())


def test_on_the_pages_of_view_5(start: Start, config: Path) -> None:
    session = start("--demo", "--config", config, "--view", "allocation", size=SMALL)
    session.wait("the weights", lambda: "target equal" in session.text(), within=_WITHIN_S)
    session.press("d", "d")
    session.wait("figures of both", lambda: "1 70/30  2 [red]Gold[/red]" in session.text(), within=_WITHIN_S)
    session.press("tab")
    session.wait("growth of both", lambda: "Growth and drawdown" in session.text(), within=_WITHIN_S)
    session.wait("the second by its number", lambda: "2 [red]Gold[/red]" in session.text(), within=_WITHIN_S)
    session.press("d", "d", "d")
    session.wait("the fan", lambda: "medians 1-2" in session.text(), within=_WITHIN_S)
    # The panels of a page are painted one by one.
    for words in (" 2 [red]Gold[/red] ", "withdrawals 4 % of the value a year", "real, inflation 2 %"):
        session.wait(words, lambda: words in joined(session), within=_WITHIN_S)  # noqa: B023
    session.press("l")
    session.wait("another target", lambda: "70/30: 5 %" in session.text(), within=_WITHIN_S)


def test_in_a_pipe(config: Path) -> None:
    command = [sys.executable, "-m", "r2k_tui", "backtest", "--demo", "--config", str(config)]
    done = subprocess.run(
        [*command, "--portfolio", "70/30,equal"],
        env=os.environ,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert "all on the days that they have in common" in done.stdout
