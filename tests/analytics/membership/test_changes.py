"""Two lists compared: additions, deletions, moves, renames, splits; and the real reconstitution of June 2025."""

from __future__ import annotations

from pathlib import Path

import pytest

from r2k_tui.analytics.membership.changes import OtherLists, compare
from r2k_tui.model.index.changes import ListChanges
from tests.analytics.membership.lists import AFTER, BEFORE, LARGE_AFTER, LARGE_BEFORE, filler, listed, stock

REAL = Path(__file__).parents[3].parent / "shared" / "data" / "holdings"


@pytest.fixture(scope="module")
def changes() -> ListChanges:
    return compare(BEFORE, AFTER, OtherLists("LRG", LARGE_BEFORE, LARGE_AFTER))


def test_who_came_and_who_left_largest_first(changes: ListChanges) -> None:
    assert [row.symbol for row in changes.added] == ["COME", "DOWN", "REUS", "LENB"]
    assert [row.symbol for row in changes.deleted] == ["REUS", "GONE", "UPPP"]
    assert (changes.first.members, changes.first.unlisted, changes.last.members) == (29, 1, 30)


def test_moves_between_the_two_funds(changes: ListChanges) -> None:
    assert [row.symbol for row in changes.moved_down()] == ["DOWN"]
    assert [row.symbol for row in changes.moved_up()] == ["UPPP"]


def test_without_a_list_of_the_other_fund_moves_are_unknown_not_none() -> None:
    found = compare(BEFORE, AFTER, OtherLists("LRG", None, LARGE_AFTER))
    assert {row.other_fund for row in found.added} == {None}
    assert {row.other_fund for row in found.deleted} == {True, False}
    assert (found.other_first, found.other_last) == (None, "2026-07-01")


def test_renames_with_their_evidence(changes: ListChanges) -> None:
    known = {row.symbol: (row.symbol_before, row.renamed, row.evidence) for row in changes.renamed()}
    assert known == {
        "NEWT": ("OLDT", "ticker", "same name"),
        "NAME": ("", "name", "same ticker"),
        "SIMB": ("SIMA", "ticker and name", "similar name (99%)"),
    }


def test_share_counts_are_over_the_funds_own_and_a_split_is_only_maybe(changes: ListChanges) -> None:
    assert changes.fund_growth == pytest.approx(0.9)
    (split,) = changes.splits()
    assert (split.symbol, split.split) == ("SPLT", "maybe a split 4:1")
    assert split.shares_ratio == pytest.approx(4.0)
    assert changes.by_weight()[0].symbol == "SPLT"
    assert "SPLT" not in {row.symbol for row in changes.by_shares()}


def test_notes_on_reused_tickers_and_share_classes(changes: ListChanges) -> None:
    notes = {row.symbol: row.note for row in (*changes.added, *changes.deleted) if row.note and row.symbol != "REUS"}
    assert notes == {"LENB": "another share class of LENA"}
    assert changes.added[2].note == "ticker reused: it was FIRST OWNER PLC"
    assert changes.deleted[0].note == "ticker reused: now SECOND OWNER INC"


def test_what_is_not_known_is_said(changes: ListChanges) -> None:
    said = "\n".join(changes.caveats)
    assert "of the fund, not of FTSE's list" in said
    assert "x0.900 (median)" in said
    assert "no CUSIP, ISIN or SEDOL" in said and "one deletion and one addition" in said
    assert "1 ticker under another name" in said and "REUS" in said
    known = compare(listed("2026-06-01", stock("A", "A INC", cusip="1" * 9)), AFTER, OtherLists("LRG", None, None))
    assert "no CUSIP" not in "\n".join(known.caveats)


def test_lists_without_counts_or_prices_change_by_nothing_that_is_made_up() -> None:
    rows = [stock(f"S{i:03d}", f"STEADY NUMBER{i} INC", None, None) for i in range(20)]
    found = compare(listed("2026-06-01", *rows), listed("2026-07-01", *filler()), OtherLists("LRG", None, None))
    assert found.fund_growth is None and not found.splits() and not found.by_shares()
    assert {row.shares_ratio for row in found.held} == {None}


@pytest.mark.realdata
def test_the_reconstitution_of_june_2025(capsys: pytest.CaptureFixture[str]) -> None:
    from r2k_tui.sources.holdings.parse import parse_holdings

    paths = [REAL / f"iwm_holdings_{day}.csv" for day in ("2025-05-13", "2025-11-05")]
    if not all(path.exists() for path in paths):
        pytest.skip("no real lists in ../shared/data/holdings beside the checkout")
    first, last = (parse_holdings(path.read_bytes(), path.name) for path in paths)
    found = compare(first, last, OtherLists("IWB", None, None))
    counts = {
        "added": len(found.added),
        "deleted": len(found.deleted),
        "held": len(found.held),
        "renamed": len(found.renamed()),
        "maybe split": len(found.splits()),
        "maybe split, the price agrees": sum(";" not in row.split for row in found.splits()),
        "fund growth": round(found.fund_growth or 0, 4),
    }
    with capsys.disabled():
        print(f"\n{first.as_of} to {last.as_of}: {counts}")
    assert (counts["added"], counts["deleted"], counts["held"], counts["renamed"]) == (257, 231, 1698, 9)
    assert counts["added"] + counts["held"] == found.last.members - found.last.unlisted
    assert counts["deleted"] + counts["held"] == found.first.members - found.first.unlisted
    renames = {row.symbol_before: row.symbol for row in found.renamed() if row.symbol_before}
    assert {("CSWI", "CSW"), ("KIND", "NXDR"), ("BIGC", "CMRC")} <= renames.items()
    agreed = {row.symbol for row in found.splits() if ";" not in row.split}
    assert {"NRIM", "GMRE", "SEAT"} <= agreed, "splits of that summer"
    left = {row.symbol for row in found.deleted}
    assert {"SFM", "FTAI", "INSM", "CRS"} <= left, "they moved up"
