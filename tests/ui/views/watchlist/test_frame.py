"""What stands in the frame of the table of quotes."""

from __future__ import annotations

import msgspec

from r2k_tui.config.sections.watchlist import PortfolioSettings, Watchlist
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.ui.actions.table import ACTIONS, named_keys
from r2k_tui.ui.drawing.lines import length
from r2k_tui.ui.mirror.mirror import Mirror
from r2k_tui.ui.mirror.watchlists import Watchlists
from r2k_tui.ui.views.watchlist.frame import empty_words, list_foot, list_title, matches, origin_of
from tests.cases import cases
from tests.fakes.still_market import NOW, snapshot
from tests.ui.mirror.test_watchlists import HELD, WATCHLIST
from tests.ui.views.chart.drawn import text


@cases(("words", "found"), [("iw", True), ("RUSSELL", True), ("spy", False), ("", True)])
def test_words_stand_in_the_symbol_or_in_the_name(words: str, found: bool) -> None:
    assert matches(words, "IWM", "iShares Russell 2000") is found


def test_all_lists_are_named_where_there_is_room_and_else_which_of_how_many() -> None:
    lists = Watchlists(WATCHLIST, HELD)
    assert text([list_title(lists, "demo", 80)[0]]) == "Small caps · Rates · World · Portfolio"
    assert text([list_title(lists, "demo", 30)[0]]) == "Small caps 1/4"
    alone = Watchlists(Watchlist(("A",)), PortfolioSettings())
    assert [text([part]) for part in list_title(alone, "demo", 80)] == ["Small caps demo", ""]


def test_the_foot_tells_what_is_out_of_sight() -> None:
    lists = Watchlists(WATCHLIST, HELD)
    assert text([list_foot(lists, 3, 2, 5, 4, 80)]) == "4 columns without room  ▲ 2 ▼ 5"
    assert list_foot(lists, 3, 0, 0, 0, 80) == ()


CHAIN = ("yahoo", "yahoo_chart", "cboe")


@cases(
    ("sources", "room", "expected"),
    [
        ({"A": "yahoo", "B": "yahoo"}, 40, "yahoo"),
        ({"A": "yahoo_chart", "B": "yahoo_chart"}, 40, "yahoo_chart"),
        ({"A": "cboe", "B": "yahoo", "C": "yahoo_chart"}, 40, "yahoo + yahoo_chart + cboe"),
        ({"A": "cboe", "B": "yahoo", "C": "yahoo_chart"}, 20, "yahoo + 2"),
        ({"A": "yahoo", "Z": "cboe"}, 40, "yahoo"),
        ({}, 40, "yahoo"),
        ({"A": "demo"}, 40, "yahoo"),
    ],
)
def test_the_frame_names_the_providers_of_the_quotes_of_its_list(
    sources: dict[str, str], room: int, expected: str
) -> None:
    facts = SourceFacts("yahoo", chain=CHAIN)
    mirror = Mirror(facts, "^RUT", wall=lambda: NOW)
    quotes = tuple(Quote(symbol, 1.0, received_at=NOW, source=source) for symbol, source in sources.items())
    mirror.apply(msgspec.structs.replace(snapshot(quotes=quotes), facts=facts))
    assert origin_of(("A", "B", "C"), mirror, room) == expected


@cases("width", [20, 40, 80])
def test_a_filter_is_cut_with_a_sign_before_it_breaks_the_frame(width: int) -> None:
    lists = Watchlists(WATCHLIST, HELD)
    lists.filter = "x" * 30
    foot = list_foot(lists, 0, 1, 0, 0, width)
    assert length(foot) <= width - 4
    assert ("x" * 30 in text([foot])) == (width == 80)


def test_an_empty_list_says_what_to_do() -> None:
    keys = named_keys(ACTIONS)
    assert empty_words(Watchlists(WATCHLIST, HELD), keys) == "no row matches; Esc shows all"
    empty = Watchlists(Watchlist(), PortfolioSettings())
    assert empty_words(empty, keys) == "the list is empty: + adds a symbol"
    assert empty_words(empty, keys._replace(add="K")) == "the list is empty: K adds a symbol"
