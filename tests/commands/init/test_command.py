"""`r2k init` as a command."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from r2k_tui.config.load import load
from r2k_tui.config.sections.watchlist import Holding
from tests.commands.conftest import R2K
from tests.sources.brokers.exports import SCHWAB, SCHWAB_ALL

ANSWERS = "iwm\nIWM 1 2\n\nEUR\nnord\nn\n"


@pytest.fixture
def type_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("COLORTERM", raising=False)


def typed(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))


@pytest.mark.usefixtures("type_in")
class TestInit:
    def test_it_writes_what_was_answered_and_prints_where(
        self, r2k: R2K, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "new" / "own.toml"
        typed(monkeypatch, ANSWERS)
        done = r2k("init", "--config", path)
        settings = load(path)
        assert (done.status, done.out) == (0, f"{path}\n")
        assert settings.watchlist.symbols == ("IWM",) and settings.portfolio.holdings == (Holding("IWM", 1.0, 2.0),)
        assert (settings.portfolio.base, settings.display.theme) == ("EUR", "nord")
        assert "[portfolio] holdings" in done.err

    def test_yes_asks_nothing(self, r2k: R2K, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        typed(monkeypatch, "x/y\n")
        done = r2k("init", "--yes", "--config", tmp_path / "own.toml", "--json")
        assert done.report["command"] == "init" and done.report["data"]["written"] == {}
        assert done.report["data"]["answers"]["theme"] == "r2k" and "[" not in done.err.split("Written")[0]
        assert load(tmp_path / "own.toml").display.theme == "r2k"

    def test_json_says_what_was_written(self, r2k: R2K, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        typed(monkeypatch, ANSWERS)
        data = r2k("init", "--config", tmp_path / "own.toml", "--json").report["data"]
        assert data["path"] == str(tmp_path / "own.toml") and data["backup"] is None
        assert data["written"]["portfolio"]["holdings"] == [{"symbol": "IWM", "shares": 1.0, "cost": 2.0}]

    def test_an_existing_file_is_changed_only_after_a_yes(
        self, r2k: R2K, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path, before = tmp_path / "own.toml", '# mine\n[display]\ntheme = "nord"\nascii = true\n'
        path.write_text(before)
        typed(monkeypatch, "\n")
        done = r2k("init", "--config", path)
        assert (done.status, done.out, path.read_text()) == (0, "", before)
        typed(monkeypatch, "y\nSPY\n\n\n\n\n")
        data = r2k("init", "--config", path, "--json").report["data"]
        assert Path(data["backup"]).read_text() == before
        assert path.read_text().startswith(before.rstrip()), "everything else stays as it was"
        assert load(path).watchlist.symbols == ("SPY",) and load(path).display.theme == "nord"

    def test_yes_never_changes_an_existing_file(
        self, r2k: R2K, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "own.toml").write_text("")
        done = r2k("init", "--yes", "--config", tmp_path / "own.toml")
        assert done.status == 2 and "exists already" in done.err and (tmp_path / "own.toml").read_text() == ""

    def test_a_bad_last_answer_writes_nothing(self, r2k: R2K, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        typed(monkeypatch, "a/b")
        done = r2k("init", "--config", tmp_path / "own.toml")
        assert done.status == 2 and "nothing was written" in done.err and not (tmp_path / "own.toml").exists()

    def test_a_place_that_cannot_be_written_is_named(
        self, r2k: R2K, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "file").touch()
        typed(monkeypatch, "")
        done = r2k("init", "--config", tmp_path / "file" / "own.toml")
        assert done.status == 2 and "cannot write" in done.err and "Watchlist" not in done.err

    def test_a_brokers_file_becomes_a_portfolio_per_account(
        self, r2k: R2K, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "held.csv").write_bytes(SCHWAB_ALL)
        path = tmp_path / "own.toml"
        for again in ("", "y\n"):
            typed(monkeypatch, f"{again}\n{tmp_path / 'held.csv'}\n\n\n\n\n")
            done = r2k("init", "--config", path)
            assert done.status == 0 and not load(path).portfolio.holdings
            assert [(one.account, one.cash, one.holdings) for one in load(path).portfolios] == [
                ("Individual ...123", 0.0, (Holding("IWM", 100.0, 200.0),)),
                ("Roth ...456", 5.0, (Holding("IWN", 10.0, 140.0),)),
            ], "a second set-up replaces, and does not double"
        imported = r2k("portfolio", "import", tmp_path / "held.csv", "--config", path)
        assert "has these holdings already" in imported.out, "the import finds them as its own"

    def test_rows_that_are_left_out_are_told_once_and_make_it_partial(
        self, r2k: R2K, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "held.csv").write_bytes(SCHWAB)
        typed(monkeypatch, f"\n{tmp_path / 'held.csv'}\n\n\n\n\n")
        done = r2k("init", "--config", tmp_path / "own.toml")
        assert done.status == 1 and done.err.count("an option: not imported") == 1
        typed(monkeypatch, f"\n{tmp_path / 'held.csv'}\n\n\n\n\n")
        report = r2k("init", "--config", tmp_path / "other.toml", "--json").report
        (portfolio,) = report["data"]["written"]["portfolios"]
        assert portfolio["cash"] == 1234.56 and len(portfolio["holdings"]) == 3
        assert any("an option" in problem["message"] for problem in report["problems"])

    def test_more_than_the_settings_take_leaves_the_file_as_it_was(
        self, r2k: R2K, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "held.csv").write_text("symbol,shares,cost\n" + "IWM,1,2\n" * 2001)
        (tmp_path / "own.toml").write_text("# mine\n")
        typed(monkeypatch, f"y\n\n{tmp_path / 'held.csv'}\n\n\n\n\n")
        done = r2k("init", "--config", tmp_path / "own.toml")
        assert done.status == 2 and "2000" in done.err and "nothing was written" in done.err
        assert [path.name for path in tmp_path.glob("own.toml*")] == ["own.toml"]
        assert (tmp_path / "own.toml").read_text() == "# mine\n"
