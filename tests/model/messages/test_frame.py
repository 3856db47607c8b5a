"""Quotes of a frame as they are now: whole, or as what changed in them."""

from __future__ import annotations

from r2k_tui.model.market.quote import Quote
from r2k_tui.model.market.quote_changes import columns_of, difference
from r2k_tui.model.messages.frame import Frame, changed_quotes
from tests.fakes.still_market import snapshot


def test_of_a_snapshot_all_quotes_are_told() -> None:
    whole = snapshot()
    assert tuple(changed_quotes(whole, {})) == whole.quotes


def test_a_frame_without_changes_is_a_heartbeat() -> None:
    assert list(changed_quotes(Frame("e", 2, 2, 0.0), {"IWM": Quote("IWM", price=1.0)})) == []


def test_changes_are_applied_to_what_the_reader_knows() -> None:
    old, new = Quote("IWM", price=1.0, bid=0.9, time=5.0), Quote("IWM", price=2.0, bid=0.9, time=6.0)
    whole = Quote("SPY", price=7.0)
    changes = columns_of([new], [difference(old, new)])
    told = list(changed_quotes(Frame("e", 2, 2, 0.0, quotes=(whole,), quote_changes=changes), {"IWM": old}))
    assert told == [whole, new]
