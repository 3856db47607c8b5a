"""Names of portfolios on the command line."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import pytest

from r2k_tui.commands.allocation.names import unanswered
from r2k_tui.model.market.feed import Problem
from tests.commands.allocation.market import CONFIG

MIX = CONFIG + '\n[[allocation.portfolios]]\nname = "70/30"\nweights = { SPY = 0.7, GLD = 0.3 }\n'


@pytest.mark.parametrize(
    "arguments", [("allocate", "--target"), ("backtest", "--portfolio"), ("simulate", "--portfolio")]
)
def test_an_unknown_name_is_refused_with_those_there_are(ask: Any, arguments: tuple[str, str]) -> None:
    outcome = ask(*arguments, "80/20", config=MIX)
    assert (outcome.status, outcome.out) == (2, "")
    assert f"{arguments[1]} 80/20: expected one of min_vol" in outcome.err and outcome.err.strip().endswith("70/30")


def test_one_whose_setting_is_missing_says_which(ask: Any) -> None:
    outcome = ask("allocate", "--target", "target_vol", config=MIX)
    assert (outcome.status, outcome.out) == (2, "")
    assert "--target target_vol needs `target_volatility` in [allocation], which is not set" in outcome.err


def test_a_portfolio_of_the_user_is_one_of_the_portfolios(ask: Any, recent: Path) -> None:
    data = ask("allocate", "--target", "70/30", config=MIX, data=recent).report["data"]
    assert [*data["portfolios"]][-2:] == ["own", "70/30"]
    found = data["portfolios"]["70/30"]
    assert (found["weights"]["SPY"], found["how"]) == (0.7, "yours: 70/30")
    assert (data["plan"]["target"], {t["symbol"] for t in data["trades"]}) == ("70/30", {"SPY", "GLD", "IWM"})


def test_one_with_a_symbol_without_prices_is_left_out_and_named(ask: Any, recent: Path) -> None:
    outcome = ask("allocate", config=MIX.replace("GLD = 0.3", "GLD = 0.2, NOPE = 0.1"), data=recent)
    assert outcome.status == 1
    assert outcome.report["data"]["portfolios"]["70/30"] is None
    assert "70/30 is left out: NOPE has no prices to use" in [p["message"] for p in outcome.report["problems"]]


@pytest.mark.parametrize(
    "arguments", [("allocate", "--target"), ("backtest", "--portfolio"), ("simulate", "--portfolio")]
)
def test_one_that_lacks_its_setting_is_refused_with_the_setting(ask: Any, arguments: tuple[str, str]) -> None:
    outcome = ask(*arguments, "target_vol")
    assert (outcome.status, outcome.out) == (2, "")
    assert f"{arguments[1]} target_vol needs `target_volatility` in [allocation], which is not set" in outcome.err


class _Found(NamedTuple):
    portfolio: str


def test_a_portfolio_without_a_word_about_it_is_named() -> None:
    """An engine of an older version answers for the first one alone."""
    told = (Problem("", "missing", "b is left out: no prices to use of VOD.L"),)
    words = [problem.message for problem in unanswered(("a", "b", "c"), (_Found("a"),), told)]
    assert words == ["c: the engine sent no result"]
    assert unanswered((), (_Found("a"),), ()) == []
