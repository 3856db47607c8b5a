"""What the panels of the members say."""

from __future__ import annotations

import msgspec
import pytest

from r2k_tui.model.market.universe import Breadth, BreadthHistory, SectorRow, Summary
from r2k_tui.ui.drawing.lines import Line, length
from r2k_tui.ui.views.universe.drawing.breadth import (
    breadth_line,
    breadth_lines,
    caveat,
    equal_less_cap,
    history_plot,
)
from r2k_tui.ui.views.universe.drawing.movers import contributor_lines, mover_lines
from r2k_tui.ui.views.universe.drawing.sectors import heat, sector_lines, shortened
from r2k_tui.ui.widgets.plain_ascii import to_ascii
from r2k_tui.ui.widgets.styles import GROUNDS
from tests.fakes.still_universe import LISTED, history, members, summary

SUMMARY = summary(members(now=1e9))


def text(lines: list[Line]) -> str:
    return "\n".join("".join(run for run, _ in line) for line in lines)


@pytest.mark.parametrize(("width", "height"), [(74, 10), (41, 11), (80, 17), (30, 8)])
def test_the_map_fills_its_cells_and_tells_every_sector(width: int, height: int) -> None:
    lines = sector_lines(SUMMARY, width, height)
    assert len(lines) == height
    assert all(length(line) <= max(width, 38) for line in lines)
    whole = text(lines)
    for row in SUMMARY.sectors:
        assert row.sector.split()[0][:3] in whole, row.sector


def test_where_not_all_have_room_some_are_counted() -> None:
    lines = sector_lines(SUMMARY, 30, 5)
    assert "Industrials ▲+4.08% 14.3%" in text(lines) and text(lines[-1:]) == " … 4 more"


def test_a_tile_says_with_sign_and_glyph_what_its_colour_says() -> None:
    lines = sector_lines(SUMMARY, 74, 10)
    whole = text(lines)
    assert "▲+4.08%" in whole and "▼-4.32%" in whole
    styles = {style for line in lines for _, style in line}
    assert any(style.endswith("+up-4") for style in styles) and any(style.endswith("+down-4") for style in styles)
    assert {style.split("+")[1] for style in styles if "+" in style} <= set(GROUNDS)
    assert "^+4.08%" in to_ascii(whole) and "v-4.32%" in to_ascii(whole)


def test_colours_go_by_the_size_of_the_return_and_a_standing_sector_has_none() -> None:
    assert [heat(value) for value in (0.0, None, 0.001, 0.006, 0.012, 0.05)] == ["", "", "up-1", "up-2", "up-3", "up-4"]
    assert heat(-0.05) == "down-4"


def test_a_sector_without_room_stands_below_the_map() -> None:
    rows = (SectorRow("Giant", 0.99, 0.01, 0.0099, 9, 9), SectorRow("Dwarf", 0.01, -0.02, -0.0002, 1, 1))
    lines = sector_lines(msgspec.structs.replace(SUMMARY, sectors=rows), 40, 6)
    assert "Dwarf ▼-2.00% 1.0%" in text(lines[-1:])


@pytest.mark.parametrize(
    ("name", "short"),
    [("Information Technology", "Info Tech"), ("Real Estate", "Real Est"), ("Communication", "Comm")],
)
def test_a_sector_has_one_short_name(name: str, short: str) -> None:
    assert {shortened(name, room) for room in range(len(short), len(name))} == {short}


def test_names_are_cut_in_all_their_words_alike() -> None:
    assert shortened("Consumer Discretionary", 22) == "Consumer Discretionary"
    assert shortened("Consumer Discretionary", 9) == "Cons Disc"
    assert shortened("Consumer Discretionary", 6) == ""


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


def test_without_prices_nobody_is_said_to_stand_still() -> None:
    bare: Summary = msgspec.structs.replace(
        SUMMARY, priced=0, breadth=Breadth(), up=(), down=(), contributors=(), detractors=(), carriers=None
    )
    assert "▲ – up  ▼ – down  – same" in text(breadth_lines(bare, history(), 60, 12))
    assert "▲ – ▼ –" in text([breadth_line(bare, 100)])
    for panel in (mover_lines, contributor_lines):
        assert text(panel(bare, 60, 8)) == " no prices of the members yet"


def test_equal_less_cap_is_compounded_over_the_last_sessions() -> None:
    found = dict(equal_less_cap(history(30)))
    assert set(found) == {21}
    past = history(30)
    cap, equal = (memoryview(data).cast("d")[-21:] for data in (past.cap_weighted, past.equal_weighted))
    grown = [1.0, 1.0]
    for a, b in zip(cap, equal, strict=True):
        grown = [grown[0] * (1 + a), grown[1] * (1 + b)]
    assert found[21] == pytest.approx(grown[1] - grown[0])


@pytest.mark.parametrize("width", [41, 90])
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


@pytest.mark.parametrize("width", [41, 90])
def test_movers_rise_and_fall(width: int) -> None:
    whole = text(mover_lines(SUMMARY, width, 12))
    assert SUMMARY.up[0].symbol in whole and SUMMARY.down[0].symbol in whole


def test_nobody_moved() -> None:
    still: Summary = msgspec.structs.replace(SUMMARY, up=(), down=(), contributors=(), detractors=(), carriers=None)
    assert "nothing has moved" in text(mover_lines(still, 60, 8)) + text(contributor_lines(still, 60, 8))
