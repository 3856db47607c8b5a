"""`r2k readings`, `study` and `history`: keys of the public JSON, exit status, and a day of the past."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from r2k_tui.engine.readings.registry import KEYS
from tests.commands.conftest import LAST, R2K, write_folder
from tests.fakes.invented_bars import weekdays_to

READING = {"value", "unit", "window", "n", "as_of", "definition", "source"}
EVENT = {"month", "ret", "fwd1m", "fwd3m", "fwd6m", "fwd12m"}
HORIZON = {
    *("n", "hits", "hit_rate", "wilson95", "mean", "median"),
    *("base_n", "base_hits", "base_rate", "base_mean", "base_median", "shift_p"),
    *("spells", "diff95", "hit_diff95", "few", "p_holm"),
}
ZONE = {"zone", "n", "share", "fwd21_vol", "p_min_5", "p_min_10", "fwd126_mean", "fwd126_hit"}
ZONE |= {"spells", "diff95", "hit_diff95", "few", "base_n", "base_hit", "base_mean"}
CONE = {"window", "n", "low", "p10", "p25", "p50", "p75", "p90", "high", "now", "rank"}
FALL = {"place", "peak", "trough", "recovered", "depth", "fall_sessions", "recovery_sessions"}
OUTCOME = {"symbol", "peak", "trough", "ret", "worst_day", "worst_ret", "note", "reason"}
DAILY_EVENT = {"name", "n", "fwd126_hit", "fwd126_mean", "base_hit", "base_mean", "spells", "diff95", "few"}


@pytest.fixture
def figures(r2k: R2K, folder: Path) -> Any:
    """A command with `--json` on the whole folder."""

    def figures(*arguments: object, data: Path = folder) -> Any:
        return r2k(*arguments, "--source", "csv", "--data", data, "--json")

    return figures


class TestReadings:
    def test_all_of_the_index(self, figures: Any) -> None:
        outcome = figures("readings")
        report = outcome.report
        assert (report["schema"], report["command"], report["as_of"]) == ("r2k/1", "readings", LAST)
        assert list(report["data"]) == ["^RUT"]
        assert set(report["data"]["^RUT"]) == set(KEYS)
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


class TestFollowThrough:
    def test_keys(self, figures: Any) -> None:
        outcome = figures("study", "followthrough", "--threshold", "0.02")
        assert outcome.status == 0
        data = outcome.report["data"]
        named = {"symbol", "threshold", "first_month", "last_month", "months", "n_events", "events", "horizons"}
        assert set(data) >= named
        assert (data["symbol"], data["threshold"]) == ("^RUT", 0.02)
        assert data["n_events"] == len(data["events"]) > 0
        assert all(set(event) == EVENT and event["ret"] >= 0.02 for event in data["events"])
        assert list(data["horizons"]) == ["1m", "3m", "6m", "12m"]
        assert all(set(horizon) == HORIZON for horizon in data["horizons"].values())

    def test_what_is_not_known_yet_is_null_and_not_counted(self, figures: Any) -> None:
        data = figures("study", "followthrough", "--threshold", "-0.9").report["data"]
        assert data["events"][-1]["fwd12m"] is None
        known = [event for event in data["events"] if event["fwd12m"] is not None]
        assert data["horizons"]["12m"]["n"] == len(known) < data["n_events"]

    def test_a_span_of_months(self, figures: Any) -> None:
        data = figures("study", "followthrough", "--start", "2023-01", "--end", "2024-06").report["data"]
        assert (data["first_month"], data["last_month"], data["months"]) == ("2023-01", "2024-06", 18)

    @pytest.mark.parametrize(
        "arguments", [("--start", "2024-13"), ("--end", "June"), ("--threshold", "20"), ("--threshold", "nan")]
    )
    def test_what_is_no_month_and_no_fraction(self, figures: Any, arguments: tuple[str, ...]) -> None:
        outcome = figures("study", "followthrough", *arguments)
        assert (outcome.status, outcome.out) == (2, "")
        assert arguments[0] in outcome.err


class TestStates:
    def test_keys(self, figures: Any) -> None:
        outcome = figures("study", "states")
        assert outcome.status == 0
        data = outcome.report["data"]
        for kind in ("risk_zones", "momentum_zones"):
            assert all(set(zone) == ZONE for zone in data[kind])
            assert sum(zone["share"] for zone in data[kind]) == pytest.approx(1)
        assert all(set(event) >= DAILY_EVENT for event in data["events"])

    def test_a_symbol_that_nobody_has(self, figures: Any) -> None:
        assert figures("study", "states", "--symbol", "XYZ").status == 3


class TestRisk:
    def test_keys(self, figures: Any) -> None:
        outcome = figures("study", "risk")
        assert outcome.status == 0
        data = outcome.report["data"]
        assert set(data) == {"symbol", "first_day", "last_day", "sessions", "cone", "drawdowns", "episodes", "note"}
        assert [set(row) for row in data["cone"]] == [CONE] * 5
        assert all(set(fall) == FALL for fall in data["drawdowns"])
        assert all(set(episode) == {"name", "first", "last", "outcomes"} for episode in data["episodes"])
        assert all(set(found) == OUTCOME for episode in data["episodes"] for found in episode["outcomes"])

    def test_what_the_data_do_not_hold_is_null_with_a_reason(self, figures: Any, days: list[str]) -> None:
        outcomes = [
            found for episode in figures("study", "risk").report["data"]["episodes"] for found in episode["outcomes"]
        ]
        assert outcomes
        for found in outcomes:
            assert (found["ret"] is None) == bool(found["reason"])
        assert outcomes[0]["reason"] == f"data begin {days[0]}"

    def test_in_words(self, r2k: R2K, folder: Path) -> None:
        outcome = r2k("study", "risk", "--source", "csv", "--data", folder, "--symbol", "IWM")
        assert (outcome.status, outcome.err) == (0, "")
        assert outcome.out.startswith("IWM: risk, ")
        assert all(word in outcome.out for word in ("252 days", "drawdown", "1987 crash", "data begin"))

    def test_a_symbol_that_nobody_has(self, figures: Any) -> None:
        assert figures("study", "risk", "--symbol", "XYZ").status == 3


class TestHistory:
    def test_as_csv_every_bar(self, r2k: R2K, folder: Path, days: list[str]) -> None:
        outcome = r2k("history", "IWM", "--source", "csv", "--data", folder)
        assert (outcome.status, outcome.err) == (0, "")
        rows = list(csv.reader(io.StringIO(outcome.out)))
        written = [line.split(",") for line in (folder / "IWM.csv").read_text().splitlines()]
        assert [row[0] for row in rows[1:]] == days
        for row, source in zip(rows[1:], written[1:], strict=True):
            assert [float(value) for value in row[1:7]] == [float(value) for value in source[1:7]]

    def test_a_symbol_that_nobody_has(self, figures: Any) -> None:
        outcome = figures("history", "XYZ")
        assert outcome.status == 3
        assert outcome.report["problems"][0]["kind"] == "not_found"

    def test_as_json(self, figures: Any, days: list[str]) -> None:
        report = figures("history", "IWM", "--range", "1y").report
        assert (report["command"], report["data"]["symbol"], report["data"]["interval"]) == ("history", "IWM", "1d")
        assert 250 < len(report["data"]["bars"]) < 256

    @pytest.mark.parametrize("arguments", [("IWM", "--range", "2d"), ("IWM", "--interval", "2h"), ("IWM,SPY",)])
    def test_usage(self, figures: Any, arguments: tuple[str, ...]) -> None:
        assert figures("history", *arguments).status == 2
