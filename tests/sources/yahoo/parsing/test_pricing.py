"""Pushed messages as ticks: what cannot be true of one is missing."""

from __future__ import annotations

from r2k_tui.sources.yahoo.parsing.pricing import to_tick
from tests.cases import cases
from tests.engine.virtual_time import START
from tests.fakes.yahoo_stream import pushed


@cases(("ahead_s", "believed"), [(-60.0, True), (240.0, True), (600.0, False), (72_000.0, False)])
def test_a_time_that_is_still_to_come_is_missing(ahead_s: float, believed: bool) -> None:
    tick = to_tick(pushed("IWM", 190.0, START + ahead_s), START)
    assert (tick.price, tick.time) == (190.0, START + ahead_s if believed else None)
