"""`r2k portfolio show`: value, and profit by price and by dividends."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.conftest import R2K

HOLDINGS = """\
[portfolio]
cash = 1000.0
holdings = [
    { symbol = "IWM", shares = 10, cost = 50.0, opened = 2024-01-08 },
    { symbol = "SPY", shares = 5, cost = 80.0 },
]
[[portfolios]]
name = "IRA"
holdings = [{ symbol = "TLT", shares = 3, cost = 60.0, opened = 2024-01-08 }, { symbol = "IWM", shares = 1 }]
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(HOLDINGS)
    return path


def test_price_income_and_total_of_each_and_of_all(r2k: R2K, config: Path) -> None:
    outcome = r2k("portfolio", "show", "--demo", "--config", config, "--json")
    assert outcome.status == 0, outcome.err
    first, ira, every = outcome.report["data"]["portfolios"]
    assert [one["name"] for one in (first, ira, every)] == ["Portfolio", "IRA", "all"]
    iwm, spy = first["holdings"]
    assert iwm["income"] > 0 and iwm["total_is"] == "price_and_income"
    assert iwm["total"]["amount"] == pytest.approx(iwm["price"]["amount"] + iwm["income"])
    assert iwm["price"]["amount"] == pytest.approx(10 * (iwm["last"] - 50.0), abs=1e-6)
    assert spy["income"] is None and spy["total_is"] == "price_only" and first["price_only"] == ["SPY"]
    assert first["total_is"] == "mixed" and ira["holdings"][1]["total"] is None
    assert every["value"] == pytest.approx(first["value"] + ira["value"])
    assert "SPY" in {p["symbol"] for p in outcome.report["problems"]}
    assert {p["kind"] for p in outcome.report["problems"]} == {"note"}


def test_what_a_total_is_counts_only_holdings_in_it(r2k: R2K, config: Path) -> None:
    config.write_text(
        '[portfolio]\nholdings = [{ symbol = "SPY", shares = 5, cost = 80.0 }, { symbol = "IWM", shares = 1 }]\n'
        '[[portfolios]]\nname = "IRA"\nholdings = [{ symbol = "TLT", shares = 3, opened = 2024-01-08 }]\n'
    )
    first, ira, _ = r2k("portfolio", "show", "--demo", "--config", config, "--json").report["data"]["portfolios"]
    assert first["total"]["known"] == 1 and first["total_is"] == "price_only"
    assert ira["income"]["amount"] > 0 and ira["total"] is None and ira["total_is"] is None


def test_the_table_fits_into_eighty_columns(r2k: R2K, config: Path) -> None:
    outcome = r2k("portfolio", "show", "ira", "--demo", "--config", config)
    assert "IRA, in USD" in outcome.out and "Portfolio" not in outcome.out
    assert max(map(len, outcome.out.splitlines())) <= 80
    assert "total of 1 of 2 holdings" in outcome.out


def test_a_folder_of_prices_has_no_record_of_dividends(r2k: R2K, config: Path, folder: Path) -> None:
    config.write_text(HOLDINGS.split("[[")[0])
    outcome = r2k("portfolio", "show", "--source", "csv", "--data", folder, "--config", config, "--json")
    (first,) = outcome.report["data"]["portfolios"]
    assert first["income"] is None and first["total_is"] == "price_only"
    assert any("no record of dividends" in p["message"] for p in outcome.report["problems"])


def test_what_is_not_there(r2k: R2K, config: Path) -> None:
    outcome = r2k("portfolio", "show", "Rth", "--demo", "--config", config)
    assert outcome.status == 2 and 'no portfolio "Rth" (there are all, Portfolio, IRA)' in outcome.err
    config.write_text("")
    outcome = r2k("portfolio", "show", "--demo", "--config", config)
    assert outcome.status == 2 and "r2k portfolio import FILE" in outcome.err
