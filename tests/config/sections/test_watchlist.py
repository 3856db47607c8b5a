"""What a person watches and holds."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from r2k_tui.config.errors import ConfigError
from r2k_tui.config.load import load
from r2k_tui.config.sections.watchlist import (
    Holding,
    NamedPortfolio,
    PortfolioSettings,
    Watchlist,
    WatchlistGroup,
    portfolios_of,
    together,
)
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


SPY, IWN = Holding("SPY", 1, 1.0), Holding("IWN", 2)
IRA = NamedPortfolio("IRA", "Z1", 5.0, (IWN,))


def test_one_portfolio_stays_as_it_is_and_several_add_up() -> None:
    first = PortfolioSettings(7.0, (SPY,), "EUR")
    assert portfolios_of(first, (NamedPortfolio("Empty"),)) == (first,)
    every = together(portfolios_of(first, (IRA,)))
    assert (every.name, every.cash, every.base, every.holdings) == ("all", 12.0, "EUR", (SPY, IWN))
    assert portfolios_of(PortfolioSettings(), (IRA,))[0].name == "IRA", "an empty first one is no list"
    assert portfolios_of(PortfolioSettings(), ()) == (PortfolioSettings(),)


@pytest.mark.parametrize(
    ("text", "where", "words"),
    [
        ('[portfolio]\nname = "All"\n', "portfolio.name", "every portfolio together"),
        ('[[portfolios]]\nname = "portfolio"\n', "portfolios[0].name", "the name of [portfolio], too"),
        ('[[portfolios]]\nname = "A"\n[[portfolios]]\nname = "a"\n', "portfolios[1].name", "another portfolio, too"),
        ('[allocation]\nportfolio = "IRA"\n', "allocation.portfolio", 'no portfolio "IRA" (there are all, Portfolio)'),
        ('[[portfolios]]\nname = ""\n', "portfolios[0].name", "a name of 1 to 24 characters"),
    ],
)
def test_names_that_contradict_each_other(tmp_path: Path, text: str, where: str, words: str) -> None:
    path = tmp_path / "r2k.toml"
    path.write_text(text)
    with pytest.raises(ConfigError) as raised:
        load(path)
    assert where in str(raised.value) and words in str(raised.value)


def test_the_portfolio_of_the_allocation(tmp_path: Path) -> None:
    path = tmp_path / "r2k.toml"
    text = '[[portfolios]]\nname = "IRA"\nholdings = [{ symbol = "IWN", shares = 2 }]\n[portfolio]\ncash = 7.0\n'
    path.write_text(text)
    settings = load(path)
    assert settings.own == settings.everything and settings.everything.cash == 7.0
    path.write_text(f'{text}[allocation]\nportfolio = "ira"\n')
    assert [holding.symbol for holding in load(path).own.holdings] == ["IWN"] and load(path).own.cash == 0.0
    path.write_text('[[portfolios]]\nname = "IRA"\n[allocation]\nportfolio = "ira"\n[portfolio]\ncash = 7.0\n')
    assert load(path).own.cash == 0.0, "an empty one holds nothing, not everything"
