"""`r2k universe screen`: members, what they lack, and a fault that points at its word."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.conftest import R2K, write_folder
from tests.commands.universe.test_command import members as _members
from tests.fakes.invented_holdings import export

members = _members


@pytest.fixture
def listed(members: Path) -> Path:
    (members / "IWM_holdings_2025-09-17.csv").write_bytes(export())
    return members


def screen(r2k: R2K, folder: Path, text: str, *options: str):  # type: ignore[no-untyped-def]
    return r2k("--source", "csv", "--data", folder, "universe", "screen", text, *options)


def test_members_and_what_they_lack(r2k: R2K, listed: Path) -> None:
    outcome = screen(r2k, listed, "price > 40 and ret_63d > -100%", "--json")
    report = outcome.report
    data = report["data"]
    assert (report["command"], report["as_of"], outcome.status) == ("universe screen", "2025-09-18", 1)
    assert data["members"] == 45 and data["missing"] == {"price": 5, "ret_63d": 5}
    assert data["matched"] == len(data["rows"]) == 20
    assert all(row["price"] > 40 for row in data["rows"])
    assert {"symbol", "name", "sector", "market_cap", "forward_pe"} <= set(data["rows"][0])
    assert [problem["message"] for problem in report["problems"]] == ["5 members lack price", "5 members lack ret_63d"]


def test_in_words(r2k: R2K, listed: Path) -> None:
    outcome = screen(r2k, listed, 'sector != "Industrials" and price > 0')
    assert outcome.out.splitlines()[0].endswith('sector != "Industrials" and price > 0  (csv 2025-09-18)')
    assert "5 lack price" in outcome.out and "5 members lack price" in outcome.err


def test_a_column_that_nobody_has(r2k: R2K, listed: Path) -> None:
    data = screen(r2k, listed, "fwd_pe < 1e9 or not fwd_pe < 1e9", "--json").report["data"]
    assert (data["matched"], data["missing"]) == (0, {"fwd_pe": 45})


def test_days_of_events_that_a_source_does_not_have_are_missing(r2k: R2K, listed: Path) -> None:
    data = screen(r2k, listed, "reports within 5d or ex_dividend within 5d", "--json").report["data"]
    assert (data["matched"], data["missing"]) == (0, {"reports": 45, "ex_dividend": 45})


def test_the_demo_has_days_of_events(r2k: R2K) -> None:
    data = r2k("universe", "screen", "reports within 10d and weight > 0.01%", "--demo", "--json").report["data"]
    soon = r2k("universe", "earnings", "--days", "11", "--demo", "--json").report["data"]["earnings"]
    assert {row["symbol"] for row in data["rows"]} == {row["symbol"] for row in soon if row["weight"] > 1e-4} != set()


@pytest.mark.parametrize(
    ("text", "below"),
    [
        ("price > 40 and fwdpe < 15", "                 ^^^^^ no column fwdpe; did you mean fwd_pe?"),
        ("", "columns: price"),
    ],
)
def test_a_fault_points_at_its_word(r2k: R2K, listed: Path, text: str, below: str) -> None:
    outcome = screen(r2k, listed, text)
    assert (outcome.status, outcome.out) == (2, "")
    assert below in outcome.err


def test_without_members(r2k: R2K, tmp_path: Path, days: list[str]) -> None:
    folder = write_folder(tmp_path / "bare", days[-300:])
    outcome = screen(r2k, folder, "price > 1", "--json")
    assert outcome.status == 3 and outcome.report["data"] is None
    assert "no list of what IWM holds" in outcome.report["problems"][0]["message"]
