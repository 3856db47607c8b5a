"""`r2k study risk`: keys of the public JSON, and what people read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.commands.conftest import R2K

CONE = {"window", "n", "low", "p10", "p25", "p50", "p75", "p90", "high", "now", "rank"}
FALL = {"place", "peak", "trough", "recovered", "depth", "fall_sessions", "recovery_sessions"}
OUTCOME = {"symbol", "peak", "trough", "ret", "worst_day", "worst_ret", "note", "reason"}


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
