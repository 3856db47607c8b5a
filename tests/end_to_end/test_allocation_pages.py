"""The pages of the allocation in a terminal: what the choice is worth out of sample, and the benchmark beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.end_to_end.conftest import Start
from tests.pty.session import Session
from tests.pty.size import HOME, LARGE, SMALL, Size

pytestmark = pytest.mark.slow
_WITHIN_S = 120.0

OWN = """\
[allocation]
own = { SPY = 0.6, AGG = 0.4 }
benchmark = { SPY = 0.6, AGG = 0.4 }
"""


def opened(start: Start, tmp_path: Path, size: Size) -> Session:
    """View 5 of a user whose own weights are the benchmark."""
    config = tmp_path / "own.toml"
    config.write_text(OWN)
    session = start("--demo", "--config", config, "--store", tmp_path / "s.sqlite3", size=size)
    session.wait_text("LIVE", within=60.0)
    session.press_and_wait("5")
    session.wait("the sentence", lambda: "Target your own weights. The best in sample," in joined(session), _WITHIN_S)
    return session


def joined(session: Session) -> str:
    """The screen without its frames and line breaks."""
    return " ".join(session.text().replace("│", " ").split())


@pytest.mark.slow(seconds=15)
@pytest.mark.parametrize("size", [SMALL, HOME, LARGE], ids=lambda size: f"{size.columns}x{size.rows}")
def test_the_sentence_the_samples_and_the_benchmark_itself(start: Start, tmp_path: Path, size: Size) -> None:
    session = opened(start, tmp_path, size)
    for words in ("out of sample (90 %:", "in sample it looked like", "target own"):
        assert words in joined(session), words
    session.press_and_wait("tab")
    session.wait_text("In sample and out of sample", "turnover a year")
    session.press_and_wait("d", "d")
    session.wait_text("Portfolios against the benchmark", within=_WITHIN_S)
    session.wait("the words", lambda: "no tracking error, and so no information ratio" in joined(session), _WITHIN_S)
    shown = session.text().lower()
    assert "nan" not in shown.replace("finance", "") and "traceback" not in shown
    session.press_and_wait("q")
    assert session.wait_end(within=60.0) == 0


@pytest.mark.slow(seconds=10)
def test_another_target_is_compared_with_the_own_weights(start: Start, tmp_path: Path) -> None:
    session = opened(start, tmp_path, HOME)
    session.press_and_wait("h")
    session.wait_text("target equal", within=_WITHIN_S)
    assert "The policy mix instead of your own weights: Sharpe" in joined(session)
    session.press_and_wait("escape")
    session.wait_text("target own", within=_WITHIN_S)
