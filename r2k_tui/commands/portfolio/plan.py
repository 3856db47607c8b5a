"""Plan of an import: the portfolios of the settings that the positions of an export result in."""

from __future__ import annotations

from typing import NamedTuple

from r2k_tui.config.schema import Config
from r2k_tui.config.sections.watchlist import ALL_PORTFOLIOS, Holding, NamedPortfolio
from r2k_tui.model.market.feed import Problem
from r2k_tui.sources.brokers.export import BrokerExport

_LONGEST_NAME, _LAST_DIGITS, _LONGEST_ACCOUNT = 24, 4, 40
_GENERIC = "generic"


class PlannedPortfolio(NamedTuple):
    """A portfolio to write. `first`: it is `[portfolio]`; `cash`: the export tells its cash; `lines`: by holding.

    `replaces`: number of holdings that the settings have under this name, None where the name is new.
    """

    portfolio: NamedPortfolio
    first: bool
    cash: bool
    lines: tuple[int, ...]
    replaces: int | None


class ImportPlan(NamedTuple):
    """Portfolios to write, and what of the file is not in them."""

    portfolios: tuple[PlannedPortfolio, ...]
    problems: tuple[Problem, ...]


def plan_import(export: BrokerExport, config: Config, name: str) -> ImportPlan:
    """One portfolio for each account of the export; all accounts in one where a `name` is given.

    An account that a portfolio of the settings has already goes there, whatever that is called.
    """
    problems = [row.problem for row in export.left_out]
    planned: list[PlannedPortfolio] = []
    groups = [export.accounts] if name else [(account,) for account in export.accounts]
    taken: set[str] = set()
    for accounts in groups:
        title = name or _title(export.broker, accounts[0], config, taken)
        taken.add(title.casefold())
        planned.append(_planned(export, config, title, accounts, problems))
    if name and len(export.accounts) > 1:
        words = f"{len(export.accounts)} accounts are one portfolio now; without --name each is one of its own"
        problems.append(Problem("", "note", words))
    return ImportPlan(tuple(planned), tuple(problems))


def _title(broker: str, account: str, config: Config, taken: set[str]) -> str:
    """Name of the portfolio of an account: that of the settings, else the broker's with the end of the account."""
    known = {one.account: one.name for one in config.portfolios if one.account}
    known |= {config.portfolio.account: config.portfolio.name} if config.portfolio.account else {}
    if account in known:
        return known[account]
    broker_name = config.portfolio.name if broker == _GENERIC else broker
    if not account:
        return broker_name
    short = f"{broker} {account[-_LAST_DIGITS:]}" if account.isalnum() and broker != _GENERIC else account
    title = short[:_LONGEST_NAME].strip()
    used = taken | {ALL_PORTFOLIOS.casefold()} | {name.casefold() for name in known.values()}
    return title if title.casefold() not in used else account[-_LONGEST_NAME:].strip()


def _planned(
    export: BrokerExport, config: Config, title: str, accounts: tuple[str, ...], problems: list[Problem]
) -> PlannedPortfolio:
    rows = [row for row in export.positions if row.account in accounts]
    base, cash = config.portfolio.base, [row for row in export.cash if row.account in accounts]
    problems += [
        Problem(
            "", "left_out", f"line {row.line}: cash of {row.amount:,.2f} {row.currency} is not in {base}: not counted"
        )
        for row in cash
        if row.currency != base and row.amount
    ]
    own = [row.amount for row in cash if row.currency == base]
    holdings = tuple(Holding(row.symbol, row.shares, row.cost, row.opened) for row in rows)
    problems += [
        Problem(row.symbol, "note", f"line {row.line}: no cost, so its profit is not known")
        for row in rows
        if row.cost is None
    ]
    label = ", ".join(account for account in accounts if account)[:_LONGEST_ACCOUNT]
    first = title.casefold() == config.portfolio.name.casefold()
    before = config.portfolio if first else next((o for o in config.portfolios if _same(o.name, title)), None)
    portfolio = NamedPortfolio(title if before is None else before.name, label, sum(own), holdings)
    return PlannedPortfolio(
        portfolio, first, bool(own), tuple(row.line for row in rows), None if before is None else len(before.holdings)
    )


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()
