"""`r2k study macro`: figures with their days and sources, and what is missing."""

from __future__ import annotations

from pathlib import Path

from tests.commands.conftest import LAST, R2K, write_folder


def test_figures_and_what_is_missing(r2k: R2K, tmp_path: Path, days: list[str]) -> None:
    folder = write_folder(tmp_path / "folder", days[-300:])
    (folder / "rates_fred.csv").write_text("Date,DGS2,DGS10\n" + "".join(f"{day},3.5,4.1\n" for day in days[-300:]))
    outcome = r2k("study", "macro", "--source", "csv", "--data", folder, "--json")
    report = outcome.report
    assert (outcome.status, report["command"], report["as_of"]) == (1, "study macro", LAST)
    curve = report["data"]["curve_10y2y"]
    assert abs(curve["value"] - 0.6) < 1e-9
    assert (curve["unit"], curve["source"]) == ("points", "DGS10, rates_fred.csv; DGS2, rates_fred.csv")
    assert report["data"]["gdp"]["value"] is None
    assert any(problem["message"].startswith("gdp: no A191RL1Q225SBEA.csv") for problem in report["problems"])
    shown = r2k("study", "macro", "--source", "csv", "--data", folder)
    assert "curve_10y2y                         0.6 points" in shown.out
    assert "gdp: no A191RL1Q225SBEA.csv" in shown.err
