"""A round over many series: what a failed one left out is all that the next one asks for."""

from __future__ import annotations

from r2k_tui.engine.polling.series_round import SeriesRound

FRESH_S = 600.0


def test_a_first_round_asks_for_each_series_once() -> None:
    first = SeriesRound[str]()
    assert first.order(["a", "b", "a"], 0.0, FRESH_S) == ["a", "b"]
    assert not first.is_trial


def test_after_a_failure_only_what_is_left_is_asked_for_each_first_in_turn() -> None:
    tried = SeriesRound[str]()
    tried.order("abcd", 0.0, FRESH_S)
    firsts = []
    for now in (10.0, 20.0, 30.0):
        tried.ended(["b", "c", "d"], healthy=False)
        order = tried.order("abcd", now, FRESH_S)
        assert sorted(order) == ["b", "c", "d"]
        firsts.append(order[0])
    assert firsts == ["c", "d", "b"]
    assert tried.is_trial and not tried.is_healthy


def test_what_was_brought_long_ago_is_asked_for_again() -> None:
    tried = SeriesRound[str]()
    tried.order("ab", 0.0, FRESH_S)
    tried.ended(["b"], healthy=True)
    assert tried.order("ab", FRESH_S - 1, FRESH_S) == ["b"]
    assert sorted(tried.order("ab", FRESH_S, FRESH_S)) == ["a", "b"]


def test_a_round_that_brings_everything_ends_the_trial() -> None:
    tried = SeriesRound[str]()
    tried.ended(["b"], healthy=False)
    tried.ended([], healthy=True)
    assert (tried.left, tried.is_trial, tried.is_healthy) == ((), False, True)
    assert tried.order("ab", 5.0, FRESH_S) == ["a", "b"]


def test_what_was_left_out_can_be_forgotten() -> None:
    tried = SeriesRound[str]()
    tried.order("ab", 0.0, FRESH_S)
    tried.ended(["b"], healthy=False)
    tried.forget()
    assert tried.order("ab", 1.0, FRESH_S) == ["a", "b"]
