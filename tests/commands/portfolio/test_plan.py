"""Which portfolios an export becomes."""

from __future__ import annotations

import msgspec

from r2k_tui.commands.portfolio.plan import plan_import
from r2k_tui.config.schema import Config
from r2k_tui.config.sections.watchlist import NamedPortfolio, PortfolioSettings
from r2k_tui.sources.brokers.export import BrokerCash, BrokerExport, BrokerPosition

CONFIG = Config()


def export(*accounts: str, broker: str = "IBKR", cash: tuple[BrokerCash, ...] = ()) -> BrokerExport:
    rows = tuple(BrokerPosition("IWM", 1.0, 2.0, None, account, line) for line, account in enumerate(accounts, 2))
    return BrokerExport(broker, rows, cash, ())


def names(found: BrokerExport, config: Config = CONFIG, name: str = "") -> list[str]:
    return [one.portfolio.name for one in plan_import(found, config, name).portfolios]


def test_names() -> None:
    assert names(export("")) == ["IBKR"]
    assert names(export("", broker="generic")) == ["Portfolio"]
    assert names(export("U1111", "U2222")) == ["IBKR 1111", "IBKR 2222"]
    assert names(export("A9999", "B9999")) == ["IBKR 9999", "B9999"], "two accounts never share a name"
    assert names(export("A1", "B2"), name="Mine") == ["Mine"]
    known = msgspec.structs.replace(CONFIG, portfolios=(NamedPortfolio("IRA", "U1111"),))
    assert names(export("U1111"), known) == ["IRA"]
    first = msgspec.structs.replace(CONFIG, portfolio=PortfolioSettings(account="U1111"))
    assert plan_import(export("U1111"), first, "").portfolios[0].first


def test_no_account_replaces_another() -> None:
    assert names(export("Roth", "roth", broker="generic")) == ["Roth", "roth 2"]
    long = "Individual brokerage account number "
    first, second = names(export(f"x{long}one{long}1", f"x{long}two{long}1", broker="generic"))
    assert first.casefold() != second.casefold() and max(len(first), len(second)) <= 24
    assert names(export("all", broker="generic")) == ["all 2"]
    assert len(set(names(export(*(f"{head}{'9' * 24}" for head in "ABCD"))))) == 4


def test_an_account_without_a_name_joins_the_one_that_the_settings_have_there() -> None:
    config = msgspec.structs.replace(CONFIG, portfolio=PortfolioSettings(account="A1"))
    plan = plan_import(export("", "A1", broker="generic"), config, "")
    (one,) = plan.portfolios
    assert one.first and len(one.portfolio.holdings) == 2
    assert [p.message for p in plan.problems if "accounts" in p.message] == [
        "2 accounts are one portfolio now; the settings have them in Portfolio"
    ]


def test_cash_in_another_currency_is_told_and_not_counted() -> None:
    cash = (BrokerCash(5.0, "USD", "A", 3), BrokerCash(7.0, "USD", "A", 4), BrokerCash(9.0, "EUR", "A", 5))
    plan = plan_import(export("A", cash=cash), CONFIG, "")
    assert plan.portfolios[0].portfolio.cash == 12.0
    assert [problem.message for problem in plan.problems] == ["line 5: cash of 9.00 EUR is not in USD: not counted"]
    assert not plan_import(export("A"), CONFIG, "").portfolios[0].cash, "no word on cash leaves it as it is"
