"""`r2k universe insiders`: of the simulated market, without an address for the SEC, and of a past day."""

from __future__ import annotations

from pathlib import Path

from tests.commands.conftest import R2K


def test_the_demo_has_purchases_and_a_cluster(r2k: R2K) -> None:
    done = r2k("universe", "insiders", "--demo", "--json")
    report, data = done.report, done.report["data"]
    assert (done.status, report["simulated"], report["problems"]) == (0, True, [])
    assert (data["days"], data["source"]) == (30, "demo Form 4, SIMULATED")
    assert data["clusters"] and data["until"] == report["as_of"]
    cluster = next(row for row in data["members"] if row["symbol"] == data["clusters"][0])
    assert cluster["cluster"]["persons"] >= 3 and cluster["last_30d"]["dollars"] > 0
    assert all("(simulated)" in name for row in data["purchases"] for name in row["persons"])
    for row in data["purchases"]:
        assert data["since"] <= row["day"] <= row["filed"] <= data["until"]
        assert row["dollars"] is None if row["price"] is None else row["dollars"] == row["price"] * row["shares"]
    assert any(
        row["price"] is None
        for row in r2k("universe", "insiders", "--demo", "--days=90", "--json").report["data"]["purchases"]
    )


def test_as_text_it_says_that_it_is_simulated(r2k: R2K) -> None:
    done = r2k("universe", "insiders", "--demo")
    assert done.status == 0 and "SIMULATED" in done.out.splitlines()[0] and "clusters (" in done.out
    assert max(map(len, done.out.splitlines())) <= 80


def test_a_past_day_of_the_demo_knows_nothing_later(r2k: R2K) -> None:
    data = r2k("universe", "insiders", "--demo", "--json", "--as-of", "2025-09-18").report["data"]
    assert data["until"] == "2025-09-18" and data["purchases"]
    assert max(row["filed"] for row in data["purchases"]) <= "2025-09-18"


def test_a_folder_has_none_and_says_why(r2k: R2K, folder: Path) -> None:
    done = r2k("universe", "insiders", "--json", "--source", "csv", "--data", folder)
    assert done.status == 3


def test_the_length_of_the_period(r2k: R2K) -> None:
    for days in ("0", "366"):
        done = r2k("universe", "insiders", "--demo", "--days", days)
        assert done.status == 2 and "is not in the range 1<=x<=365" in done.err
    assert r2k("universe", "ranks", "--demo", "--days", "5").status == 2


def test_a_screen_over_the_columns(r2k: R2K) -> None:
    data = r2k("universe", "screen", "insider_cluster and insider_dollars_30d > 0", "--demo", "--json").report["data"]
    assert data["matched"] >= 1 and data["missing"]["insider_cluster"] == 0
