"""What the panels of the members say."""

from __future__ import annotations

import msgspec

from r2k_tui.model.market.universe import SectorRow
from r2k_tui.ui.drawing.lines import length
from r2k_tui.ui.views.universe.drawing.sectors import heat, sector_lines, shortened
from r2k_tui.ui.widgets.plain_ascii import to_ascii
from r2k_tui.ui.widgets.styles import GROUNDS
from tests.cases import cases
from tests.ui.views.universe.drawing.panels import SUMMARY, text


@cases(("width", "height"), [(74, 10), (41, 11), (80, 17), (30, 8)])
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
    styles = {style.partition("+@")[0] for line in lines for _, style in line}
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


@cases(
    ("name", "short"),
    [("Information Technology", "Info Tech"), ("Real Estate", "Real Est"), ("Communication", "Comm")],
)
def test_a_sector_has_one_short_name(name: str, short: str) -> None:
    assert {shortened(name, room) for room in range(len(short), len(name))} == {short}


def test_names_are_cut_in_all_their_words_alike() -> None:
    assert shortened("Consumer Discretionary", 22) == "Consumer Discretionary"
    assert shortened("Consumer Discretionary", 9) == "Cons Disc"
    assert shortened("Consumer Discretionary", 6) == ""
