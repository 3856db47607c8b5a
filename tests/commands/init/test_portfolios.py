"""Portfolios from answers and files."""

from __future__ import annotations

import msgspec

from r2k_tui.commands.init.answers import Answers
from r2k_tui.commands.init.portfolios import portfolios_from
from r2k_tui.config.schema import Config
from r2k_tui.config.sections.watchlist import Holding, NamedPortfolio, PortfolioSettings
from r2k_tui.sources.brokers.export import BrokerCash, BrokerExport, BrokerPosition

OLD = Holding("OLD", 1.0, 1.0)
TYPED = Holding("SPY", 2.0, 500.0)
IWM = Holding("IWM", 1.0, 2.0)


def export(*accounts: str, broker: str = "IBKR", cash: tuple[BrokerCash, ...] = ()) -> BrokerExport:
    rows = tuple(BrokerPosition("IWM", 1.0, 2.0, None, account, line) for line, account in enumerate(accounts, 2))
    return BrokerExport(broker, rows, cash, ())


def answers(*exports: BrokerExport, holdings: tuple[Holding, ...] = (), base: str = "USD") -> Answers:
    return Answers((), holdings, base, "r2k", desktop=True, exports=exports)


def settings(*others: NamedPortfolio) -> Config:
    return msgspec.structs.replace(Config(), portfolio=PortfolioSettings(7.0, (OLD,)), portfolios=others)


def test_nothing_given_keeps_what_is_there() -> None:
    assert portfolios_from(answers(), settings()) == (PortfolioSettings(7.0, (OLD,)), (), ())


def test_what_is_typed_replaces_the_holdings_alone() -> None:
    assert portfolios_from(answers(holdings=(TYPED,)), settings()).first == PortfolioSettings(7.0, (TYPED,))


def test_each_account_is_a_portfolio_and_the_first_one_stays() -> None:
    given = portfolios_from(answers(export("A9999", "B9999"), holdings=(TYPED,)), settings())
    assert given.first.holdings == (TYPED,)
    assert [(one.name, one.account, one.holdings) for one in given.others] == [
        ("IBKR 9999", "A9999", (IWM,)),
        ("B9999", "B9999", (IWM,)),
    ]


def test_two_files_never_share_a_name_and_add_up_in_one_account() -> None:
    given = portfolios_from(answers(export("A9999"), export("B9999"), export("A9999")), settings())
    assert [(one.name, len(one.holdings)) for one in given.others] == [("IBKR 9999", 2), ("B9999", 1)]


def test_a_file_without_an_account_adds_to_what_is_typed_and_replaces_what_was_there() -> None:
    cash = (BrokerCash(5.0, "USD", "", 3),)
    plain = export("", broker="generic", cash=cash)
    assert portfolios_from(answers(plain), settings()).first == PortfolioSettings(5.0, (IWM,))
    both = portfolios_from(answers(plain, plain, holdings=(TYPED,)), settings()).first
    assert (both.cash, both.holdings) == (10.0, (TYPED, IWM, IWM))


def test_a_known_account_keeps_its_name_and_its_cash_where_the_file_tells_none() -> None:
    known = NamedPortfolio("IRA", "U1", 9.0, (OLD,))
    assert portfolios_from(answers(export("U1")), settings(known)).others == (NamedPortfolio("IRA", "U1", 9.0, (IWM,)),)


def test_cash_counts_in_the_base_that_was_answered() -> None:
    cash = (BrokerCash(5.0, "EUR", "A1", 3), BrokerCash(6.0, "USD", "A1", 4))
    given = portfolios_from(answers(export("A1", cash=cash), base="EUR"), settings())
    assert given.others[0].cash == 5.0
    assert [problem.message for problem in given.problems] == ["line 4: cash of 6.00 USD is not in EUR: not counted"]
