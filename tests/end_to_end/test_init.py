"""The set-up in a terminal, and the offer of it at the first start."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from r2k_tui.config.load import load
from r2k_tui.config.sections.watchlist import Holding
from tests.end_to_end.conftest import ROOT, Start
from tests.pty.session import Session
from tests.pty.size import SMALL
from tests.sources.brokers.exports import SCHWAB_ALL

pytestmark = pytest.mark.slow
_WITHIN_S = 60.0


@pytest.fixture
def set_up(tmp_path: Path) -> Iterator[Session]:
    command = [sys.executable, "-m", "r2k_tui", "init", "--config", str(tmp_path / "own.toml")]
    with Session(command, SMALL, {"HOME": str(tmp_path), "COLORTERM": "truecolor"}, ROOT) as session:
        session.wait_text("Watchlist, symbols", within=_WITHIN_S)
        yield session


def _answer(session: Session, question: str, text: str) -> None:
    session.wait_text(question, within=_WITHIN_S)
    session.send(text.encode() + b"\r")


def test_every_answer_arrives_in_the_file(set_up: Session, tmp_path: Path) -> None:
    _answer(set_up, "Watchlist", "iwm spy")
    _answer(set_up, "Holding [skip]", "IWM 100 210.5")
    _answer(set_up, "Holding [done]", "")
    _answer(set_up, "Base currency [USD]", "euro")
    set_up.wait_text("no currency 'euro'", within=_WITHIN_S)
    _answer(set_up, "Base currency [USD]", "EUR")
    _answer(set_up, "Theme [r2k", "")
    _answer(set_up, "Alerts on the desktop", "n")
    assert set_up.wait_end(_WITHIN_S) == 0
    settings = load(tmp_path / "own.toml")
    assert settings.watchlist.symbols == ("IWM", "SPY")
    assert settings.portfolio.holdings == (Holding("IWM", 100.0, 210.5),) and settings.portfolio.base == "EUR"
    assert set_up.modes() == set_up.modes_before


def test_control_c_leaves_nothing(set_up: Session, tmp_path: Path) -> None:
    _answer(set_up, "Watchlist", "iwm")
    set_up.wait_text("Holding [skip]", within=_WITHIN_S)
    set_up.send(b"\x03")
    assert set_up.wait_end(_WITHIN_S) == 130
    assert "Nothing was written." in set_up.text() and not list(tmp_path.glob("own.toml*"))
    assert set_up.modes() == set_up.modes_before


def test_the_monitor_offers_it_once(start: Start) -> None:
    """Without a settings file; no network is needed for that."""
    proxy = {"https_proxy": "http://127.0.0.1:9", "http_proxy": "http://127.0.0.1:9"}
    first = start(size=SMALL, **proxy)
    first.wait_text("r2k init", within=_WITHIN_S)
    first.press("q")
    assert first.wait_end(_WITHIN_S) == 0
    again = start(size=SMALL, **proxy)
    again.wait_text("q quit", within=_WITHIN_S)
    assert "r2k init" not in again.text()


def test_a_brokers_file_is_read_as_the_import_reads_it(set_up: Session, tmp_path: Path) -> None:
    """Its path as a terminal quotes a file that is dropped on it; a wrong column is named, and asked again."""
    (tmp_path / "wrong.csv").write_text("symbol,amount\nIWM,1\n")
    (tmp_path / "my positions.csv").write_bytes(SCHWAB_ALL)
    _answer(set_up, "Watchlist", "")
    _answer(set_up, "Holding [skip]", str(tmp_path / "wrong.csv"))
    set_up.wait_text("no export that R2K", within=_WITHIN_S)
    _answer(set_up, "Holding [skip]", f"'{tmp_path / 'my positions.csv'}'")
    set_up.wait_text("2 holdings from Schwab in 2 accounts, and cash", within=_WITHIN_S)
    _answer(set_up, "Holding [done]", "")
    _answer(set_up, "Base currency", "")
    _answer(set_up, "Theme [r2k", "")
    _answer(set_up, "Alerts on the desktop", "")
    assert set_up.wait_end(_WITHIN_S) == 0
    names = [(one.name, one.cash, len(one.holdings)) for one in load(tmp_path / "own.toml").portfolios]
    assert names == [("Individual ...123", 0.0, 1), ("Roth ...456", 5.0, 1)]
