"""Marks under bars."""

from __future__ import annotations

import pytest

from r2k_tui.model.messages.bars import GetChart
from tests.engine.charts.charted import charted
from tests.engine.stage import TODAY, Stage
from tests.fakes.invented_bars import daily_bars, midnight, weekdays_to


class TestMarks:
    async def test_record_closes_of_the_whole_history_and_not_of_the_running_session(self, stage: Stage) -> None:
        path = [float(price) for price in (*range(100, 400), *range(400, 340, -1), *range(341, 379), 500)]
        stage.source.put(daily_bars("GLD", path, TODAY))
        reply = await charted(stage, GetChart("GLD", "MAX"))
        days = [midnight(day) for day in weekdays_to(TODAY, len(path))]
        assert list(memoryview(reply.records).cast("q")) == days[1:301]
        assert len((await charted(stage, GetChart("GLD", "6M"))).records) // 8 < 300

    async def test_months_of_ten_percent_are_marked_at_their_last_bar(self, stage: Stage) -> None:
        days = weekdays_to(TODAY, 120)
        path = [100.0 if day.month < 7 else 109.9 if day.month == 7 else 121.0 for day in days]
        stage.source.put(daily_bars("GLD", path, TODAY))
        reply = await charted(stage, GetChart("GLD", "MAX"))
        (mark,) = reply.months
        assert (mark.month, mark.ret) == ("2025-08", pytest.approx(121.0 / 109.9 - 1))
        assert mark.time == max(midnight(day) for day in days if day.month == 8)

    async def test_bars_within_a_day_have_none(self, stage: Stage) -> None:
        reply = await charted(stage, GetChart("IWM", "1D"))
        assert (reply.records, reply.months) == (b"", ())
