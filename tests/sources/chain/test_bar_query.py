"""Bars that a provider has, and those it is remembered not to have."""

from __future__ import annotations

from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.sources.base import BarBatch
from r2k_tui.sources.chain.bar_query import wanted_bars
from tests.sources.chain.stage import FIRST, Clock, provider, scripted

D1 = Interval.D1


def test_no_bars_since_a_time_are_an_answer_and_an_empty_history_is_none() -> None:
    nothing = BarBatch(Bars("IWM", D1))
    assert wanted_bars("IWM", D1, 5.0).has_any(nothing)
    assert not wanted_bars("IWM", D1, None).has_any(nothing)


def test_what_is_missing_is_remembered_by_symbol_and_interval() -> None:
    member = provider(scripted(FIRST), Clock())
    wanted = wanted_bars("IWM", D1, None)
    wanted.without(member)
    assert wanted.omitted(member) and wanted_bars("IWM", D1, 5.0).omitted(member)
    assert not wanted_bars("IWM", Interval.M1, None).omitted(member)
    wanted.given(member)
    assert not wanted.omitted(member)
