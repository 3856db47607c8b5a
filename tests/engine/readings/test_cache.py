"""What is kept from one tick to the next."""

from __future__ import annotations

import msgspec
import numpy as np

from r2k_tui.analytics.series.series import select
from tests.engine.readings.boards import (
    COUNT,
    OWN,
    assert_same,
    assert_same_scores,
    board,
    last_bar,
)


def test_a_tick_is_a_new_board() -> None:
    day, opened, high, low, close, adjusted, volume = last_bar()
    moved = (opened, high, low * 0.9, close * 0.93, adjusted * 0.93, volume * 2)
    before = board(provisional=True)
    before.readings()
    ticked = before.tick((day, *moved))
    columns = zip(("open", "high", "low", "close", "adj_close", "volume"), moved, strict=True)
    fresh = {name: np.append(getattr(OWN, name)[:-1], value) for name, value in columns}
    rebuilt = board(msgspec.structs.replace(OWN, **fresh), provisional=True)
    assert_same(ticked.readings(), rebuilt.readings())
    assert_same_scores(ticked.scores(), rebuilt.scores())
    again = ticked.tick(last_bar())
    assert_same(again.readings(), before.readings())


def test_a_new_bar_is_appended() -> None:
    short = board(select(OWN, slice(0, -2)))
    short.readings()
    for place in (-2, -1):
        short = short.tick(last_bar(select(OWN, slice(0, COUNT + place + 1))), provisional=False)
    assert_same(short.readings(), board().readings())
    assert_same_scores(short.scores(), board().scores())


def test_ticks_in_between_do_not_disturb_what_is_kept() -> None:
    running = board(select(OWN, slice(0, -1)))
    running.readings(["kupiec_p_full", "fhsvar99"])
    day, *values = last_bar()
    for factor in (0.8, 1.0, 1.1, 1.0):
        running = running.tick((day, *(value * factor for value in values)))
        if factor == 1.1:
            running.readings()
    assert_same(running.readings(), board(provisional=True).readings())


def test_many_ticks_of_a_new_day_from_one_board() -> None:
    base = board(select(OWN, slice(0, -1)))
    day, *values = last_bar()
    first = base.tick((day, *(value * 1.1 for value in values)))
    first.readings()
    second = base.tick(last_bar())
    assert second.facts.settled is first.facts.settled
    assert second.facts.index is first.facts.index
    assert_same(second.readings(), board(provisional=True).readings())
    finished = base.tick(last_bar(), provisional=False)
    assert_same(finished.readings(), board().readings())
    assert_same_scores(finished.scores(), board().scores())
    assert_same(base.readings(), board(select(OWN, slice(0, -1))).readings())


def test_a_tick_reopens_the_last_session() -> None:
    stop = int(np.flatnonzero(OWN.days <= np.datetime64("2004-12-31"))[-1]) + 1
    done = board(select(OWN, slice(0, stop)))
    key = "calendar_years_px"
    finished = done.readings([key])[key].value
    reopened = done.tick(last_bar(done.inputs.own)).readings([key])[key].value
    assert isinstance(finished, dict)
    assert isinstance(reopened, dict)
    assert set(finished) - set(reopened) == {"2004"}
