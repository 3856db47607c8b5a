"""The lists of the watchlist: editing, going from one to another, and what is left to save."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.config.sections.watchlist import Holding, NamedPortfolio, PortfolioSettings, Watchlist, WatchlistGroup
from r2k_tui.ui.mirror.watchlists import Watchlists

WATCHLIST = Watchlist(
    ("^RUT", "IWM", "SPY"), (WatchlistGroup("Rates", ("TLT", "IEF")), WatchlistGroup("World", ("EFA", "IWM")))
)
HELD = PortfolioSettings(holdings=(Holding("GLD", 3, 200.0), Holding("IWM", 1, 1.0), Holding("GLD", 2, 210.0)))


@pytest.fixture
def lists() -> Watchlists:
    return Watchlists(WATCHLIST, HELD)


def test_the_plain_list_is_the_first_and_what_is_held_the_last(lists: Watchlists) -> None:
    assert [group.name for group in lists.groups] == ["Small caps", "Rates", "World", "Portfolio"]
    assert lists.shown.symbols == ("^RUT", "IWM", "SPY")
    assert lists.groups[-1].symbols == ("GLD", "IWM") and lists.groups[-1].held
    assert [group.name for group in Watchlists(Watchlist(("A",)), PortfolioSettings()).groups] == ["Small caps"]


def test_going_round_comes_back_to_where_it_was(lists: Watchlists) -> None:
    cursor = "SPY"
    for _ in range(len(lists.groups)):
        cursor = lists.step(1, cursor)
    assert (lists.place, cursor) == (0, "SPY")


def test_a_symbol_that_both_lists_have_keeps_the_cursor(lists: Watchlists) -> None:
    assert lists.step(2, "IWM") == "IWM"
    assert lists.step(-1, "EFA") == "TLT"


def test_what_was_looked_at_is_watched_and_what_is_held(lists: Watchlists) -> None:
    assert lists.watched == ("^RUT", "IWM", "SPY", "GLD")
    lists.step(1, "IWM")
    assert lists.watched == ("TLT", "IEF", "^RUT", "IWM", "SPY", "GLD")
    lists.step(-1, "TLT")
    assert set(lists.watched) == {"TLT", "IEF", "^RUT", "IWM", "SPY", "GLD"}, "going back costs no request"


def test_a_symbol_is_gone_to_in_the_list_that_has_it(lists: Watchlists) -> None:
    assert lists.go_to("EFA", "SPY") and lists.shown.name == "World"
    assert lists.go_to("IWM", "EFA") and lists.shown.name == "World", "the one that is shown has it"
    assert not lists.go_to("XYZ", "IWM") and lists.shown.name == "World"


def test_only_the_list_that_is_shown_is_edited(lists: Watchlists) -> None:
    lists.step(1, "IWM")
    lists.insert("SHY", "TLT")
    lists.drop("IEF")
    assert lists.shown.symbols == ("TLT", "SHY")
    assert lists.changes() == {
        ("watchlist", "groups"): (
            {"name": "Rates", "symbols": ("TLT", "SHY")},
            {"name": "World", "symbols": ("EFA", "IWM")},
        )
    }


def test_what_is_saved_is_no_change_any_more(lists: Watchlists) -> None:
    assert lists.changes() == {}
    lists.sort_by("percent", descending=True)
    lists.choose(("symbol", "last"))
    lists.drop("SPY")
    everything = {
        ("watchlist", "symbols"): ("^RUT", "IWM"),
        ("watchlist", "columns"): ("symbol", "last"),
        ("watchlist", "sort"): "percent",
        ("watchlist", "descending"): True,
    }
    assert lists.changes() == everything
    assert lists.changes("symbols", "groups") == {("watchlist", "symbols"): ("^RUT", "IWM")}
    lists.saved("symbols", "groups")
    assert lists.changes().keys() == everything.keys() - {("watchlist", "symbols")}
    lists.saved()
    assert lists.changes() == {}


def test_an_edit_of_the_file_takes_over_what_it_changed_and_nothing_else(lists: Watchlists) -> None:
    lists.sort_by("percent", descending=True)
    lists.step(1, "IWM")
    edited = msgspec.structs.replace(WATCHLIST, symbols=("QQQ",))
    assert lists.apply(edited, HELD)
    assert lists.groups[0].symbols == ("QQQ",)
    assert (lists.sort, lists.shown.name) == ("percent", "Rates")
    assert not lists.apply(edited, HELD)
    assert lists.apply(edited, PortfolioSettings()) and lists.groups[-1].name == "World"


def test_a_list_that_goes_leaves_the_first_on_the_screen(lists: Watchlists) -> None:
    lists.step(2, "IWM")
    lists.apply(msgspec.structs.replace(WATCHLIST, groups=()), PortfolioSettings())
    assert lists.shown.name == "Small caps"


SYMBOLS = st.sampled_from(["A", "B", "C", "D", "E", "F"])
GROUPS = st.lists(st.lists(SYMBOLS, max_size=4), max_size=3)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("step"), st.integers(-2, 2)),
        st.tuples(st.just("go_to"), SYMBOLS),
        st.tuples(st.just("insert"), SYMBOLS),
        st.tuples(st.just("drop"), st.integers(0, 3)),
    ),
    max_size=12,
)


@given(first=st.lists(SYMBOLS, max_size=4), groups=GROUPS, held=st.lists(SYMBOLS, max_size=2), steps=STEPS)
def test_the_cursor_is_on_a_row_of_the_list_whatever_is_done(
    first: list[str], groups: list[list[str]], held: list[str], steps: list[tuple[str, object]]
) -> None:
    named = tuple(WatchlistGroup(f"g{i}", tuple(symbols)) for i, symbols in enumerate(groups))
    lists = Watchlists(
        Watchlist(tuple(first), named), PortfolioSettings(holdings=tuple(Holding(s, 1, 1.0) for s in held))
    )
    cursor = next(iter(lists.shown.symbols), "")
    for what, amount in steps:
        if what == "step":
            cursor = lists.step(int(str(amount)), cursor)
        elif what == "go_to":
            cursor = str(amount) if lists.go_to(str(amount), cursor) else cursor
        elif what == "insert" and not lists.shown.held:
            lists.insert(str(amount), cursor)
            cursor = str(amount)
        elif what == "drop" and not lists.shown.held and lists.shown.symbols:
            symbol = lists.shown.symbols[int(str(amount)) % len(lists.shown.symbols)]
            lists.drop(symbol)
            cursor = next(iter(lists.shown.symbols), "") if cursor == symbol else cursor
        shown = lists.shown.symbols
        assert cursor in shown or not shown
        assert len(set(shown)) == len(shown)
        assert set(shown) <= set(lists.watched) <= set(lists.symbols)


def test_each_portfolio_is_a_list_and_several_are_one_more() -> None:
    ira = NamedPortfolio("IRA", "Z1", 5.0, (Holding("TLT", 1, 1.0),))
    lists = Watchlists(WATCHLIST, HELD, (ira, NamedPortfolio("Empty")))
    assert [group.name for group in lists.groups][-3:] == ["Portfolio", "IRA", "All portfolios"]
    assert lists.portfolio.cash == 5.0 and len(lists.portfolio.holdings) == 4, "under another list, all together"
    lists.step(-2, "IWM")
    assert lists.portfolio.name == "IRA" and lists.shown.symbols == ("TLT",)
    assert lists.apply(WATCHLIST, HELD) and [group.name for group in lists.groups][-1] == "Portfolio"
