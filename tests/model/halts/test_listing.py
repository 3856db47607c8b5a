"""The list of halts."""

from __future__ import annotations

from r2k_tui.model.halts.halt import Halt
from r2k_tui.model.halts.listing import HaltList, ListedHalt
from tests.fakes.nasdaq_trader_server import NOW


def test_halted_members_are_counted_and_those_that_trade_again_are_not() -> None:
    rows = [ListedHalt(Halt(name, NOW, "T1"), member=name != "XYZ") for name in ("ABCD", "EFGH", "XYZ")]
    assert HaltList(current=tuple(rows[1:]), resumed=(rows[0],)).members_halted == 1
