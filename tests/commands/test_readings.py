"""`r2k readings`: keys of the public JSON, exit status, and a day of the past."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from r2k_tui.engine.readings.members.registry import MEMBER_KEYS
from r2k_tui.engine.readings.registry import KEYS
from tests.commands.conftest import LAST, R2K, write_folder
from tests.fakes.invented_bars import weekdays_to

READING = {"value", "unit", "window", "n", "as_of", "definition", "source"}


class TestReadings:
    def test_all_of_the_index(self, figures: Any) -> None:
        outcome = figures("readings")
        report = outcome.report
        assert (report["schema"], report["command"], report["as_of"]) == ("r2k/1", "readings", LAST)
        assert list(report["data"]) == ["^RUT"]
        assert set(report["data"]["^RUT"]) == {*KEYS, *MEMBER_KEYS}
        absent = 0
        for key, reading in report["data"]["^RUT"].items():
            if reading["value"] is None:
                absent += 1
                assert set(reading) == {"value", "reason"}, key
                assert reading["reason"]
            else:
                assert set(reading) - {"note"} == READING, key
        assert outcome.status == (1 if absent else 0)

    def test_a_gap_and_a_raw_split_are_told(self, figures: Any, tmp_path: Path) -> None:
        days = [day.isoformat() for day in weekdays_to(date(2025, 9, 18), 900)]
        closes = [40.0 + 0.01 * place + place % 3 for place in range(900)]
        rows = [(d, c if place < 860 else c / 2) for place, (d, c) in enumerate(zip(days, closes, strict=True))]
        text = "".join(f"{day},{close:.4f}\n" for place, (day, close) in enumerate(rows) if not 300 <= place < 800)
        (tmp_path / "XYZ.csv").write_text("Date,Close\n" + text)
        report = figures("readings", "XYZ", "--keys", "maxdd_px,rv63,rv21,mom_12_1", data=tmp_path).report
        found, problems = report["data"]["XYZ"], [p["message"] for p in report["problems"] if p["kind"] == "data"]
        split = f"the close of {days[860]} steps like an unadjusted 2:1 split"
        assert split in found["maxdd_px"]["problems"]
        assert any(f"no bar between {days[299]} and {days[800]}" in text for text in found["maxdd_px"]["problems"])
        assert found["rv21"]["problems"] == ["1 row is of a day without a session 2025-09-01"], "Labor Day"
        assert found["mom_12_1"]["value"] is None and "gap" in found["mom_12_1"]["reason"]
        assert any(split in text and "maxdd_px" in text for text in problems)

    def test_some_of_some(self, figures: Any) -> None:
        outcome = figures("readings", "IWM,SPY", "--keys", "last_close, rv21")
        assert outcome.status == 0
        data = outcome.report["data"]
        assert list(data) == ["IWM", "SPY"]
        assert [list(found) for found in data.values()] == [["last_close", "rv21"]] * 2
        assert data["IWM"]["last_close"]["as_of"] == LAST

    def test_what_cannot_be_given_has_its_reason(self, figures: Any, tmp_path: Path, days: list[str]) -> None:
        short = write_folder(tmp_path / "short", days[-10:])
        outcome = figures("readings", "IWM", "--keys", "rv21,last_close", data=short)
        assert outcome.status == 1
        report = outcome.report
        assert report["data"]["IWM"]["rv21"]["value"] is None
        assert "IWM" in [p["symbol"] for p in report["problems"] if p["kind"] == "absent"]

    def test_a_key_that_does_not_exist(self, figures: Any) -> None:
        outcome = figures("readings", "--keys", "rv22")
        assert outcome.status == 2
        assert "rv22: no such reading; did you mean" in outcome.err

    def test_a_symbol_that_nobody_has(self, figures: Any) -> None:
        outcome = figures("readings", "XYZ")
        assert (outcome.status, outcome.report["data"]) == (3, {})
        assert [p["kind"] for p in outcome.report["problems"] if p["symbol"] == "XYZ"] == ["not_found"]

    def test_as_of_is_the_folder_that_ends_there(self, figures: Any, tmp_path: Path, days: list[str]) -> None:
        day = "2024-04-30"
        then = figures("readings", "IWM", "--as-of", day).report
        cut = figures("readings", "IWM", data=write_folder(tmp_path / "cut", days, until=day)).report
        assert then["data"] == cut["data"]


def test_a_store_of_later_days_brings_nothing_later_than_the_day(r2k: R2K, folder: Path, tmp_path: Path) -> None:
    run = ("readings", "IWM", "--keys", "last_close", "--source", "csv", "--data", folder, "--json")
    store = ("--store", tmp_path / "kept.sqlite3")
    alone = r2k(*run, "--as-of", "2025-06-30").report["data"]["IWM"]["last_close"]
    newest = r2k(*run, *store).report["data"]["IWM"]["last_close"]
    assert newest["as_of"] > "2025-06-30"
    assert r2k(*run, *store, "--as-of", "2025-06-30").report["data"]["IWM"]["last_close"] == alone
    assert alone["as_of"] == "2025-06-30"


class TestReadingsOfTheIndex:
    KEYS = "loss_makers_count,sector_gaps,value_only_weight,growth_less_value_21d,index_less_screened_252d"

    def test_the_demo_has_them(self, r2k: R2K) -> None:
        done = r2k("readings", "--demo", "--json", "--keys", self.KEYS)
        found = done.report["data"]["^RUT"]
        assert (done.status, list(found)) == (0, self.KEYS.split(","))
        assert all(set(reading) == READING for reading in found.values())
        assert 0.2 < found["loss_makers_count"]["value"] < 0.6 and found["loss_makers_count"]["n"] > 1900
        assert abs(sum(found["sector_gaps"]["value"].values())) < 1e-9, "what one sector has more, others have less"
        assert "IWO list of" in found["value_only_weight"]["source"]
        assert found["growth_less_value_21d"]["window"] == "21 sessions"

    def test_text_lists_the_parts_in_eighty_columns(self, r2k: R2K) -> None:
        done = r2k("readings", "--demo", "--keys", self.KEYS)
        assert "11 parts" in done.out and "    Health Care  " in done.out
        assert all(len(line) <= 80 for line in done.out.splitlines())

    def test_a_past_day_has_what_is_known_of_it_and_a_reason_for_the_rest(self, r2k: R2K) -> None:
        done = r2k("readings", "--demo", "--json", "--as-of", "2025-09-18", "--keys", self.KEYS)
        found = done.report["data"]["^RUT"]
        assert done.status == 1
        assert found["growth_less_value_21d"]["as_of"] == "2025-09-18"
        assert set(found["loss_makers_count"]) == {"value", "reason"}
        assert found["loss_makers_count"]["reason"].startswith("not known for 2025-09-18: no list of IWM")

    def test_they_are_of_no_other_symbol(self, r2k: R2K) -> None:
        done = r2k("readings", "IWM", "--demo", "--json", "--keys", "loss_makers_count")
        reading = done.report["data"]["IWM"]["loss_makers_count"]
        assert (done.status, reading) == (1, {"value": None, "reason": "a reading of the index, ^RUT, alone"})
