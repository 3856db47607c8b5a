"""The page of factors in a terminal, over the simulated market, and `r2k factors` beside it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.end_to_end.conftest import Start
from tests.pty.session import Session
from tests.pty.size import HOME, LARGE, SMALL, Size

pytestmark = pytest.mark.slow
_WITHIN_S = 90.0


def to_factors(session: Session) -> None:
    """The page after the third turn of view 5."""
    session.wait_text("LIVE", within=_WITHIN_S)
    session.press_and_wait("5")
    session.wait_text("target", within=_WITHIN_S)
    for title in ("Frontier: return by volatility", "Portfolios against the benchmark"):
        session.press_and_wait("d")
        session.wait_text(title, within=_WITHIN_S)
    session.press_and_wait("d")
    session.wait_text("SMB", "Newey-West", "small (SMB +0.9", within=_WITHIN_S)


@pytest.mark.parametrize("size", [SMALL, HOME, LARGE], ids=str)
def test_the_keys_reach_the_page_as_soon_as_it_is_shown(start: Start, size: Size) -> None:
    session = start("--demo", size=size)
    to_factors(session)
    session.wait_text("IWN", "IWO", "IJR", "SIMULATED")
    session.press_and_wait("l")
    if size == SMALL:
        session.wait_text("IWN: small")
        session.press_and_wait("tab")
    session.wait_text("IWN: +", "residual")
    if size == SMALL:
        session.press_and_wait("tab")
    session.wait_text("IWN, over 36 months to ")
    session.press_and_wait("l")
    session.wait_text("IWO, over 36 months to ")


def test_ascii_and_few_colors_keep_every_figure(start: Start) -> None:
    session = start("--demo", "--ascii", NO_COLOR="1")
    to_factors(session)
    session.wait_text("IWM, over 36 months to ", "sum")
    assert session.text().isascii()


def test_the_command_is_read_by_a_program() -> None:
    line = [sys.executable, "-m", "r2k_tui", "factors", "IWM", "ZZZZ", "--demo", "--json"]
    done = subprocess.run(line, capture_output=True, text=True, timeout=_WITHIN_S, check=False)
    report = json.loads(done.stdout)
    assert done.returncode == 1 and report["simulated"] is True
    assert list(report["data"]["symbols"]) == ["IWM"]
    assert [problem["symbol"] for problem in report["problems"]] == ["ZZZZ"]
