"""The time axis, and how a moment is written."""

from __future__ import annotations

import re

from r2k_tui.model.market.bars import Interval
from r2k_tui.ui.views.chart.drawing.timeline import axis, moment
from tests.ui.views.chart.drawn import DAY_S, FIRST


def test_a_day_is_written_by_its_date_and_a_minute_by_new_york_s_clock() -> None:
    assert moment(FIRST, Interval.D1) == "Mon 18 Mar 2030"
    assert moment(FIRST + 13 * 3600 + 1800, Interval.M1) == "Mon 18 Mar 09:30"


def test_labels_stand_under_their_bars_without_touching() -> None:
    times = [FIRST + DAY_S * place for place in range(300)]
    columns = [place * 60 // 300 for place in range(300)]
    corner, labels = axis(times, columns, Interval.D1, 60, 7)
    assert corner[0] == " " * 7 + "└"
    assert len(labels[0]) == 60
    words = re.split(r" {2,}", labels[0].strip())
    assert len(words) >= 2
    assert words == [word for word in words if word.strip() == word]
    assert " ".join(words).split() == labels[0].split()


def test_without_room_for_a_label_there_is_no_axis() -> None:
    assert axis([FIRST], [0], Interval.D1, 1, 3) == ()
