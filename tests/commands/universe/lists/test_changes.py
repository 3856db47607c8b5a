"""`r2k universe changes`: from imported lists, in JSON, with bad days named."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.conftest import R2K
from tests.fakes.invented_holdings import whole


@pytest.fixture
def imported(r2k: R2K, tmp_path: Path) -> R2K:
    """Two lists of IWM in the store, and a list of IWB near the later one."""
    early, late, large = tmp_path / "early.csv", tmp_path / "late.csv", tmp_path / "large.csv"
    before = whole(day="May 13, 2025").replace(b"COMPANY 7 INC", b"FORMER WORDS INC")
    early.write_bytes(before.replace(b'"S009","COMPANY 9 INC"', b'"OUTT","LEAVING CO"'))
    late.write_bytes(whole(day="Sep 17, 2025"))
    title = "iShares Russell 1000 ETF"
    large.write_bytes(whole(title, "Sep 16, 2025", 1010).replace(b'"S003","COMPANY 3 INC"', b'"OUTT","LEAVING CO"'))
    done = r2k("universe", "import", late, early, large)
    assert done.status == 0, done
    assert [line.split(":")[0] for line in done.out.splitlines()] == [
        *("IWM as of 2025-09-17", "IWM as of 2025-05-13", "IWB as of 2025-09-16")
    ]
    return r2k


def test_two_imported_lists(imported: R2K, folder: Path) -> None:
    done = imported("universe", "changes", "--since", "2025-06-01", "--json", "--source", "csv", "--data", folder)
    report = done.report
    data = report["data"]
    assert (done.status, report["as_of"]) == (1, "2025-09-17"), "IWB of May is missing, and said"
    assert (data["since"], data["until"], data["fund"]) == ("2025-05-13", "2025-09-17", "IWM")
    assert data["meaning"] == "of the fund, not of FTSE's list"
    assert data["counts"] == {
        "additions": 1,
        "deletions": 1,
        "from_other_fund": None,
        "to_other_fund": 1,
        "in_both": 1931,
        "renamed": 1,
        "maybe_splits": 0,
    }
    assert data["deletions"][0] == {
        "symbol": "OUTT",
        "name": "LEAVING CO",
        "sector": "Industrials",
        "other_fund": True,
        "note": None,
        "weight": pytest.approx(0.0005, abs=1e-4),
    }
    assert data["reconstitutions"] == ["2025-06-27"]
    assert data["days_kept"] == ["2025-05-13", "2025-09-17"]
    (problem,) = report["problems"]
    assert (problem["symbol"], problem["kind"]) == ("IWB", "missing")


def test_in_words(imported: R2K, folder: Path) -> None:
    done = imported("universe", "changes", "--source", "csv", "--data", folder)
    assert "1 added (unknown from IWB), 1 deleted (1 to it)" in done.out
    assert "moves between IWM and IWB are not all known" in done.err


def test_a_list_is_kept_by_its_day_and_none_is_lost(imported: R2K, folder: Path, tmp_path: Path) -> None:
    older = tmp_path / "older.csv"
    older.write_bytes(whole(day="Jan 15, 2025"))
    assert imported("universe", "import", older).status == 0
    shown = imported("universe", "--json", "--source", "csv", "--data", folder)
    assert shown.report["data"]["holdings_as_of"] == "2025-09-17", "an older list does not take the place of the newest"
    done = imported("universe", "changes", "--json", "--source", "csv", "--data", folder)
    assert done.report["data"]["days_kept"] == ["2025-01-15", "2025-05-13", "2025-09-17"]


def test_a_list_below_its_size_is_refused_and_named(r2k: R2K, folder: Path, tmp_path: Path) -> None:
    for name, day, stocks in (("a", "May 13, 2025", 1700), ("b", "Sep 17, 2025", 1930)):
        (tmp_path / f"{name}.csv").write_bytes(whole(day=day, stocks=stocks))
    assert r2k("universe", "import", tmp_path / "a.csv", tmp_path / "b.csv").status == 0
    done = r2k("universe", "changes", "--json", "--source", "csv", "--data", folder)
    assert (done.status, done.report["data"]) == (3, None)
    assert "1,705 stocks, and the fund at least 1,800: it is cut off" in done.report["problems"][0]["message"]


def test_one_bad_file_of_several_is_named_and_the_others_are_kept(r2k: R2K, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_bytes(whole())
    bad.write_text("<html>blocked</html>")
    other = tmp_path / "other.csv"
    other.write_bytes(whole(day="Sep 16, 2025"))
    done = r2k("universe", "import", good, bad, other, "--json")
    assert done.status == 1
    assert [one["as_of"] for one in done.report["data"]["files"]] == ["2025-09-17", "2025-09-16"]
    assert done.report["as_of"] == "2025-09-17"
    (problem,) = done.report["problems"]
    assert problem["symbol"] == "bad.csv" and "web page" in problem["message"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("changes", "--since", "yesterday"), "--since yesterday: expected a day"),
        (("changes", "--until", "2999-01-01"), "the day is in the future"),
        (("changes", "--since", "2025-09-17", "--until", "2025-05-13"), "is not after --since"),
        (("movers", "--since", "2025-09-17"), "--since is for changes"),
    ],
)
def test_bad_days_are_usage(r2k: R2K, arguments: tuple[str, ...], words: str) -> None:
    done = r2k("universe", *arguments)
    assert done.status == 2 and words in done.err


def test_the_demo_has_lists_of_several_days(r2k: R2K) -> None:
    done = r2k("universe", "changes", "--demo", "--json")
    assert (done.status, done.report["simulated"], done.report["problems"]) == (0, True, [])
    counts = done.report["data"]["counts"]
    assert (counts["additions"], counts["deletions"]) == (90, 90)
    assert (counts["from_other_fund"], counts["to_other_fund"]) == (8, 12)
    assert counts["renamed"] and counts["maybe_splits"]
