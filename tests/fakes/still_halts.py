"""Halts of a market that stands still: two in effect that matter, one that is over, and one of a stranger."""

from __future__ import annotations

from r2k_tui.model.halts.halt import Halt
from r2k_tui.model.halts.listing import HaltList, ListedHalt


def still_halts(now: float) -> HaltList:
    """The list as of `now` (seconds since the epoch)."""
    member = Halt("M0001", now - 600, "LUDP", "MEMBER 1 INC", "NASDAQ", trades_at=now + 60, threshold=12.5)
    stranger = Halt("WXYZ", now - 40 * 86400, "H10", "[b]Wxyz[/] Inc.", "NYSE")
    watched = Halt("IWM", now - 300, "T1", "iShares Russell 2000 ETF", missing_since=now - 60)
    over = Halt("M0002", now - 900, "LUDP", "MEMBER 2 INC", "NASDAQ", trades_at=now - 600)
    return HaltList(
        current=(
            ListedHalt(watched, watched=True, doubt=watched.doubt(now, now)),
            ListedHalt(member, member=True),
            ListedHalt(stranger),
        ),
        resumed=(ListedHalt(over, member=True),),
        source="nasdaq_trader",
        read_at=now - 30,
        published_at=now - 40,
        members_known=True,
        at=now,
    )
