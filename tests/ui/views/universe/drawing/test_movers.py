"""Who moved the index, and by how much."""

from __future__ import annotations

import msgspec

from r2k_tui.model.market.universe import Breadth, Summary
from r2k_tui.ui.views.universe.drawing.breadth import (
    breadth_line,
    breadth_lines,
)
from r2k_tui.ui.views.universe.drawing.movers import contributor_lines, mover_lines
from tests.cases import cases
from tests.fakes.still_universe import history
from tests.ui.views.universe.drawing.panels import SUMMARY, text


def test_without_prices_nobody_is_said_to_stand_still() -> None:
    bare: Summary = msgspec.structs.replace(
        SUMMARY, priced=0, breadth=Breadth(), up=(), down=(), contributors=(), detractors=(), carriers=None
    )
    assert "▲ – up  ▼ – down  – same" in text(breadth_lines(bare, history(), 60, 12))
    assert "▲ – ▼ –" in text([breadth_line(bare, 100)])
    for panel in (mover_lines, contributor_lines):
        assert text(panel(bare, 60, 8)) == " no prices of the members yet"


@cases("width", [41, 90])
def test_carriers_come_with_their_sum_and_coverage(width: int) -> None:
    lines = contributor_lines(SUMMARY, width, 12)
    whole = text(lines)
    first = SUMMARY.contributors[0]
    assert f"{first.symbol}" in whole and f"{first.contribution * 1e4:+.2f}" in whole
    assert "8 carry" in whole and "98.1% of weight priced" in whole and "4 make all" in whole
    assert len(lines) <= 12


def test_in_a_fall_those_who_fell_carry_it() -> None:
    carriers = msgspec.structs.replace(SUMMARY.carriers, move=-0.001)
    lines = contributor_lines(msgspec.structs.replace(SUMMARY, carriers=carriers), 80, 12)
    row = text(lines[3:4])
    assert row.index(SUMMARY.detractors[0].symbol) < row.index(SUMMARY.contributors[0].symbol)


@cases("width", [41, 90])
def test_movers_rise_and_fall(width: int) -> None:
    whole = text(mover_lines(SUMMARY, width, 12))
    assert SUMMARY.up[0].symbol in whole and SUMMARY.down[0].symbol in whole


def test_nobody_moved() -> None:
    still: Summary = msgspec.structs.replace(SUMMARY, up=(), down=(), contributors=(), detractors=(), carriers=None)
    assert "nothing has moved" in text(mover_lines(still, 60, 8)) + text(contributor_lines(still, 60, 8))
