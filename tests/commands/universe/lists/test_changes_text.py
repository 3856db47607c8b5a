"""`r2k universe changes` as text."""

from __future__ import annotations

from r2k_tui.analytics.membership.changes import OtherLists, compare
from r2k_tui.commands.universe.lists.changes_text import changes_lines
from tests.analytics.membership.lists import AFTER, BEFORE, LARGE_AFTER, LARGE_BEFORE


def told(other: OtherLists) -> str:
    return "\n".join(changes_lines(compare(BEFORE, AFTER, other), "  SIMULATED"))


def test_counts_rows_and_what_is_not_known() -> None:
    text = told(OtherLists("LRG", LARGE_BEFORE, LARGE_AFTER))
    for words in (
        "SML  SIMULATED: list of 2026-06-01 against 2026-07-01\nof the fund, not of FTSE's list\n",
        "29 stocks then, 30 now, 25 in both",
        "4 added (1 from LRG), 3 deleted (1 to it)",
        "OLDT    -> NEWT    ticker (same name): TICKER CHANGER INC CLASS A",
        "SPLT    x4.000  maybe a split 4:1  SPLITTER INC",
        "ticker reused: it was FIRST OWNER PLC",
        "another share class of LENA",
        "* changes of the fund, not of FTSE's list",
    ):
        assert words in text, words
    assert max(len(line) for line in text.splitlines()) <= 80


def test_unknown_moves_are_not_zero() -> None:
    assert "4 added (unknown from LRG), 3 deleted (unknown to it)" in told(OtherLists("LRG", None, None))
