"""`r2k thesis` and `r2k study policy`: keys of the public JSON, exit status, and a day of the past on real history."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from r2k_tui.model.thesis import Verdict
from tests.commands.conftest import LAST, R2K

CLAIM = ["id", "claim", "claimed", "measured", "n", "base_rate", "interval", "verdict", "reason", "vintage", "revision"]
CLAIM += ["nearest", "tried", "power"]
OUTCOME = {"move", "horizon", "n", "hits", "hit_rate", "wilson95", "mean", "mean95", "base_n", "base_rate", "shift_p"}
OUTCOME |= {"spells", "diff95", "few", "p_holm"}
OWN = """
[allocation]
sleeves = []
[thesis]
packaged = false
[[thesis.claims]]
id = "high"
claim = "it costs a lot"
test = "level"
symbol = "IWM"
claimed = 1.0
sense = "at_least"
[[thesis.claims]]
id = "nobody"
claim = "nobody has it"
test = "ratio"
symbol = "IWM"
against = "NOPE"
claimed = 1.0
"""


@pytest.fixture
def rates(folder: Path, days: list[str], tmp_path: Path) -> Path:
    """The whole folder, and rates that fall once and rise once."""
    for file in folder.iterdir():
        (tmp_path / file.name).symlink_to(file)
    levels = [5.0 if place < 500 else 4.5 if place < 900 else 5.25 for place in range(len(days))]
    rows = "".join(
        f"{day},{rate},{rate + place % 9 / 50:.2f}\n"
        for place, (day, rate) in enumerate(zip(days, levels, strict=True))
    )
    (tmp_path / "rates_fred.csv").write_text("Date,DFEDTARU,DGS2\n" + rows)
    return tmp_path


def run(r2k: R2K, *arguments: object, data: Path) -> Any:
    return r2k(*arguments, "--source", "csv", "--data", data, "--json")


class TestThesis:
    def test_keys_and_status(self, r2k: R2K, folder: Path, tmp_path: Path) -> None:
        config = tmp_path / "own.toml"
        config.write_text(OWN)
        outcome = run(r2k, "thesis", "--config", config, data=folder)
        report = outcome.report
        assert (report["schema"], report["command"], report["as_of"]) == ("r2k/1", "thesis", LAST)
        high, nobody = report["data"]["claims"]
        assert list(high) == CLAIM
        assert (high["verdict"], high["claimed"]) == (Verdict.HOLDS, 1.0)
        assert (nobody["verdict"], nobody["measured"], nobody["n"]) == (Verdict.NOT_TESTABLE, None, None)
        assert report["data"]["tested"] == LAST
        assert [problem["kind"] for problem in report["problems"]] == [Verdict.NOT_TESTABLE]
        assert outcome.status == 1

    def test_in_words(self, r2k: R2K, folder: Path, tmp_path: Path) -> None:
        config = tmp_path / "own.toml"
        config.write_text(OWN)
        out = r2k("thesis", "--config", config, "--source", "csv", "--data", folder).out
        assert "HOLDS                    it costs a lot" in out
        assert "missing: no daily bars of NOPE" in out

    @pytest.mark.parametrize(
        ("wrong", "word"),
        [
            ('id = "high"\nclaim = "x"\ntest = "return"\nsymbol = "IWM"\nclaimed = 1.0', "needs a window"),
            ('id = "high"\nclaim = "x"\ntest = "comparison"\nsymbol = "IWM"\nclaimed = 1.0\nwindow = "1y"', "against"),
            ('id = "High"\nclaim = "x"\ntest = "level"\nsymbol = "IWM"\nclaimed = 1.0', "lowercase letters"),
            ('id = "a"\nclaim = "x"\ntest = "levels"\nsymbol = "IWM"\nclaimed = 1.0', "levels"),
            ('id = "a"\nclaim = "x"\ntest = "return"\nsymbol = "IWM"\nclaimed = 1.0\nwindow = "2 weeks"', "2024-11"),
        ],
    )
    def test_a_claim_that_cannot_be_tested_stops_everything(
        self, r2k: R2K, folder: Path, tmp_path: Path, wrong: str, word: str
    ) -> None:
        config = tmp_path / "own.toml"
        config.write_text(f"[[thesis.claims]]\n{wrong}\n")
        outcome = run(r2k, "thesis", "--config", config, data=folder)
        assert outcome.status == 2
        assert word in outcome.err and "own.toml:" in outcome.err

    @pytest.mark.realdata
    @pytest.mark.slow
    def test_the_claims_of_september_2025_as_of_that_day(self, r2k: R2K, market_data: Path) -> None:
        outcome = run(r2k, "thesis", "--as-of", "2025-09-18", data=market_data / "daily")
        report = outcome.report
        found = {claim["id"]: claim for claim in report["data"]["claims"]}
        assert report["as_of"] == report["data"]["tested"] == "2025-09-18"
        assert len(found) == 15
        close = found["close_2025_09_18"]
        assert (close["claimed"], round(close["measured"], 2)) == (2465.52, 2467.70)
        assert close["verdict"] == Verdict.DOES_NOT_HOLD and "+2.18 off" in close["reason"]
        assert found["gain_in_2025"]["verdict"] == Verdict.DOES_NOT_HOLD
        assert found["gain_in_2025"]["tried"] == 6
        assert found["gain_in_2025"]["nearest"]["off"] == pytest.approx(-0.00071, abs=1e-5)
        assert "nearest of 6 measures" in found["gain_in_2025"]["reason"]
        assert found["november_2024"]["verdict"] == Verdict.HOLDS
        assert found["fall_of_2008"]["measured"] == pytest.approx(-0.3480, abs=5e-5)
        assert "IWM tr, 2008 is -34.14 %" in found["fall_of_2008"]["reason"]
        months = found["ten_percent_months"]
        assert (months["n"], round(months["measured"] * 17)) == (17, 14)
        assert months["base_rate"] == pytest.approx(0.67, abs=0.01)
        assert months["interval"] == pytest.approx([0.590, 0.938], abs=1e-3)
        assert months["verdict"] == Verdict.UNPROVEN
        assert months["power"] == pytest.approx(0.482, abs=1e-3)
        assert found["rate_cuts"]["n"] == 7
        assert found["tilt_resilience"]["verdict"] in ("unproven", "does_not_hold", "holds")
        assert "walk-forward" in found["tilt_resilience"]["reason"]
        assert found["us_growth"]["reason"].startswith("missing: no A191RL1Q225SBEA.csv")
        assert outcome.status == 1


class TestPolicy:
    def test_keys(self, r2k: R2K, rates: Path) -> None:
        outcome = run(r2k, "study", "policy", data=rates)
        assert outcome.status == 0, outcome.report["problems"]
        data = outcome.report["data"]
        assert outcome.report["command"] == "study policy"
        assert (data["small"], data["large"], data["rate"]) == ("^RUT", "^GSPC", "DFEDTAR, then DFEDTARU")
        # One that falls once and rises once, after the history of the target that is packaged.
        assert [move["change"] for move in data["moves"]][-2:] == [-0.5, 0.75]
        assert (data["known_to"], data["vintage"]) == (LAST, None)
        assert data["dated_by"].startswith("DFEDTAR (St. Louis Fed) and FOMC statements")
        assert data["revision"] == "the target is not revised; yields as revised later"
        assert [set(row) >= OUTCOME for row in data["outcomes"]] == [True] * 4
        assert {row["state"] for row in data["regimes"]} == {"cutting", "holding", "rising"}
        assert data["curve"] == []
        assert [row["symbol"] for row in data["sensitivity"]] == ["IWM", "SPY"]
        assert "time" not in data["sensitivity"][0]
        assert data["first_rises"][0]["fwd6m"] is not None

    def test_in_words(self, r2k: R2K, rates: Path) -> None:
        out = r2k("study", "policy", "--source", "csv", "--data", rates).out
        assert "^RUT less ^GSPC around the policy rate" in out
        assert "first rise +12m" in out
        assert f"known to {LAST}; the target is not revised; yields as revised later" in out

    def test_a_target_that_ends_early_is_said(self, r2k: R2K, rates: Path, days: list[str]) -> None:
        (rates / "rates_fred.csv").write_text(f"Date,DFEDTARU,DGS2\n{days[0]},9.0,9.0\n{days[300]},9.5,9.5\n")
        outcome = run(r2k, "study", "policy", data=rates)
        assert outcome.status == 1
        words = [problem["message"] for problem in outcome.report["problems"]]
        assert f"DFEDTARU ends on {days[300]}: no later move of the target is dated" in words
        assert outcome.report["data"]["regime"] is None
        told = r2k("study", "policy", "--source", "csv", "--data", rates)
        assert f"! DFEDTARU ends on {days[300]}" in told.err

    def test_without_rates(self, r2k: R2K, folder: Path) -> None:
        outcome = run(r2k, "study", "policy", data=folder)
        assert (outcome.status, outcome.report["data"]) == (3, None)
        assert "no policy rate" in outcome.report["problems"][0]["message"]

    def test_as_of_a_day_the_later_move_is_not_known(self, r2k: R2K, rates: Path, days: list[str]) -> None:
        data = run(r2k, "study", "policy", "--as-of", days[700], data=rates).report["data"]
        assert data["moves"][-1]["change"] == -0.5
        assert data["last_day"] == days[700]
