"""The cone of volatility: a window a line, and the figures below."""

from __future__ import annotations

import msgspec

from r2k_tui.model.readings.risk import ConeRow
from r2k_tui.ui.drawing.lines import length
from r2k_tui.ui.views.risk.cone import cone_entries
from tests.cases import cases
from tests.fakes.still_risk import STUDY
from tests.ui.views.chart.drawn import text


def shown(width: int) -> str:
    return text([entry.line for entry in cone_entries(STUDY, width)])


def test_each_full_window_is_drawn_and_written() -> None:
    windows = [f"{row.window}d" for row in STUDY.cone]
    assert [shown(80).count(f" {window} ") for window in windows] == [2] * len(windows)
    assert "● now and its rank" in shown(80)
    assert f"{STUDY.first_day} to {STUDY.last_day}" in shown(80)


def test_without_room_there_are_figures_alone() -> None:
    assert "┿" not in shown(39)
    assert "min" in shown(39)


@cases("width", [40, 60, 100])
def test_no_line_of_the_picture_is_wider_than_its_panel(width: int) -> None:
    entries = cone_entries(STUDY, width)
    assert max(length(entry.line) for entry in entries[: len(STUDY.cone) + 1]) <= width


def test_windows_that_are_readings_open_their_cards() -> None:
    keys = [key for entry in cone_entries(STUDY, 80) for key in entry.cells]
    assert keys == [f"rv{row.window}" for row in STUDY.cone if row.window in (21, 63, 252)]


def test_a_history_too_short_for_any_window_says_so() -> None:
    short = msgspec.structs.replace(STUDY, cone=(ConeRow(10, 0), ConeRow(21, 0)))
    assert text([entry.line for entry in cone_entries(short, 80)]) == " no window is full yet"
