"""`r2k portfolio import`: a diff first, a copy of the file before, and nothing lost by a wrong file."""

from __future__ import annotations

from pathlib import Path

import pytest

from r2k_tui.config.load import load
from tests.commands.conftest import R2K
from tests.sources.brokers.exports import FIDELITY, GENERIC, SCHWAB, STATEMENT

MINE = '# mine\n[display]\nascii = true  # so\n[portfolio]\ncash = 7.0\nholdings = [{ symbol = "SPY", shares = 1 }]\n'


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(MINE)
    return path


def written(tmp_path: Path, data: bytes, name: str = "export.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def test_a_dry_run_shows_the_change_and_writes_nothing(r2k: R2K, tmp_path: Path, config: Path) -> None:
    outcome = r2k("portfolio", "import", written(tmp_path, SCHWAB), "--dry-run", "--config", config)
    assert outcome.status == 1, "an option is left out"
    assert "+[[portfolios]]" in outcome.out and "nothing is written" in outcome.out
    assert "line 7: an option: not imported" in outcome.err
    assert config.read_text() == MINE and sorted(p.name for p in tmp_path.iterdir()) == ["export.csv", "mine.toml"]


def test_an_import_keeps_comments_and_a_copy(r2k: R2K, tmp_path: Path, config: Path) -> None:
    outcome = r2k("portfolio", "import", written(tmp_path, FIDELITY), "--config", config)
    assert outcome.status == 1
    assert config.read_text().startswith(MINE), "what was there stays as it was written"
    settings = load(config)
    assert [(one.name, one.account, one.cash) for one in settings.portfolios] == [
        ("Fidelity 5678", "Z12345678", 1523.11),
        ("Fidelity 3444", "222333444", 0.0),
    ]
    (copy,) = tmp_path.glob("mine.toml.*.bak")
    assert copy.read_text() == MINE and str(copy) in outcome.out
    again = r2k("portfolio", "import", tmp_path / "export.csv", "--config", config)
    assert "has these holdings already" in again.out and len(list(tmp_path.glob("*.bak"))) == 1


def test_a_renamed_portfolio_is_found_by_its_account(r2k: R2K, tmp_path: Path, config: Path) -> None:
    config.write_text('[[portfolios]]\nname = "Old age"\naccount = "U1234567"\nholdings = []\n')
    r2k("portfolio", "import", written(tmp_path, STATEMENT), "--config", config)
    (one,) = load(config).portfolios
    assert one.name == "Old age" and [h.symbol for h in one.holdings] == ["IWM", "IWM", "BRK-B", "VOD.L"]
    assert one.cash == 1000.5


def test_a_name_takes_every_account_and_the_name_of_the_first_its_table(r2k: R2K, tmp_path: Path, config: Path) -> None:
    file = written(tmp_path, GENERIC)
    outcome = r2k("portfolio", "import", file, "--name", "portfolio", "--config", config, "--json")
    assert (outcome.status, outcome.report["command"]) == (0, "portfolio import")
    (one,) = outcome.report["data"]["portfolios"]
    assert (one["name"], one["replaces"], one["cash"]) == ("Portfolio", 1, 500.0)
    assert one["holdings"][0] == {"symbol": "IWM", "shares": 100.0, "cost": 210.5, "opened": "2025-04-08", "line": 2}
    assert outcome.report["data"]["written"] and Path(outcome.report["data"]["backup"]).read_text() == MINE
    assert load(config).portfolio.cash == 500.0 and load(config).portfolios == ()


def test_a_file_of_settings_is_made_where_there_is_none(r2k: R2K, tmp_path: Path) -> None:
    new = tmp_path / "folder" / "new.toml"
    assert r2k("portfolio", "import", written(tmp_path, GENERIC), "--config", new).status == 0
    assert [one.name for one in load(new).portfolios] == ["main"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "the file is empty"),
        (b"<html>", "a web page"),
        (b"PK\x03\x04", "a spreadsheet"),
        (b"a,b\n1,2\n", "line 1: no export that R2K knows"),
        (
            GENERIC.replace(b"210.5", b"two hundred"),
            'export.csv: line 2, column 3 (cost): "two hundred" is not a number',
        ),
        (b"x" * 10_000_001, "more than 10 MB"),
    ],
)
def test_a_wrong_file_changes_nothing(r2k: R2K, tmp_path: Path, config: Path, data: bytes, words: str) -> None:
    outcome = r2k("portfolio", "import", written(tmp_path, data), "--config", config)
    assert (outcome.status, outcome.out) == (3, "")
    assert words in outcome.err and config.read_text() == MINE
    report = r2k("portfolio", "import", tmp_path / "export.csv", "--config", config, "--json").report
    assert report["data"] is None and words in f"export.csv: {report['problems'][0]['message']}"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--broker", "etrade"), "--broker etrade: expected one of auto, ibkr, schwab, fidelity, generic"),
        (("--name", "all"), "--name all"),
        (("--name", "x" * 25), "expected a name of 1 to 24 characters"),
    ],
)
def test_options_that_mean_nothing(
    r2k: R2K, tmp_path: Path, config: Path, arguments: tuple[str, ...], words: str
) -> None:
    outcome = r2k("portfolio", "import", written(tmp_path, GENERIC), "--config", config, *arguments)
    assert outcome.status == 2 and words in outcome.err


def test_files_that_cannot_be_read(r2k: R2K, tmp_path: Path, config: Path) -> None:
    assert "No such file" in r2k("portfolio", "import", tmp_path / "none.csv", "--config", config).err
    assert r2k("portfolio", "import", tmp_path, "--config", config).status == 2
    config.write_text("[portfolio")
    outcome = r2k("portfolio", "import", written(tmp_path, GENERIC), "--config", config)
    assert outcome.status == 2 and "mine.toml:1" in outcome.err and config.read_text() == "[portfolio"
