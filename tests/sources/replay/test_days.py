"""Which days a recording can replay."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from r2k_tui.sources.base import BadData
from r2k_tui.sources.replay.days import days_at, days_of_folder, nearest
from tests.cases import cases
from tests.fakes.recorded_day import BEFORE, DAY, at


class TestDays:
    def test_of_a_folder(self, folder: Path) -> None:
        assert days_of_folder(folder) == (*BEFORE, DAY)

    def test_a_day_is_one_in_new_york(self, tmp_path: Path) -> None:
        times = ("2025-09-16T01:00:00Z", "2025-09-16T12:00:00+00:00", "2025-09-18T22:00:00-04:00")
        (tmp_path / "ES_5m.csv").write_text("\n".join(["Datetime,Close", *(f"{time},5" for time in times)]))
        assert days_of_folder(tmp_path) == (date(2025, 9, 15), date(2025, 9, 16), date(2025, 9, 18))

    def test_what_is_no_time_or_still_to_come_has_no_day(self, tmp_path: Path) -> None:
        times = ("x", "2025-09-16T12:00:00", "2999-09-16T12:00:00Z", "2025-09-17T12:00:00Z")
        (tmp_path / "ES_5m.csv").write_text("\n".join(["Datetime,Close", *(f"{time},5" for time in times), "", ","]))
        assert days_of_folder(tmp_path) == (date(2025, 9, 17),)

    def test_daily_files_have_none_and_a_plain_name_may(self, tmp_path: Path) -> None:
        (tmp_path / "IWM.csv").write_text("Date,Close\n2025-09-18,5\n")
        assert days_of_folder(tmp_path) == ()
        (tmp_path / "SPY.csv").write_text("Datetime,Close\n2025-09-18T14:00:00Z,5\n")
        assert days_of_folder(tmp_path) == (DAY,)

    def test_a_file_that_cannot_be_read_is_passed_over_unless_it_is_the_only_one(self, tmp_path: Path) -> None:
        (tmp_path / "RUT_5m.csv.gz").write_bytes(b"\x1f\x8bno")
        with pytest.raises(BadData, match=r"RUT_5m\.csv\.gz is not a complete gzip file"):
            days_of_folder(tmp_path)
        (tmp_path / "IWM_5m.csv").write_text("Datetime,Close\n2025-09-18T14:00:00Z,5\n")
        assert days_of_folder(tmp_path) == (DAY,)

    def test_of_hours(self) -> None:
        assert days_at([int(at("09:30")) // 3600, int(at("20:30", BEFORE[0])) // 3600]) == (BEFORE[0], DAY)

    @cases(
        ("day", "words"),
        [(date(2025, 9, 20), "2025-09-18"), (date(2025, 1, 1), "2025-09-15"), (date(2025, 9, 13), "2025-09-15")],
    )
    def test_the_nearest(self, day: date, words: str) -> None:
        assert nearest((*BEFORE, DAY), day) == words
        assert nearest((BEFORE[0], DAY), BEFORE[1]) == "2025-09-15 and 2025-09-18"
