"""Problems in plain words: the symbol is named once."""

from __future__ import annotations

from r2k_tui.model.market.feed import OPTIONAL_TOPICS, TROUBLES, FeedState, FeedStatus, Problem
from tests.cases import cases


@cases(
    ("message", "named"),
    [
        ("no such symbol", "IWM: no such symbol"),
        ("IWM is not listed", "IWM is not listed"),
        ("nothing known of IWM.", "nothing known of IWM."),
        ("no bars (IWMX), none", "IWM: no bars (IWMX), none"),
    ],
)
def test_a_problem_names_its_symbol_once(message: str, named: str) -> None:
    assert Problem("IWM", "not_found", message).named == named


def test_a_problem_of_no_symbol_is_its_message() -> None:
    assert Problem("", "blocked", "the source is away").named == "the source is away"


def test_what_counts_as_trouble_and_for_whom() -> None:
    assert [state for state in FeedState if state in TROUBLES] == [FeedState.FAILING, FeedState.BLOCKED]
    assert {"quotes", "daily", "intraday"}.isdisjoint(OPTIONAL_TOPICS)


def test_a_provider_of_a_chain_is_optional_whatever_its_name() -> None:
    assert FeedStatus("nasdaq", FeedState.FAILING, provider=True).optional
    assert FeedStatus("news").optional and not FeedStatus("quotes").optional


def test_times_and_counts_alone_say_nothing_new() -> None:
    before = FeedStatus("quotes", FeedState.FAILING, message="No connection.", failures=1)
    assert FeedStatus("quotes", FeedState.FAILING, 1.0, 2.0, 2, 3, "No connection.").says_the_same(before)
    assert not before.says_the_same(None)
    for other in (
        FeedStatus("quotes", FeedState.BLOCKED, message="No connection."),
        FeedStatus("quotes", FeedState.FAILING, message="Something else."),
        FeedStatus("quotes", FeedState.FAILING, message="No connection.", progress="3 of 4"),
    ):
        assert not other.says_the_same(before)
