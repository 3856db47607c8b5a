"""A portfolio against the benchmark, on the wire."""

from __future__ import annotations

import msgspec

from r2k_tui.model.allocation.versus import ActiveFigures, VersusBenchmark


def test_its_own_figures_stand_beside_those_of_the_walk_forward() -> None:
    days = ("2012-04-12", "2031-05-14", 4857)
    walked = ActiveFigures(*days, 0.01, 0.05, 0.2, 0.9, 0.8, 140, 90)
    found = VersusBenchmark(*days, 0.02, 0.0, None, 1.0, 1.0, 142, 94, active_share=0.4, walk_forward=walked, words="x")
    told = msgspec.json.decode(msgspec.json.encode(found))
    assert (told["tracking_error"], told["information_ratio"], told["active_share"]) == (0.0, None, 0.4)
    assert told["walk_forward"]["tracking_error"] == 0.05
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(found), type=VersusBenchmark) == found
