"""Plots: no number is ever cut, at any width."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from r2k_tui.model.market.bars import pack_floats, pack_times
from r2k_tui.model.messages.readings import HistoryReply
from r2k_tui.ui.drawing.lines import length
from r2k_tui.ui.drawing.plots.history import month_map, ratio_plot
from tests.cases import cases

# Twelve months of 10 %, and ten of the year after.
TIMES = [int(datetime(2029 + i // 12, i % 12 + 1, 1, tzinfo=UTC).timestamp()) for i in range(22)]
MONTHS = HistoryReply("^RUT", "months", pack_times(TIMES), pack_floats([0.1] * 22))


@cases("width", range(8, 110))
def test_a_map_of_months_has_whole_numbers_or_none(width: int) -> None:
    _, head, *years = month_map(MONTHS, width)
    for year in years:
        assert length(year) <= width
        words = "".join(text for text, _ in year).replace("…", " ").split()
        allowed = {"2029", "2030", "+10", "+10.0", "+214", "+213.8", "+159*", "+159.4*"}
        assert set(words) <= allowed, words
    assert length(head) <= width


def test_a_year_stands_at_its_end_where_there_is_room() -> None:
    lines = ["".join(text for text, _ in line) for line in month_map(MONTHS, 60)]
    assert re.search(r"2030( +\+10){10} +\+159\*$", lines[2])
    assert re.search(r"2029( +\+10){12} +\+214$", lines[3])


def test_what_the_sum_of_an_unfinished_year_is_stands_first() -> None:
    def note(count: int) -> str:
        reply = HistoryReply("^RUT", "months", pack_times(TIMES[:count]), pack_floats([0.1] * count))
        return "".join(text for text, _ in month_map(reply, 60)[0])

    assert note(22) == " percent, px, finished months; * not all twelve: 2030 to Oct"
    assert note(12) == note(0) == " percent, px, finished months; * not all twelve"


def test_a_ratio_begins_at_100_and_says_where_it_stands() -> None:
    values = [2.0 + i / 1000 for i in range(1001)]
    reply = HistoryReply("^RUT", "relative", pack_times([i * 86400 for i in range(1001)]), pack_floats(values))
    note = "".join(text for text, _ in ratio_plot(reply, 60, 10)[0])
    assert note.endswith("now 150.0")
    nothing = HistoryReply("^RUT", "relative", b"", b"")
    assert ratio_plot(nothing, 60, 10) == [((" no day with both closes", "dim"),)]


def test_levels_in_steps_of_two_and_a_half_are_told_apart() -> None:
    times, values = [i * 86400 for i in range(101)], [2.0 + i / 400 for i in range(101)]
    reply = HistoryReply("^RUT", "relative", pack_times(times), pack_floats(values))
    rows = ["".join(text for text, _ in line) for line in ratio_plot(reply, 60, 20)]
    levels = [row.split("┤")[0].strip() for row in rows if "┤" in row]
    assert levels == ["112.5", "110.0", "107.5", "105.0", "102.5", "100.0"]


def test_a_month_too_small_to_show_has_no_sign() -> None:
    reply = HistoryReply("^RUT", "months", pack_times(TIMES[:2]), pack_floats([-0.0049, 0.0049]))
    year = "".join(text for text, _ in month_map(reply, 60)[2])
    assert year.split() == ["2029", "0", "0", "0*"] and len(year) == len("2029 ") + 12 * 4 + 6
