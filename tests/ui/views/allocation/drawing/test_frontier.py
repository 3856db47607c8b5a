"""The frontier with its region, and the boxes of weights."""

from __future__ import annotations

import re

import msgspec

from r2k_tui.model.allocation.frontier import VolatilityColumn
from r2k_tui.ui.drawing.lines import length
from r2k_tui.ui.views.allocation.drawing.frontier import band_lines, frontier_lines
from r2k_tui.ui.views.allocation.drawing.marks import LETTERS
from r2k_tui.ui.widgets.plain_ascii import to_ascii
from tests.cases import cases
from tests.fakes.still_allocation import MEMBERS, RESAMPLED, STUDY
from tests.ui.views.chart.drawn import text

SIZES = [(76, 18), (58, 35), (98, 55), (196, 17)]


@cases(("width", "height"), SIZES)
def test_both_panels_fill_the_room_they_are_given(width: int, height: int) -> None:
    for lines in (frontier_lines(STUDY, RESAMPLED, "equal", width, height), band_lines(RESAMPLED, width, height)):
        assert len(lines) <= height
        assert max(map(length, lines)) <= width


def test_every_portfolio_has_its_letter_and_the_target_is_marked() -> None:
    legend = [run for line in frontier_lines(STUDY, None, "equal", 76, 20)[-2:] for run in line]
    named = [(words.strip(), style) for words, style in legend if words.strip() in LETTERS.values()]
    assert named == [(LETTERS[name], "warn" if name == "equal" else "bright") for name in STUDY.portfolios]


def test_each_portfolio_is_said_to_be_inside_the_region_or_outside_it() -> None:
    shown = text(frontier_lines(STUDY, RESAMPLED, "equal", 100, 30)[-2:]).splitlines()
    assert shown == [
        " equivalent: V min-vol S max-Sharpe",
        " outside it: C min-CVaR H HRP R risk par. E equal O own",
    ]
    wide = msgspec.structs.replace(RESAMPLED, region=(VolatilityColumn(0.0, 1.0, -1.0),))
    assert "outside" not in text(frontier_lines(STUDY, wide, "equal", 100, 30))


def test_the_region_lies_below_the_frontier_and_needs_no_colour() -> None:
    for draw in (text, lambda lines: to_ascii(text(lines))):
        shown = draw(frontier_lines(STUDY, RESAMPLED, "equal", 100, 30))
        plot = shown.splitlines()[:26]
        dots = "." if shown.isascii() else "·"
        assert sum(row.count(dots) for row in plot) > 50
        assert 15 <= sum(row.count("o" if shown.isascii() else "○") for row in plot) <= 20
    without = text(frontier_lines(STUDY, None, "equal", 100, 30))
    assert "·" not in without and "○" not in without


def test_the_region_begins_and_ends_at_its_columns() -> None:
    middle = (VolatilityColumn(0.10, 0.12, 0.0),)
    rows = text(
        frontier_lines(STUDY, msgspec.structs.replace(RESAMPLED, region=middle), "equal", 100, 30)
    ).splitlines()[:26]
    shaded = [place for row in rows for place, character in enumerate(row) if character == "·"]
    assert min(shaded) > 8 and max(shaded) < 40, "of volatilities from 9.4 to 23 %"


def test_one_member_alone_is_a_point() -> None:
    point = STUDY.frontier[0]
    flat = msgspec.structs.replace(
        RESAMPLED, points=RESAMPLED.points[:1] * 20, region=(VolatilityColumn(point.vol, point.vol, point.ret),)
    )
    alone = msgspec.structs.replace(STUDY, frontier=(point,), portfolios={"equal": STUDY.portfolios["equal"]})
    assert "E equal" in text(frontier_lines(alone, flat, "equal", 76, 18))
    nothing = msgspec.structs.replace(STUDY, frontier=(), portfolios={"equal": None, "own": None})
    assert "nothing to draw" in text(frontier_lines(nothing, None, "equal", 76, 18))


def test_fifteen_portfolios_keep_distinct_letters() -> None:
    one = STUDY.portfolios["equal"]
    many = dict.fromkeys((*LETTERS, "core", "income", "growth"), one)
    legend = frontier_lines(msgspec.structs.replace(STUDY, portfolios=many), RESAMPLED, "core", 76, 24)
    found = [words.strip() for line in legend[-5:] for words, style in line if re.fullmatch(r" [A-Z1-4] ", words)]
    assert len(found) == len(set(found)) == len(many)
    assert max(map(length, legend)) <= 76


def test_without_a_frontier_there_is_no_region() -> None:
    bare = msgspec.structs.replace(STUDY, frontier=())
    assert "·" not in text(frontier_lines(bare, RESAMPLED, "equal", 100, 30)[:-3])


def test_each_member_that_is_held_has_a_box_with_its_band_and_the_others_are_named() -> None:
    slight = [
        msgspec.structs.replace(
            point,
            **{
                name: {**getattr(point, name), "DBC": 0.004 if name == "high" else 0.0}
                for name in ("weights", "low", "high")
            },
        )
        for point in RESAMPLED.points
    ]
    shown = text(band_lines(msgspec.structs.replace(RESAMPLED, points=tuple(slight)), 76, 18))
    assert all(re.search(rf"{symbol} \d+% to \d+%", shown) for symbol in MEMBERS)
    assert "never above 0.5%: DBC" in shown and shown.count("░") > 60
    assert "SPY 33% to 23%" in shown and "each box 0 to 50%" in shown


def test_boxes_that_do_not_fit_are_below_and_scroll() -> None:
    lines = band_lines(RESAMPLED, 30, 8)
    assert len(lines) > 8 and max(map(length, lines[1:])) <= 30


def test_a_single_rank_and_no_rank_are_drawn() -> None:
    assert "SPY 33% to 33%" in text(band_lines(msgspec.structs.replace(RESAMPLED, points=RESAMPLED.points[:1]), 76, 18))
    assert band_lines(msgspec.structs.replace(RESAMPLED, points=()), 76, 18)
