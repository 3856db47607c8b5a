"""Words from the settings and the store; what is broken has none."""

from __future__ import annotations

from pathlib import Path

import pytest

from r2k_tui.commands.shell.own_words import own_words
from r2k_tui.model.market.quote import Quote
from r2k_tui.store.store import Store


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "r2k.toml"
    store = tmp_path / "store.db"
    opened = Store(store, "yahoo")
    opened.save_quotes((Quote("GLD", 1.0), Quote("IWM", 1.0)))
    opened.close()
    path.write_text(
        f'[store]\npath = "{store}"\n[watchlist]\nsymbols = ["IWM"]\ngroups = [{{ name = "x", symbols = ["TLT"] }}]\n'
        '[portfolio]\nname = "Mine"\nholdings = [{ symbol = "SPY", shares = 1 }]\n[[portfolios]]\nname = "IRA"\n'
        '[[screens]]\nname = "cheap"\n[[alerts]]\nname = "low"\n'
    )
    return path


def test_each_kind(config: Path) -> None:
    assert own_words("symbol", str(config)) == ["IWM", "TLT", "SPY", "GLD"]
    assert own_words("portfolio", str(config)) == ["all", "Mine", "IRA"]
    assert own_words("screen", str(config)) == ["cheap"]
    assert own_words("alert", str(config)) == ["low"]


def test_broken_files_have_no_words(config: Path, tmp_path: Path) -> None:
    config.write_text("[broken")
    assert own_words("screen", str(config)) == []
    (tmp_path / "store.db").write_bytes(b"rubbish")
    config.write_text(f'[store]\npath = "{tmp_path / "store.db"}"\n[watchlist]\nsymbols = ["IWM"]\ngroups = []\n')
    assert own_words("symbol", str(config)) == ["IWM"]
