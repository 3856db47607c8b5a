"""Hedges on the wire."""

from __future__ import annotations

import msgspec

from r2k_tui.model.hedging import FutureContracts, FuturesHedge, FuturesHedgeRow


def test_contracts_come_back_as_they_were_sent() -> None:
    one = FutureContracts("M2KZ26", 5.0, 12_500.0, -34, -425_000.0, -100.0)
    sent = FuturesHedge((FuturesHedgeRow("the amount given", -425_100.0, (one,)),), symbol="RTY=F", price=2500.0)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(sent), type=FuturesHedge) == sent
    assert one.hedged + one.residual == sent.rows[0].amount
