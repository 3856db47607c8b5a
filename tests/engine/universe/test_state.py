"""Members whose quotes come in another currency or from another exchange than before."""

from __future__ import annotations

from r2k_tui.engine.universe.state import UniverseState
from r2k_tui.model.market.quote import Quote
from r2k_tui.sources.base import QuoteBatch
from tests.engine.virtual_time import START
from tests.fakes.invented_holdings import holdings

MEMBERS = ("AAA", "BBB", "CCC")


def take(state: UniverseState, seconds: float, **currencies: str) -> set[int]:
    """The rows that change with quotes of these currencies, each a cent higher than the one before."""
    quotes = tuple(
        Quote(
            symbol,
            price=10.0 + seconds / 1e5,
            currency=currencies.get(symbol, "USD"),
            exchange="NYQ",
            time=START + seconds,
            received_at=START + seconds,
            source="yahoo",
        )
        for symbol in MEMBERS
    )
    return state.take(MEMBERS, QuoteBatch(quotes))[0]


def listed() -> UniverseState:
    state = UniverseState()
    state.set_list(holdings(MEMBERS))
    assert take(state, 0.0) == {0, 1, 2}
    return state


def test_a_member_in_another_currency_is_refused_and_named() -> None:
    state = listed()
    assert take(state, 60.0, BBB="GBP") == {0, 2}
    assert state.problems["identity"].message == "BBB is quoted in GBP instead of USD: refused"
    assert take(state, 120.0, AAA="GBP", BBB="GBP") == {2}
    assert state.problems["identity"].message == "BBB is quoted in GBP instead of USD: refused, and 1 more member"
    assert take(state, 180.0) == {0, 1, 2}
    assert "identity" not in state.problems


def test_it_is_accepted_once_it_has_lasted_for_an_hour() -> None:
    state = listed()
    changed = [1 in take(state, 60.0 * turn, BBB="GBP") for turn in range(1, 70)]
    assert changed.index(True) == 60
    assert all(changed[60:])
    assert "identity" not in state.problems


def test_a_member_that_leaves_the_list_leaves_no_problem() -> None:
    state = listed()
    take(state, 60.0, BBB="GBP")
    state.set_list(holdings(("AAA", "CCC")))
    state.take(("AAA",), QuoteBatch(()))
    assert "identity" not in state.problems
