"""`r2k study`: keys of the public JSON of what followed gains and states."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

EVENT = {"month", "ret", "fwd1m", "fwd3m", "fwd6m", "fwd12m"}
HORIZON = {
    *("n", "hits", "hit_rate", "wilson95", "mean", "median"),
    *("base_n", "base_hits", "base_rate", "base_mean", "base_median", "shift_p"),
    *("spells", "diff95", "hit_diff95", "few", "p_holm"),
}
ZONE = {"zone", "n", "share", "fwd21_vol", "p_min_5", "p_min_10", "fwd126_mean", "fwd126_hit"}
ZONE |= {"spells", "diff95", "hit_diff95", "few", "base_n", "base_hit", "base_mean"}
DAILY_EVENT = {"name", "n", "fwd126_hit", "fwd126_mean", "base_hit", "base_mean", "spells", "diff95", "few"}


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

    def test_a_span_without_a_month_is_a_problem(self, figures: Any) -> None:
        outcome = figures("study", "followthrough", "--start", "2099-01")
        assert outcome.status == 3 and outcome.report["data"]["months"] == 0
        (problem,) = (each for each in outcome.report["problems"] if each["kind"] == "missing")
        assert (problem["symbol"], problem["message"]) == ("^RUT", "no finished month with a return in this span")

    def test_people_are_told_of_it_instead_of_an_empty_table(self, r2k: Any, folder: Path) -> None:
        outcome = r2k("study", "followthrough", "--start", "2099-01", "--source", "csv", "--data", folder)
        assert (outcome.status, outcome.out) == (3, "")
        assert "no finished month" in outcome.err

    def test_a_span_that_ends_before_it_starts(self, figures: Any) -> None:
        outcome = figures("study", "followthrough", "--start", "2024-06", "--end", "2023-01")
        assert (outcome.status, outcome.out) == (2, "")
        assert "--start 2024-06 is after --end 2023-01" in outcome.err

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
