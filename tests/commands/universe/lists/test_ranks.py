"""`r2k universe ranks`: of the simulated market, and where there are no market caps."""

from __future__ import annotations

from pathlib import Path

from tests.commands.conftest import R2K


def test_the_demo_has_ranks_of_both_funds(r2k: R2K) -> None:
    done = r2k("universe", "ranks", "--demo", "--json")
    report, data = done.report, done.report["data"]
    assert (done.status, report["simulated"], report["problems"]) == (0, True, [])
    assert data["meaning"] == "estimate: total caps from the quote source"
    assert (data["funds"], data["breakpoint"]["rank"]) == ({"small": "IWM", "large": "IWB"}, 1000)
    members = data["members"]
    assert data["ranked"] == len(members) > 2900
    assert members[999]["cap"] == data["breakpoint"]["cap"]
    total = sum(row["cap"] for row in members)
    within = sum(row["cap"] for row in members if row["cap"] >= data["breakpoint"]["cap"])
    assert abs(within / total - data["breakpoint"]["percentile"]) < 1e-9
    for row in data["candidates"]["up"]:
        assert row["fund"] == "IWM" and row["cap"] >= data["band"]["upper_cap"]
        assert row["percentile"] < data["breakpoint"]["percentile"] - 0.025
    for row in data["candidates"]["down"]:
        assert row["fund"] == "IWB" and row["percentile"] > data["breakpoint"]["percentile"] + 0.025
    assert data["candidates"]["up"] and data["candidates"]["down"] and data["candidates"]["leave"]
    assert data["caps_from"] == data["caps_to"] == report["as_of"]


def test_closes_alone_have_no_market_caps(r2k: R2K, folder: Path) -> None:
    done = r2k("universe", "ranks", "--json", "--source", "csv", "--data", folder)
    assert (done.status, done.report["data"]) == (3, None)
    assert "no market caps of the members of IWM" in done.report["problems"][0]["message"]


def test_a_past_day_has_none(r2k: R2K) -> None:
    done = r2k("universe", "ranks", "--demo", "--as-of", "2025-09-18")
    assert done.status == 3 and "market caps of 2025-09-18 are not known" in done.err
