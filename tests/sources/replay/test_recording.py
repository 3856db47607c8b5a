"""Recordings with something missing or broken."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import pytest

from r2k_tui.model.market.bars import Interval
from r2k_tui.sources.base import NotFound
from tests.fakes.recorded_day import BEFORE, DAY, HEADER, at, path_of, rows, write_recording
from tests.sources.replay.recordings import SYMBOLS, quote, replay


class TestBadRecordings:
    async def test_a_symbol_without_bars_on_the_day(self, folder: Path) -> None:
        batch = await replay(folder).quotes(("IWM", "SPY"))
        assert [q.symbol for q in batch.quotes] == ["IWM"]
        assert [(p.symbol, p.kind, p.message) for p in batch.problems] == [
            ("SPY", "not_found", "no intraday bars of SPY")
        ]
        assert len((await replay(folder).bars("SPY", Interval.D1)).bars) > 1000, (
            "its days before are known all the same"
        )

    async def test_a_symbol_that_ended_before_the_day(self, folder: Path, tmp_path: Path) -> None:
        write_recording(tmp_path)
        (tmp_path / "OLD_5m.csv").write_text("\n".join([HEADER, *rows(BEFORE[0], 390, 5)]))
        source = replay(tmp_path, "12:00")
        assert (await source.quotes(("OLD",))).problems[0].message == "no bars of OLD on 2025-09-18"
        with pytest.raises(NotFound, match="no bars of OLD on 2025-09-18"):
            await source.bars("OLD", Interval.M5)

    async def test_a_day_that_nothing_has(self, folder: Path) -> None:
        with pytest.raises(NotFound, match="no bars on 2025-09-19"):
            replay(folder, day=date(2025, 9, 19))

    async def test_none_of_the_list_has_bars_but_another_symbol(self, tmp_path: Path) -> None:
        (tmp_path / "QQQ_1m.csv").write_text("\n".join([HEADER, *rows(DAY, 30, 1)]))
        source = replay(tmp_path)
        assert (source.begins, source.ends) == (at("09:30"), at("10:00"))
        assert (await quote(source, "QQQ")).price == path_of(DAY, 30)[-1]

    async def test_gaps_are_told_when_they_have_passed(self, tmp_path: Path) -> None:
        write_recording(tmp_path / "intraday", daily=True)
        file = tmp_path / "intraday" / "IWM_1m.csv"
        lines = file.read_text().splitlines()
        # 11:10 and 11:11 in New York.
        kept = [line for line in lines if not line.startswith(("2025-09-18T15:10", "2025-09-18T15:11"))]
        assert len(lines) - len(kept) == 2
        file.write_text("\n".join(kept))
        said = {
            clock: [p.message for p in (await replay(file.parent, clock).quotes(("IWM",))).problems]
            for clock in ("11:12:59", "11:13", "16:00")
        }
        assert said["11:12:59"] == []
        assert said["11:13"] == said["16:00"] == ["2 minutes without a bar so far, the first at 11:10"]

    async def test_rows_left_out_are_told_when_their_time_has_passed(self, tmp_path: Path) -> None:
        write_recording(tmp_path)
        file = tmp_path / "IWM_1m.csv"
        lines = file.read_text().splitlines()
        place = next(i for i, line in enumerate(lines) if line.startswith("2025-09-18T16:00"))
        lines[place] = lines[place].replace(lines[place].split(",")[2], "0.01")
        file.write_text("\n".join(lines))
        # 16:00 UTC is 12:00 in New York.
        early = (await replay(tmp_path, "12:00:59").bars("IWM", Interval.M1)).problems
        late = (await replay(tmp_path, "12:01").bars("IWM", Interval.M1)).problems
        assert early == ()
        assert [p.kind for p in late] == ["bad_row"]
        assert f"line {place + 1}" in late[0].message

    async def test_a_packed_file_that_is_none_costs_its_symbol(self, tmp_path: Path) -> None:
        write_recording(tmp_path)
        (tmp_path / "RUT_5m.csv.gz").write_bytes(gzip.compress(b"x" * 999)[:-5])
        batch = await replay(tmp_path, "12:00").quotes(SYMBOLS)
        assert [q.symbol for q in batch.quotes] == ["IWM"]
        problem = next(p for p in batch.problems if p.symbol == "^RUT")
        assert (problem.kind, problem.message) == (
            "bad_data",
            "RUT_5m.csv.gz is not a complete gzip file; compress it again",
        )

    async def test_of_two_files_the_one_that_can_be_read_serves_and_the_other_is_told(self, tmp_path: Path) -> None:
        write_recording(tmp_path)
        (tmp_path / "IWM_5m.csv").write_text("nothing\n")
        batch = await replay(tmp_path, "12:00").bars("IWM", Interval.M1)
        assert batch.bars.times()[-1] == at("11:59")
        assert [p.kind for p in batch.problems] == ["bad_data"]

    async def test_a_close_that_is_missing_is_no_bar(self, tmp_path: Path) -> None:
        lines = [line for line in rows(DAY, 10, 1) if "13:35" not in line]
        (tmp_path / "IWM_1m.csv").write_text("\n".join(["Datetime,High", *(",".join(x.split(",")[:2]) for x in lines)]))
        with pytest.raises(NotFound, match="no bars on"):
            replay(tmp_path)
