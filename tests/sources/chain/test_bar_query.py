"""Bars that a provider has, and those it is remembered not to have."""

from __future__ import annotations

from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.sources.base import BarBatch
from r2k_tui.sources.chain.bar_query import bar_query
from tests.sources.chain.stage import FIRST, Clock, provider, scripted

D1 = Interval.D1


def test_no_bars_since_a_time_are_an_answer_and_an_empty_history_is_none() -> None:
    nothing = BarBatch(Bars("IWM", D1))
    assert bar_query("IWM", D1, 5.0).has_any(nothing)
    assert not bar_query("IWM", D1, None).has_any(nothing)


def test_what_is_missing_is_remembered_by_symbol_and_interval() -> None:
    member = provider(scripted(FIRST), Clock())
    query = bar_query("IWM", D1, None)
    query.on_missing(member)
    assert query.is_known_missing(member) and bar_query("IWM", D1, 5.0).is_known_missing(member)
    assert not bar_query("IWM", Interval.M1, None).is_known_missing(member)
    query.on_found(member)
    assert not query.is_known_missing(member)
