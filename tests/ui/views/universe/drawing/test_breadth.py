"""Breadth: how many of how many, and its curves."""

from __future__ import annotations

import msgspec
import pytest

from r2k_tui.model.market.universe import Breadth, BreadthHistory
from r2k_tui.ui.drawing.lines import length
from r2k_tui.ui.views.universe.drawing.breadth import (
    breadth_line,
    breadth_lines,
    caveat,
    equal_less_cap,
    history_plot,
)
from tests.fakes.still_universe import LISTED, history
from tests.ui.views.universe.drawing.panels import SUMMARY, text


def test_breadth_says_how_many_of_how_many() -> None:
    whole = text(breadth_lines(SUMMARY, history(), 60, 12))
    for figure in ("▲ 62 up", "▼ 55 down", "2 same", "43.2%", "51.0% of 119", "▲ 5", "▼ 3", "252d"):
        assert figure in whole, figure
    assert LISTED in text([caveat(SUMMARY)]) and "survivorship" in text([caveat(SUMMARY)])
    assert caveat(msgspec.structs.replace(SUMMARY, caveats=())) == ()


def test_each_curve_of_breadth_ends_in_its_name() -> None:
    plot = text(list(history_plot(history(), 60, 10)))
    assert "50" in plot.replace("50┤", "") and "200" in plot.replace("200┤", "")


def test_without_closes_there_is_no_plot_and_no_zero() -> None:
    bare = msgspec.structs.replace(SUMMARY, breadth=Breadth(), cap_weighted=None, equal_weighted=None)
    whole = text(breadth_lines(bare, BreadthHistory(), 60, 12))
    assert "no closes of the members yet" in whole
    assert ">50d –" in whole and "cap –" in whole and "highs ▲ –" in whole
    assert length(breadth_line(bare, 40)) <= 40


def test_equal_less_cap_is_compounded_over_the_last_sessions() -> None:
    found = dict(equal_less_cap(history(30)))
    assert set(found) == {21}
    past = history(30)
    cap, equal = (memoryview(data).cast("d")[-21:] for data in (past.cap_weighted, past.equal_weighted))
    grown = [1.0, 1.0]
    for a, b in zip(cap, equal, strict=True):
        grown = [grown[0] * (1 + a), grown[1] * (1 + b)]
    assert found[21] == pytest.approx(grown[1] - grown[0])
