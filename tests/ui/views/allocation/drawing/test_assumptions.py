"""What a simulation assumes, in words."""

from __future__ import annotations

import msgspec

from r2k_tui.model.allocation.simulation import Simulation
from r2k_tui.ui.views.allocation.drawing.assumptions import (
    assumption_words,
    flow_words,
    money_words,
    returns_words,
)
from tests.fakes.still_allocation import simulation

PLAIN = msgspec.structs.replace(
    simulation("equal"), sample_return=0.08, sample_vol=0.12, drawn_return=0.08, drawn_vol=0.12
)


def with_(**changes: object) -> Simulation:
    return msgspec.structs.replace(PLAIN, **changes)


def test_nothing_but_history_is_assumed() -> None:
    assert assumption_words(PLAIN, several=True) == [
        "contributions 0 and withdrawals 0 a year, both monthly",
        "nominal USD, not adjusted for inflation",
        "historical returns: +8.0% a year, volatility 12.0%",
    ]


def test_flows() -> None:
    assert "withdrawals 4 % of the value a year" in flow_words(with_(withdrawal_percent=4.0))
    assert flow_words(with_(withdrawal=40.0, linked=True)).endswith("withdrawals rise with inflation")


def test_money() -> None:
    real = with_(inflation=0.025, money="real, inflation 2.5 %", currency="EUR")
    assert money_words(real) == "EUR of today: real, inflation 2.5 % a year"


def test_returns_that_were_given_stand_beside_those_of_history() -> None:
    given = with_(mean=0.05, drawn_return=0.05)
    words = returns_words(given)
    assert words == "assumed return: +5.0% a year, volatility 12.0%; history's +8.0% a year, volatility 12.0%"
    both = with_(mean=0.05, volatility=0.2, drawn_return=0.05, drawn_vol=0.2)
    assert returns_words(both).startswith("assumed return and volatility: +5.0% a year, volatility 20.0%")
    assert any("moved by the same map" in phrase for phrase in assumption_words(given, several=True))
    assert not any("moved by the same map" in phrase for phrase in assumption_words(given))


def test_a_glide_path() -> None:
    assert assumption_words(with_(glide_to="bonds", glide_years=20))[-1].startswith("moves to bonds in 20 years")
