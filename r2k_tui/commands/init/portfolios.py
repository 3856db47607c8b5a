"""Portfolios of the set-up: what was typed, and what the files of brokers hold, as `r2k portfolio import` plans it."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from r2k_tui.commands.init.answers import Answers
from r2k_tui.commands.portfolio.plan import PlannedPortfolio, plan_import
from r2k_tui.config.schema import Config
from r2k_tui.config.sections.watchlist import NamedPortfolio, PortfolioSettings
from r2k_tui.model.market.feed import Problem


class GivenPortfolios(NamedTuple):
    """`first`: what `[portfolio]` is to be; `others`: further portfolios to write; `problems`: what is in none."""

    first: PortfolioSettings
    others: tuple[NamedPortfolio, ...]
    problems: tuple[Problem, ...]


def portfolios_from(answers: Answers, before: Config) -> GivenPortfolios:
    """What is given in one set-up adds up, and takes the place of what the same portfolio held before."""
    first = msgspec.structs.replace(before.portfolio, base=answers.base)
    if answers.holdings:
        first = msgspec.structs.replace(first, holdings=answers.holdings)
    config = msgspec.structs.replace(before, portfolio=first)
    holdings_of = {first.name.casefold()} if answers.holdings else set[str]()
    cash_of: set[str] = set()
    problems: list[Problem] = []
    for export in answers.exports:
        plan = plan_import(export, config, "")
        problems += plan.problems
        for planned in plan.portfolios:
            name = planned.portfolio.name.casefold()
            config = _with(config, planned, add=name in holdings_of, add_cash=name in cash_of)
            holdings_of.add(name)
            if planned.cash:
                cash_of.add(name)
    others = tuple(one for one in config.portfolios if one.name.casefold() in holdings_of)
    return GivenPortfolios(config.portfolio, others, tuple(dict.fromkeys(problems)))


def _with(config: Config, planned: PlannedPortfolio, *, add: bool, add_cash: bool) -> Config:
    """The settings with a portfolio; `add`, `add_cash`: its holdings and cash come to those that are there."""
    more, listed = planned.portfolio, {one.name.casefold(): one for one in config.portfolios}
    name = more.name.casefold()
    old = config.portfolio if planned.first else listed.get(name, NamedPortfolio(more.name))
    cash = (old.cash if add_cash else 0.0) + more.cash if planned.cash else old.cash
    new = msgspec.structs.replace(
        old,
        holdings=(old.holdings if add else ()) + more.holdings,
        cash=cash,
        account=more.account or old.account,
    )
    if isinstance(new, PortfolioSettings):
        return msgspec.structs.replace(config, portfolio=new)
    return msgspec.structs.replace(config, portfolios=tuple({**listed, name: new}.values()))
