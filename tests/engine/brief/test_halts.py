"""The sentence about halted members."""

from __future__ import annotations

import pytest

from r2k_tui.engine.brief.halts import halted_members
from r2k_tui.engine.brief.inputs import Missing
from r2k_tui.model.brief import BriefSection
from r2k_tui.model.halts.halt import Halt
from r2k_tui.model.halts.listing import HaltList, ListedHalt
from tests.cases import cases
from tests.engine.brief.case import inputs, texts

# 2025-09-18 12:00 New York.
NOON = 1758211200.0


def row(symbol: str, *, member: bool = True, code: str = "T1") -> ListedHalt:
    return ListedHalt(Halt(symbol, NOON - 600.0, code), member=member)


def listed(*rows: ListedHalt, members_known: bool = True, market_wide: Halt | None = None) -> HaltList:
    return HaltList(
        rows, source="nasdaq_trader", read_at=NOON - 60.0, market_wide=market_wide, members_known=members_known, at=NOON
    )


def words_of(halts: HaltList | str) -> str:
    return texts(BriefSection("", (halted_members(inputs(halts=halts)),)))[0]


def test_members_are_counted_and_the_newest_named() -> None:
    rows = (row("AAA"), row("XXX", member=False), row("BBB", code="LUDP"), row("CCC"), row("DDD"))
    assert words_of(listed(*rows)) == (
        "Halted members: 4 (AAA since 11:50, news pending; BBB since 11:50, volatility pause; CCC since 11:50, news "
        "pending; 1 more). Feed of nasdaq_trader read at 11:59 New York."
    )
    assert words_of(listed()) == "Halted members: 0. Feed of nasdaq_trader read at 11:59 New York."


def test_a_market_wide_halt() -> None:
    market = Halt("", NOON - 60.0, "MWC1")
    assert "All US stocks are halted: " in words_of(listed(market_wide=market))


@cases(
    ("halts", "reason"),
    [
        ("halts of a day of the past are not kept", "halts of a day of the past are not kept"),
        (HaltList(message="a csv folder has none"), "a csv folder has none"),
        (HaltList(), "the feed of halts was not read yet"),
        (listed(row("AAA"), members_known=False), "no list of members yet"),
    ],
)
def test_why_it_is_not_known(halts: HaltList | str, reason: str) -> None:
    with pytest.raises(Missing, match=reason):
        halted_members(inputs(halts=halts))
