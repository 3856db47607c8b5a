"""`r2k universe short`: of the simulated market, of FINRA on this machine, and where there is none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from r2k_tui.commands.universe.short import data_of, problems_of
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.universe import ShortInterestReply
from tests.commands.conftest import R2K
from tests.fakes.still_index import SHORT_INTEREST


def test_the_demo_has_every_figure(r2k: R2K) -> None:
    done = r2k("universe", "short", "--demo", "--json")
    report, data = done.report, done.report["data"]
    assert (done.status, report["command"], report["simulated"]) == (1, "universe short", True)
    assert data["source"] == "demo (simulated)" and data["settlement"] == report["as_of"]
    assert data["published"] > data["settlement"] > data["previous_settlement"]
    assert data["next"]["settlement"] > data["settlement"]
    n = data["coverage"]
    assert n["shares"] == len(data["members"]) > 1900 and 0.9 < n["weight"] < 1.0
    assert n["float_known"] > n["outstanding_only"] > 0 and n["splits"] > 0
    assert {problem["kind"] for problem in report["problems"]} == {"missing"}
    assert len(report["problems"]) == n["members"] - n["shares"]
    squeezed = [row for row in data["members"] if row["squeeze"]]
    assert len(squeezed) == n["squeeze"] > 0
    for row in squeezed:
        assert row["fraction"] >= 0.2 and row["days_to_cover"] >= 5.0 and row["above_50d"] is True
    for row in data["members"]:
        if row["split"]:
            assert row["change"] is None
        elif row["change"] is not None:
            assert row["change"] == pytest.approx(row["shares_short"] / row["previous"] - 1)
    only = r2k("universe", "short", "--demo", "--json", "--squeeze").report["data"]
    # Prices of the demo move between two runs, and with them what is above its average.
    assert all(row["squeeze"] for row in only["members"])
    shared = {row["symbol"] for row in only["members"]} & {row["symbol"] for row in squeezed}
    assert len(shared) > len(squeezed) / 2
    assert "at least 20% of the float" in only["squeeze"]["definition"]


def test_people_are_told_how_many_members_lack_a_line(r2k: R2K) -> None:
    done = r2k("universe", "short", "--demo", "--squeeze")
    assert done.status == 1 and done.out.startswith("short interest of the members  SIMULATED\nsettled ")
    assert [line.split(": ", 1)[1] for line in done.err.splitlines()] == [
        "23 members not in the file: --json lists them"
    ]


def test_a_screen_of_the_demo_has_the_squeeze_list(r2k: R2K) -> None:
    def members() -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = r2k("universe", "short", "--demo", "--json").report["data"]["members"]
        return rows

    before = members()
    found = {row["symbol"] for row in r2k("universe", "screen", "squeeze", "--demo", "--json").report["data"]["rows"]}
    # Prices of the demo move between the runs, and with them what is above its average; what is sold short does not.
    lasting = {row["symbol"] for row in before if row["squeeze"]} & {r["symbol"] for r in members() if r["squeeze"]}
    short = {r["symbol"] for r in before if (r["fraction"] or 0.0) >= 0.2 and (r["days_to_cover"] or 0.0) >= 5.0}
    assert set() < lasting <= found <= short


def test_a_past_day_of_the_demo_knows_nothing_that_was_published_later(r2k: R2K) -> None:
    # The settlement of 2025-08-29 was due on the 12th of September.
    for day, settlement in (("2025-09-11", "2025-08-15"), ("2025-09-12", "2025-08-29")):
        data = r2k("universe", "short", "--demo", "--as-of", day, "--json").report["data"]
        assert data["settlement"] == settlement and data["published"] <= day


def test_local_files_have_none(r2k: R2K, folder: Path) -> None:
    done = r2k("universe", "short", "--json", "--source", "csv", "--data", folder)
    assert (done.status, done.report["data"]) == (3, None)
    assert "the csv source has none" in done.report["problems"][0]["message"]
    assert r2k("universe", "short", "--source", "csv", "--data", folder).out == ""


def test_the_option_belongs_to_this_command(r2k: R2K) -> None:
    done = r2k("universe", "ranks", "--demo", "--squeeze")
    assert done.status == 2 and "--squeeze is for short" in done.err


def test_problems_and_json_name_what_is_missing() -> None:
    reply = ShortInterestReply(SHORT_INTEREST)
    assert [problem.symbol for problem in problems_of("^RUT", reply)] == ["M0007", "M0008"]
    assert problems_of("^RUT", Failure("not_found", "none"))[0].message == "none"
    data = data_of(SHORT_INTEREST, squeeze=False)
    assert data is not None and data_of(None, squeeze=False) is None
    assert data["members"][7]["days_to_cover"] is None and data["members"][19]["fraction_of"] is None
