"""Readings of risk."""

from __future__ import annotations

import msgspec

from tests.engine.readings.boards import (
    OWN,
    board,
)


def test_a_warning_stands_beside_a_bent_tail() -> None:
    jumps = OWN.adj_close.copy()
    jumps[-100:] *= 0.6
    found = board(msgspec.structs.replace(OWN, adj_close=jumps)).readings(["cfvar99_252", "gvar99_252"])
    assert "not" not in found["gvar99_252"].definition
    assert "outside the domain" in found["cfvar99_252"].definition
