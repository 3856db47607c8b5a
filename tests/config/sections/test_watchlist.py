"""What a person watches and holds."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from r2k_tui.config.load import load
from r2k_tui.config.sections.watchlist import Holding, Watchlist, WatchlistGroup
from tests.config.complaints import complaint


def test_lists_columns_and_order(file: Path) -> None:
    file.write_text(
        '[watchlist]\nsymbols = ["^RUT"]\ncolumns = ["symbol", "age"]\nsort = "age"\ndescending = true\n'
        'groups = [{ name = "Rates", symbols = ["^TNX"] }]'
    )
    rates = WatchlistGroup("Rates", ("^TNX",))
    assert load(file).watchlist == Watchlist(("^RUT",), (rates,), ("symbol", "age"), "age", True)


def test_a_purchase_may_be_short_and_have_no_day(file: Path) -> None:
    text = (
        '{ symbol = "IWM", shares = -3, cost = 200 }, { symbol = "SPY", shares = 1.5, cost = 0, opened = 2025-04-08 }'
    )
    file.write_text(f"[portfolio]\ncash = -1.5\nholdings = [{text}]")
    portfolio = load(file).portfolio
    assert portfolio.cash == -1.5
    assert portfolio.holdings == (Holding("IWM", -3, 200), Holding("SPY", 1.5, 0, date(2025, 4, 8)))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('[watchlist]\ncolumns = ["colour"]', "watchlist.columns"),
        ('[watchlist]\ngroups = [{ name = " " }]', "watchlist.groups"),
        ('[portfolio]\nholdings = [{ symbol = "IWM", shares = 1, cost = -1 }]', "portfolio.holdings"),
    ],
)
def test_what_is_refused(file: Path, text: str, key: str) -> None:
    assert complaint(file, text).key.startswith(key)


def test_the_base_currency_is_one_of_the_table(file: Path) -> None:
    file.write_text("")
    assert load(file).portfolio.base == "USD"
    file.write_text('[portfolio]\nbase = "EUR"')
    assert load(file).portfolio.base == "EUR"
    for wrong in ("eur", "GBp", "EURO", "XXX"):
        found = complaint(file, f'[portfolio]\nbase = "{wrong}"')
        assert found.key == "portfolio.base" and "AUD" in str(found) and "USD" in str(found)
