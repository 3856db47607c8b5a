"""Factor studies of an engine, by the memory link, from a folder of files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from r2k_tui.config.sections.allocation.mixes import PortfolioMix
from r2k_tui.config.sections.allocation.settings import Allocation, Sleeve
from r2k_tui.config.sections.watchlist import Holding, PortfolioSettings
from r2k_tui.engine.calendar.hours import ExchangeHours
from r2k_tui.model.factors.study import FactorFit, FactorStudy
from r2k_tui.model.messages.allocation.factors import FactorsReply, GetFactors
from r2k_tui.model.messages.outcome import Failure
from tests.engine.factors.conftest import Opened
from tests.engine.factors.market import FUNDS, factor_returns, fund_returns, months, write_fund

SLEEVES = (Sleeve("All", ("IWM", "IWN"), weight=0.6), Sleeve("Rest", ("ODD",), weight=0.4))


async def study_of(opened: Opened, request: GetFactors, **more: object) -> FactorStudy:
    async with opened(**more) as link:
        reply = await link.ask(request)
    assert isinstance(reply, FactorsReply), reply
    return reply.study


def betas(fit: FactorFit) -> list[float]:
    return [beta.value for beta in fit.betas]


def said(study: FactorStudy) -> dict[str, str]:
    return {problem.symbol or problem.kind: problem.message for problem in study.problems}


async def test_funds_give_back_the_betas_that_they_are_made_of(opened: Opened) -> None:
    study = await study_of(opened, GetFactors(("IWM", "IWN"), model="ff5mom"))
    assert study.factors == ("Mkt-RF", "SMB", "HML", "RMW", "CMA", "Mom")
    for name in ("IWM", "IWN"):
        fit = study.fits[name]
        assert betas(fit) == pytest.approx(FUNDS[name], abs=1e-7)
        assert fit.alpha.value == pytest.approx(0.0, abs=1e-9)
        assert (fit.first, fit.last, fit.n, fit.lag) == ("2015-09", "2025-08", 120, 4)
        assert fit.mean == pytest.approx(12 * (fund_returns(name).mean() - 0.003))
        assert sum(part.ret or 0.0 for part in (fit.alpha, *fit.betas)) == pytest.approx(fit.mean, abs=1e-12)
        rolling = np.frombuffer(fit.rolling).reshape(-1, 6)
        assert len(rolling) == len(fit.rolling_months) // 8 == 120 - 35
        assert rolling == pytest.approx(np.tile(FUNDS[name], (85, 1)), abs=1e-5)
    assert not study.problems and study.source == "csv"
    assert [origin.vintage for origin in study.origins] == ["202508", "202508"]
    assert study.origins[0].last == "2025-08" and study.origins[0].source.startswith("factors/")


async def test_each_symbol_without_a_regression_is_named_and_the_others_remain(opened: Opened) -> None:
    study = await study_of(opened, GetFactors(("NEW", "CASH", "ZZZZ", "IWM"), model="ff3"))
    assert list(study.fits) == ["IWM"]
    words = said(study)
    assert words["NEW"] == "NEW: 31 months in common with the factors, 36 are needed"
    assert words["CASH"] == "CASH: its price does not change: cash has no betas"
    assert "no ZZZZ.csv" in words["ZZZZ"]


async def test_a_symbol_in_another_currency_is_converted_or_named(
    opened: Opened, folder: Path, exchange: ExchangeHours
) -> None:
    days = exchange.days()
    days = days[(days >= np.datetime64("2015-08-03")) & (days <= np.datetime64("2025-09-18"))]
    rate = np.where(np.arange(120) % 2 == 0, 0.1, -0.05)
    write_fund(folder, "EUROS.DE", days, (1 + fund_returns("IWM")) / (1 + rate) - 1)
    write_fund(folder, "EURUSD=X", days, rate)
    write_fund(folder, "YEN.T", days, fund_returns("IWM"))
    study = await study_of(opened, GetFactors(("EUROS.DE", "YEN.T"), model="ff5mom"))
    assert betas(study.fits["EUROS.DE"]) == pytest.approx(FUNDS["IWM"], abs=1e-6)
    assert any("converted" in note for note in study.fits["EUROS.DE"].notes)
    assert any("the factors in dollars" in problem.message for problem in study.problems if problem.symbol == "YEN.T")
    assert "YEN.T" not in study.fits


async def test_portfolios_have_the_betas_of_their_parts(opened: Opened) -> None:
    allocation = Allocation(
        sleeves=SLEEVES,
        portfolios=(PortfolioMix("tilt", {"IWM": 0.25, "IWN": 0.75}), PortfolioMix("half", {"IWM": 0.5, "GONE": 0.5})),
    )
    held = PortfolioSettings(holdings=(Holding("IWM", 10.0, 1.0), Holding("IWN", 20.0, 1.0)))
    request = GetFactors(portfolios=("own", "", "tilt", "half"), model="ff5mom")
    study = await study_of(opened, request, allocation=allocation, portfolio=held)
    assert list(study.fits) == ["own", "equal", "tilt", "half"]
    mixed = 0.25 * np.array(FUNDS["IWM"]) + 0.75 * np.array(FUNDS["IWN"])
    assert betas(study.fits["tilt"]) == pytest.approx(mixed, abs=1e-7)
    assert study.fits["equal"].weights == pytest.approx({"IWM": 0.3, "IWN": 0.3, "ODD": 0.4})
    last = {name: 100 * float(np.prod(1 + fund_returns(name))) for name in ("IWM", "IWN")}
    worth = 10 * last["IWM"] + 20 * last["IWN"]
    assert study.fits["own"].weights["IWM"] == pytest.approx(10 * last["IWM"] / worth)
    assert study.fits["half"].weights == {"IWM": 1.0} and "GONE" in study.fits["half"].notes[0]


async def test_cash_in_a_portfolio_earns_the_riskless_return(opened: Opened) -> None:
    allocation = Allocation(own={"IWM": 0.5, "cash": 0.5})
    study = await study_of(opened, GetFactors(portfolios=("own",), model="ff5mom"), allocation=allocation)
    assert betas(study.fits["own"]) == pytest.approx(np.array(FUNDS["IWM"]) / 2, abs=1e-7)


async def test_cash_that_is_a_member_halves_the_betas_of_the_holdings(
    opened: Opened, folder: Path, exchange: ExchangeHours
) -> None:
    allocation = Allocation(sleeves=(Sleeve("All", ("IWM", "cash"), weight=1.0),))
    worth = 10 * 100 * float(np.prod(1 + fund_returns("IWM")))
    held = PortfolioSettings(worth, (Holding("IWM", 10.0, 1.0),))
    study = await study_of(opened, GetFactors(portfolios=("own",)), allocation=allocation, portfolio=held)
    assert study.fits["own"].weights == pytest.approx({"IWM": 0.5, "cash": 0.5})
    days = exchange.days()
    days = days[(days >= np.datetime64("2015-08-03")) & (days <= np.datetime64("2025-09-18"))]
    euros = PortfolioSettings(worth, (Holding("IWM", 10.0, 1.0),), base="EUR")
    lost = await study_of(opened, GetFactors(portfolios=("own",)), allocation=allocation, portfolio=euros)
    assert lost.fits["own"].weights == {"IWM": 1.0}
    assert said(lost)["cash"].startswith("cash in EUR cannot be converted to dollars")
    write_fund(folder, "EURUSD=X", days, np.full(120, 0.01))
    last = 100 * 1.01**120
    found = await study_of(opened, GetFactors(portfolios=("own",)), allocation=allocation, portfolio=euros)
    assert found.fits["own"].weights["cash"] == pytest.approx(last / (1 + last))


async def test_where_nothing_is_held_or_no_sleeve_is_named_the_study_says_so(opened: Opened) -> None:
    study = await study_of(opened, GetFactors(("IWM",), ("own", "equal"), "ff3"))
    assert list(study.fits) == ["IWM"]
    assert said(study)["no_holdings"] == "own: nothing is held: set `holdings` in [portfolio]"
    assert "[[allocation.sleeves]]" in said(study)["no_sleeves"]


async def test_unknown_models_and_portfolios_are_refused_with_what_there_is(opened: Opened) -> None:
    async with opened() as link:
        model = await link.ask(GetFactors(("IWM",), model="ff9"))
        portfolio = await link.ask(GetFactors(portfolios=("mine",)))
    assert model == Failure("usage", "no factor model ff9; there are ff3, ff5, carhart, ff5mom")
    assert isinstance(portfolio, Failure) and portfolio.kind == "usage" and "equal, own" in portfolio.message


async def test_no_month_after_the_day_of_the_analysis_is_used(opened: Opened) -> None:
    """What was computed on a day is what is computed of that day later on."""
    study = await study_of(opened, GetFactors(("ODD",), model="ff3"), as_of="2021-12-31")
    fit = study.fits["ODD"]
    assert fit.last <= "2021-12"
    factors = factor_returns()[: fit.n, :3]
    excess = fund_returns("ODD")[: fit.n] - 0.003
    design = np.column_stack([np.ones(fit.n), factors])
    assert betas(fit) == pytest.approx(np.linalg.lstsq(design, excess, rcond=None)[0][1:], abs=1e-8)
    assert str(months()[0]).startswith("2021")  # of the other fake: 48 months by default


async def test_missing_factor_months_are_counted(opened: Opened, folder: Path) -> None:
    file = folder / "factors" / "F-F_Research_Data_Factors.csv"
    lines = file.read_bytes().decode("latin-1").split("\r\n")
    place = next(i for i, line in enumerate(lines) if line.startswith("202001"))
    lines[place] = "202001,  -99.99,    0.10,    0.20,    0.30"
    file.write_bytes("\r\n".join(lines).encode("latin-1"))
    study = await study_of(opened, GetFactors(("ODD",), model="ff3"))
    assert study.fits["ODD"].n == 119
    assert said(study)["note"] == "1 month of the factors without every value: left out"


async def test_without_factor_files_the_reply_says_where_they_belong(opened: Opened, folder: Path) -> None:
    for file in (folder / "factors").iterdir():
        file.unlink()
    async with opened() as link:
        reply = await link.ask(GetFactors(("IWM",)))
    assert isinstance(reply, Failure) and "F-F_Research_Data_5_Factors_2x3" in reply.message


async def test_members_without_closes_are_said(opened: Opened) -> None:
    study = await study_of(opened, GetFactors(("IWM",), model="ff3", members=True))
    assert study.members is None
    assert said(study)["missing"] == "no closes of the members of the index yet"
