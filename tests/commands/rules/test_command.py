"""`r2k rules`: its JSON, its text, and what it refuses."""

from __future__ import annotations

import shutil
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from r2k_tui.analytics.rules.definitions import NAMES

FIGURES = {"cagr", "vol", "sharpe", "maxdd", "maxdd_peak", "maxdd_trough", "maxdd_recovered", "exposure", "invested"}
FIGURES |= {"trades", "trades_a_year", "turnover", "cost", "years"}


def test_keys(figures: Any) -> None:
    outcome = figures("rules")
    data = outcome.report["data"]
    assert outcome.status == 0 and outcome.report["command"] == "rules"
    assert data["tried"] == 5 and list(data["rules"]) == list(NAMES) and data["absent"] == {}
    for name, rule in data["rules"].items():
        assert set(rule) >= {*FIGURES, "buy_and_hold", "difference", "deflated_sharpe", "decisions", "signal"}, name
        assert set(rule["buy_and_hold"]) == {*FIGURES, "symbol"} and rule["buy_and_hold"]["symbol"] == "IWM"
        assert set(rule["difference"]) == {"sharpe", "low", "high", "within_noise", "mean_return"}
        assert all(set(one) == {"decided", "traded", "weights"} for one in rule["decisions"])
        assert all(one["traded"] is None or one["decided"] < one["traded"] for one in rule["decisions"])
    assert any("tax is ignored" in note for note in data["notes"])


def test_decisions_are_on_the_last_session_of_a_month(figures: Any, days: list[str]) -> None:
    ends = {day for day, after in pairwise(days) if day[:7] != after[:7]}
    for rule in figures("rules").report["data"]["rules"].values():
        assert {one["decided"] for one in rule["decisions"]} <= ends
        places = [(days.index(one["decided"]), days.index(one["traded"])) for one in rule["decisions"]]
        assert all(traded == decided + 1 for decided, traded in places)


def test_costs_and_the_first_day(figures: Any) -> None:
    data = figures("rules", "--cost-bp", "0", "--start", "2023-06-10").report["data"]
    assert data["cost_bp"] == 0
    assert {rule["first"] for rule in data["rules"].values()} == {"2023-07-03"}
    assert {rule["cost"] for rule in data["rules"].values()} == {0}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--cost-bp", "-1"), "--cost-bp -1: expected 0 to 1000"),
        (("--cost-bp", "nan"), "--cost-bp nan: expected 0 to 1000"),
        (("--start", "2023-02-30"), "--start 2023-02-30: expected a day as YYYY-MM-DD"),
        (("--start", "soon"), "--start soon: expected a day as YYYY-MM-DD"),
    ],
)
def test_what_cannot_be_is_refused(figures: Any, arguments: tuple[str, ...], words: str) -> None:
    outcome = figures("rules", *arguments)
    assert (outcome.status, outcome.out) == (2, "") and words in outcome.err


def test_as_of_a_day(figures: Any) -> None:
    report = figures("rules", "--as-of", "2024-05-14").report
    assert report["as_of"] == "2024-05-14" and report["data"]["next_decision"] == "2024-05-31"
    assert {rule["last"] for rule in report["data"]["rules"].values()} == {"2024-05-14"}


def test_one_of_the_funds_alone(r2k: Any, folder: Path, tmp_path: Path) -> None:
    part = tmp_path / "part"
    shutil.copytree(folder, part)
    for name in ("SPY", "GSPC", "IRX", "IEF"):
        (part / f"{name}.csv").unlink()
    outcome = r2k("rules", "--source", "csv", "--data", part, "--json")
    data = outcome.report["data"]
    assert outcome.status == 1 and list(data["rules"]) == ["ten_month", "vol_target", "gauge_scaled"]
    assert data["tried"] == 3 and data["absent"]["dual_momentum"] == "needs SPY: no SPY.csv in the data folder"
    messages = [problem["message"] for problem in outcome.report["problems"]]
    assert "no rate from ^IRX: 0 stands in" in messages
    assert any(message.startswith("bands_60_40: needs IEF") for message in messages)


def test_nothing_at_all_is_told_in_one_sentence(r2k: Any, folder: Path, tmp_path: Path) -> None:
    part = tmp_path / "part"
    shutil.copytree(folder, part)
    for name in ("IWM", "RUT"):
        (part / f"{name}.csv").unlink()
    outcome = r2k("rules", "--source", "csv", "--data", part)
    assert (outcome.status, outcome.out) == (3, "")
    assert "r2k: neither IWM nor ^RUT has daily bars: no IWM.csv in the data folder" in outcome.err
    report = r2k("rules", "--source", "csv", "--data", part, "--json").report
    assert report["data"] is None and report["problems"][0]["kind"] == "not_found"


def test_fewer_than_twelve_months(r2k: Any, folder: Path, tmp_path: Path) -> None:
    part = tmp_path / "part"
    part.mkdir()
    for file in folder.iterdir():
        lines = file.read_text().splitlines(keepends=True)
        (part / file.name).write_text("".join([lines[0], *lines[-200:]]))
    outcome = r2k("rules", "--source", "csv", "--data", part)
    assert outcome.status == 3 and "0 rules tried" in outcome.out
    assert "ten_month: needs 10 finished months, has 9" in outcome.err or "months" in outcome.err


def test_text_says_how_many_were_tried_within_80_columns(r2k: Any, folder: Path) -> None:
    outcome = r2k("rules", "--source", "csv", "--data", folder)
    lines = outcome.out.splitlines()
    assert outcome.status == 0 and lines[1].startswith("5 rules tried")
    assert max(map(len, lines)) <= 80
    assert "tax is ignored" in outcome.out and "hold IWM" in outcome.out
