"""Headlines as lines: a list with a cursor, and one of them in full."""

from __future__ import annotations

import msgspec

from r2k_tui.ui.dialogs.drawing.news import headline_in_full, headline_list
from r2k_tui.ui.drawing.lines import length
from tests.cases import cases
from tests.fakes.still_market import HEADLINES, NOW
from tests.ui.views.chart.drawn import text


@cases("width", [20, 63, 64, 120])
def test_a_row_is_as_wide_as_it_is_asked_for_and_the_publisher_needs_room(width: int) -> None:
    rows = headline_list(HEADLINES, 1, width, NOW)
    assert {length(row) for row in rows} == {width}
    assert (HEADLINES[0].publisher[:8] in text(rows)) == (width >= 64)


def test_the_cursor_is_on_one_row() -> None:
    rows = headline_list(HEADLINES, 1, 80, NOW)
    assert [row[0][0] for row in rows[:3]] == [" ", "▸", " "][: len(rows)]
    assert all("+cursor" in style for _, style in rows[1])


def test_in_full_it_has_its_address_and_says_what_is_not_known() -> None:
    told = msgspec.structs.replace(HEADLINES[0], url="https://example.org/a", symbols=("IWM",), time=NOW - 3600)
    shown = text(headline_in_full(told, 80, NOW))
    assert "https://example.org/a" in shown
    assert "mentions IWM" in shown
    assert "New York, 1h" in shown
    bare = msgspec.structs.replace(told, url="", publisher="", time=None, symbols=())
    shown = text(headline_in_full(bare, 80, NOW))
    for words in ("no valid address", "publisher unknown", "time unknown"):
        assert words in shown
