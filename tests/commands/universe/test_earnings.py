"""`r2k universe earnings`: of the simulated market, of data without days, and of a day of the past."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.conftest import R2K
from tests.commands.universe.test_command import members as _members
from tests.fakes.invented_holdings import export

members = _members


def test_the_demo_has_reports_and_the_rest(r2k: R2K) -> None:
    done = r2k("universe", "earnings", "--days", "10", "--demo", "--json")
    report, data = done.report, done.report["data"]
    assert (done.status, report["simulated"], report["command"], report["as_of"]) == (
        0,
        True,
        "universe",
        data["today"],
    )
    assert {problem["kind"] for problem in report["problems"]} <= {"past_date"}
    assert data["members"] == 1960 and 0 < data["unknown"] < 1960
    rows = data["earnings"]
    assert [row["day"] for row in rows] == sorted(row["day"] for row in rows)
    assert all(data["first"] <= row["day"] <= data["last"] and row["weight"] > 0 for row in rows)
    assert {row["time"] for row in rows} >= {"before the bell", "after the bell", "time not known"}
    assert any(row["estimate"] for row in rows) and any(row["note"] for row in rows)
    assert {row["kind"] for row in data["others"]} >= {"ex-dividend", "IPO"}
    for name in ("today", "this_week", "next_week"):
        share = data["reporting"][name]
        within = [row for row in rows if share["first"] <= row["day"] <= share["last"]]
        if share["last"] <= data["last"] and share["members"]:
            assert len(within) == share["members"]
            assert sum(row["weight"] for row in within) == pytest.approx(share["weight"])


def test_as_text_in_eighty_columns(r2k: R2K) -> None:
    done = r2k("universe", "earnings", "--demo", "--all")
    lines = done.out.splitlines()
    assert done.status == 0 and max(map(len, lines)) <= 80
    assert lines[0].endswith("SIMULATED")
    assert any(line.startswith("  ex-dividend") for line in lines)
    assert "--json names all" in done.err


def test_data_without_days_say_so(r2k: R2K, members: Path) -> None:
    (members / "IWM_holdings_2025-09-17.csv").write_bytes(export())
    done = r2k("universe", "earnings", "--json", "--source", "csv", "--data", members)
    data = done.report["data"]
    assert done.status == 0 and data["earnings"] == [] and data["unknown"] == data["members"] == 45
    assert [problem["kind"] for problem in done.report["problems"]] == ["not_used"]


def test_a_day_of_the_past_has_none(r2k: R2K) -> None:
    done = r2k("universe", "earnings", "--demo", "--as-of", "2025-09-18")
    assert (done.status, done.out) == (3, "")
    assert "events of the members are not known for that day (2025-09-18)" in done.err


@pytest.mark.parametrize("words", [("ranks", "--days", "3"), ("show", "--all"), ("earnings", "--days", "0")])
def test_what_does_not_belong_is_refused(r2k: R2K, words: tuple[str, ...]) -> None:
    assert r2k("universe", *words, "--demo").status == 2
