"""Readings of the index as lines."""

from __future__ import annotations

import msgspec

from r2k_tui.model.readings.reading import ReadingDays
from r2k_tui.ui.drawing.lines import length
from r2k_tui.ui.views.universe.drawing.index import index_lines
from tests.fakes.still_index import INDEX_READINGS
from tests.ui.views.universe.drawing.panels import text


def shown(key: str, width: int = 118, height: int = 36) -> str:
    return text(index_lines(INDEX_READINGS, key, width, height))


def test_a_row_has_value_window_n_and_day_and_the_source_where_there_is_room() -> None:
    row = "▸loss_makers_count            41.23%  1 day              1,893  2031-05-15"
    assert row in shown("loss_makers_count", 78, 20) and row in shown("loss_makers_count")
    assert "2031-05-15  IWM list of 2031-05-13, quotes by invented" in shown("loss_makers_count")
    below = "window 1 day; n 1,893; as of 2031-05-15; source: IWM list of 2031-05-13, quotes by invented"
    assert below in " ".join(shown("loss_makers_count", 78, 20).split())


def test_the_chosen_one_has_its_definition_and_its_course_from_the_first_day_on() -> None:
    words = shown("loss_makers_count")
    assert " what loss_makers_count is\n" in words and "what loss_makers_weight is" not in words
    assert "  2031-05-01 to 2031-05-15, one value a day since R2K first ran" in words
    assert "▁" in words and "█" in words
    assert "kept since 2031-05-15: one value so far" in shown("loss_makers_weight")
    none = (ReadingDays("loss_makers_count", "one value a day: this source keeps none"),)
    bare = msgspec.structs.replace(INDEX_READINGS, histories=none)
    assert " history: one value a day: this source keeps none" in text(index_lines(bare, "loss_makers_count", 78, 20))


def test_a_reading_that_is_missing_has_its_reason_and_no_zero() -> None:
    words = shown("value_only_count")
    assert "▸value_only_count – no list of what IWO holds" in " ".join(words.split())
    assert "what value_only_count is\n no list of what IWO holds" in words and "window 1 day; n 0" not in words


def test_parts_are_a_table_beside_their_kin_and_a_part_that_one_lacks_is_no_zero() -> None:
    lines = [" ".join(line.split()) for line in shown("sector_gaps").split("\n")]
    place = lines.index("sector_weights sector_gaps")
    assert lines[place + 1 :] == ["Financials 19.00% +8.00%", "Energy – -2.00%", "Health Care 16.00% –"]


def test_differences_have_a_sign() -> None:
    words = shown("growth_less_value_1d")
    assert "+0.90%" in words and "-1.10%" in words


def test_the_list_follows_the_cursor_and_all_fits() -> None:
    for key in (reading.key for reading in INDEX_READINGS.readings):
        for width, height in ((38, 8), (78, 20), (118, 36), (198, 56)):
            lines = index_lines(INDEX_READINGS, key, width, height)
            assert len(lines) <= max(height, 12), (key, width, height)
            assert f"▸{key}" in text(lines)
    assert "▼" in shown("loss_makers_count", 78, 20) and "▲" in shown("filler_19", 78, 20)


def test_names_from_outside_are_text_of_one_line() -> None:
    hostile = "[red]x[/]\x1b[2J\nA\u202eB"
    reading = msgspec.structs.replace(INDEX_READINGS.readings[3], value={hostile: 0.5}, source=hostile)
    reply = msgspec.structs.replace(INDEX_READINGS, readings=(reading,), histories=())
    lines = index_lines(reply, reading.key, 118, 36)
    for word in (word for line in lines for word, _ in line):
        assert word.isprintable(), repr(word)
    assert "[red]x[/]" in text(lines), "markup stays what it is: text"
    assert all(length(line) < 400 for line in lines)


def test_without_readings() -> None:
    bare = msgspec.structs.replace(INDEX_READINGS, readings=())
    assert text(index_lines(bare, "", 78, 20)) == " no readings of the index"
