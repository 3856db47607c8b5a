"""`r2k universe`: importing lists and closes, looking at members, and the JSON that programs read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.conftest import R2K, write_folder
from tests.fakes.invented_holdings import HEADER, export, rows, whole
from tests.sources.holdings.test_parse import REAL, REAL_COUNTS

KEYS = {
    *("index", "holdings_as_of", "members", "priced", "breadth", "sectors", "movers", "contribution", "valuation"),
}
BREADTH = {"above_50d", "above_200d", "advancers", "decliners", "new_highs_52w", "new_lows_52w"}


@pytest.fixture
def members(tmp_path: Path, days: list[str]) -> Path:
    """A folder of prices with a wide file of closes of the listed members."""
    folder = write_folder(tmp_path / "folder", days)
    symbols = [f"S{i:03d}" for i in range(40)]
    lines = [",".join(("Date", *symbols))]
    for number, day in enumerate(days[-300:]):
        lines.append(",".join((day, *(f"{20 + i + 0.01 * ((number * (i + 3)) % 97):.2f}" for i in range(40)))))
    (folder / "closes_wide.csv").write_text("\n".join(lines))
    return folder


def test_a_list_is_imported_and_used(r2k: R2K, members: Path, tmp_path: Path) -> None:
    listed = tmp_path / "IWM.csv"
    listed.write_bytes(export())
    done = r2k("universe", "import", listed)
    assert (done.status, done.err) == (0, "")
    assert "IWM as of 2025-09-17: 45 equities (3 unlisted) of 47 rows" in done.out
    shown = r2k("--source", "csv", "--data", members, "universe", "--json")
    report = shown.report
    data = report["data"]
    assert shown.status == 1, "some have no closes"
    assert not KEYS - set(data) and not BREADTH - set(data["breadth"])
    assert (report["as_of"], data["holdings_as_of"]) == ("2025-09-18", "2025-09-17")
    assert (data["index"], data["members"], data["priced"]) == ("^RUT", 45, 40)
    assert data["coverage"] == pytest.approx(96.5 / 99.5, abs=0.01)
    assert data["breadth"]["advancers"] + data["breadth"]["decliners"] + data["breadth"]["unchanged"] == 40
    missing = {problem["symbol"] for problem in report["problems"]}
    assert {"MOG-A", "TRUE", "-"} <= missing
    assert data["valuation"]["small"] is None, "closes know no earnings"
    assert any("survivorship" in caveat for caveat in data["caveats"])


def test_a_list_that_does_not_fit_the_kept_one_is_named_and_nothing_is_lost(r2k: R2K, tmp_path: Path) -> None:
    kept, short, ahead = (tmp_path / f"IWM_{name}.csv" for name in ("kept", "short", "ahead"))
    kept.write_bytes(whole())
    short.write_bytes(whole(day="Sep 18, 2025", stocks=1700))
    ahead.write_bytes(whole(day="Sep 18, 2125"))
    older = tmp_path / "IWM_older.csv"
    older.write_bytes(whole(day="Sep 16, 2025"))
    done = r2k("universe", "import", kept, short, ahead, older, "--json")
    assert done.status == 1
    assert [row["kind"] for row in done.report["problems"]] == ["holdings_truncated", "holdings_other_day"]
    assert [(row["as_of"], row["newest"]) for row in done.report["data"]["files"]] == [
        ("2025-09-17", "2025-09-17"),
        ("2025-09-16", "2025-09-17"),
    ]
    again = r2k("universe", "import", short)
    assert again.status == 3 and "has at least 1,800: the list is cut off; that of 2025-09-17 with" in again.err
    assert "kept by its day, that of 2025-09-17 stays in use" in r2k("universe", "import", older).out


def test_in_words(r2k: R2K, members: Path) -> None:
    (members / "IWM_holdings_2025-09-17.csv").write_bytes(export())
    for what, words in (("show", "Industrials"), ("movers", "adding most"), ("breadth", ">200d")):
        shown = r2k("--source", "csv", "--data", members, "universe", what)
        assert shown.status == 1
        assert "45 members, 40 priced" in shown.out and words in shown.out


def test_breadth_by_day(r2k: R2K, members: Path, days: list[str]) -> None:
    (members / "IWM_holdings_2025-09-17.csv").write_bytes(export())
    history = r2k("--source", "csv", "--data", members, "universe", "breadth", "--json").report["data"]["history"]
    assert [row["day"] for row in history] == days[-300:]
    assert history[0]["advancers"] is None and history[40]["above_50d"] is None
    assert history[-1]["above_200d"] is not None and history[-1]["new_highs"] is not None


def test_as_of_a_day(r2k: R2K, members: Path, days: list[str]) -> None:
    (members / "IWM_holdings_2025-09-17.csv").write_bytes(export())
    report = r2k("--source", "csv", "--data", members, "--as-of", days[-20], "universe", "breadth", "--json").report
    assert report["as_of"] == days[-20]
    assert report["data"]["history"][-1]["day"] == days[-20]
    assert any("later than the prices" in caveat for caveat in report["data"]["caveats"])


def test_a_bad_list_leaves_the_good_one(r2k: R2K, members: Path, tmp_path: Path) -> None:
    listed = tmp_path / "IWM.csv"
    listed.write_bytes(export())
    assert r2k("universe", "import", listed).status == 0
    listed.write_bytes(export()[:4000])
    refused = r2k("universe", "import", listed, "--json")
    assert refused.status == 3
    assert [problem["kind"] for problem in refused.report["problems"]] == ["holdings_truncated"]
    assert r2k("--source", "csv", "--data", members, "universe", "--json").report["data"]["members"] == 45


def test_closes_are_imported_for_a_source(r2k: R2K, members: Path) -> None:
    done = r2k("universe", "import", members / "closes_wide.csv", "--json")
    assert done.status == 0
    assert (done.report["data"]["symbols"], done.report["data"]["sessions"]) == (40, 300)


def test_without_a_list(r2k: R2K, members: Path) -> None:
    shown = r2k("--source", "csv", "--data", members, "universe", "--json")
    assert (shown.status, shown.report["data"]) == (3, None)
    assert "r2k universe import" in shown.report["problems"][0]["message"]


def test_without_a_price_of_any_member_nothing_is_counted(r2k: R2K, members: Path) -> None:
    (members / "IWM_holdings_2025-09-17.csv").write_bytes(export())
    (members / "closes_wide.csv").unlink()
    shown = r2k("--source", "csv", "--data", members, "universe", "--json")
    breadth = shown.report["data"]["breadth"]
    assert (shown.status, shown.report["data"]["priced"]) == (3, 0)
    assert [breadth[name] for name in ("advancers", "decliners", "unchanged")] == [None] * 3
    assert any(problem["kind"] == "missing" for problem in shown.report["problems"])
    told = r2k("--source", "csv", "--data", members, "universe").out
    assert "advancers –  decliners –  unchanged –" in told


@pytest.mark.parametrize(
    "words", [("universe", "everything"), ("universe", "import"), ("universe", "import", "nofile")]
)
def test_asked_wrongly(r2k: R2K, words: tuple[str, ...]) -> None:
    assert r2k(*words).status == 2


def test_the_simulated_universe(r2k: R2K) -> None:
    shown = r2k("--demo", "universe", "--json")
    report, data = shown.report, shown.report["data"]
    assert report["simulated"] is True
    assert (data["members"], data["priced"], len(data["sectors"])) == (1960, 1960, 11)
    assert sum(row["contribution"] for row in data["sectors"]) == pytest.approx(data["carriers"]["move"])
    assert report["problems"] == []
    assert 0 < data["valuation"]["small_over_large"] < 1, "small companies are cheaper in the simulated market"
    assert data["valuation"]["small"]["forward_pe"] > 0


def test_a_table_without_a_preamble(r2k: R2K, tmp_path: Path) -> None:
    listed = tmp_path / "iwb_2025-09-12.csv"
    listed.write_text("\n".join((HEADER, *rows())))
    assert "IWB as of 2025-09-12: 45 equities" in r2k("universe", "import", listed).out


@pytest.mark.realdata
@pytest.mark.parametrize("name", REAL_COUNTS)
def test_real_lists(r2k: R2K, name: str) -> None:
    if not (REAL / name).exists():
        pytest.skip("no real lists beside the checkout")
    done = r2k("universe", "import", REAL / name, "--json")
    day, count, equities = REAL_COUNTS[name]
    data = done.report["data"]
    assert (done.status, data["as_of"], data["rows"], data["members"]) == (0, day, count, equities)
