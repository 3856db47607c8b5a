"""The frontiers of `r2k allocate`: in JSON and in words, and where one cannot be computed."""

from __future__ import annotations

from typing import Any

import pytest

from r2k_tui.commands.allocation.frontiers import as_json, print_resampled, print_tilt, problems_of, resampled_of
from r2k_tui.model.allocation.tilt import TiltFrontier
from r2k_tui.model.messages.allocation.portfolios import ResampledFrontierReply
from r2k_tui.model.messages.outcome import Failure
from tests.engine.allocation.problems import SYMBOLS
from tests.fakes.still_allocation import RESAMPLED, STUDY


def test_both_frontiers_are_in_the_report(ask: Any) -> None:
    outcome = ask("allocate")
    data = outcome.report["data"]
    found, tilt = data["resampled_frontier"], data["tilt_frontier"]
    assert outcome.status == 0
    assert (found["draws"], found["seed"], found["n_returns"]) == (200, 1, data["n_returns"])
    assert not {"type", "problems", "source", "currency"} & set(found), "those of the report stand elsewhere"
    assert [point["rank"] for point in found["points"]] == list(range(1, 21))
    for point in found["points"]:
        assert set(point) == {"rank", "ret", "vol", "weights", "low", "high"}
        assert list(point["weights"]) == list(SYMBOLS) and sum(point["weights"].values()) == pytest.approx(1)
        assert all(point["low"][symbol] <= point["high"][symbol] for symbol in SYMBOLS)
    assert all(column["first"] <= column["last"] for column in found["region"])
    assert found["equivalent"].keys() == {name for name, one in data["portfolios"].items() if one is not None}
    assert found["equivalent"]["min_vol"] is True, "a portfolio of the frontier itself"
    assert found["equivalent"]["own"] is False, "small caps alone"
    assert len(tilt["steps"]) == 11 and tilt["small"] == "IWM" and tilt["absent"] == ""
    errors = [step["tracking_error"] for step in tilt["steps"]]
    assert all(0 < error < 1 for error in errors) and tilt["steps"][0]["marginal_sharpe"] is None


def test_words(ask: Any) -> None:
    outcome = ask("allocate", json=False)
    for words in (
        "resampled frontier: 200 samples, seed 1, 20 ranks",
        "days drawn jointly for all members, with replacement",
        "rank 20",
        "statistically equivalent, 90 %: min_vol",
        "tilt frontier: IWM at the least tracking error to SPY 100%",
        "12.0%",
    ):
        assert words in outcome.out, words


def test_lines_are_eighty_cells_wide_at_most(capsys: pytest.CaptureFixture[str]) -> None:
    print_resampled(RESAMPLED, STUDY)
    print_tilt(STUDY.tilt_frontier)
    print_tilt(TiltFrontier("IWM", {}, absent="members and benchmark share 0 returns"))
    print_tilt(None)
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[-1] == "no tilt frontier: members and benchmark share 0 returns"
    assert "outside that region: min_cvar95, hrp, risk_parity, equal, own" in lines


def test_a_frontier_that_cannot_be_computed_is_a_problem_and_null() -> None:
    failed = (Failure("too_short", "5 returns of 6 members"),)
    assert resampled_of(failed) is None and as_json(None, STUDY) is None
    assert [(p.kind, p.message) for p in problems_of(failed)] == [
        ("too_short", "resampled frontier: 5 returns of 6 members")
    ]
    assert resampled_of((ResampledFrontierReply(RESAMPLED),)) == RESAMPLED
    assert problems_of((ResampledFrontierReply(RESAMPLED),)) == ()
