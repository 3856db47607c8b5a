"""The tilt on the wire."""

from __future__ import annotations

import msgspec

from r2k_tui.model.allocation.tilt import TiltFrontier, TiltStep


def test_a_tilt_frontier_survives_the_wire_and_a_reader_of_fewer_fields() -> None:
    step = TiltStep(0.12, 0.04, 0.09, 0.1, None, 0.015, None, 0.001, {"IWM": 0.12, "SPY": 0.88})
    found = TiltFrontier("IWM", {"SPY": 1.0}, 756, (step,))
    data = msgspec.msgpack.encode(found)
    assert msgspec.msgpack.decode(data, type=TiltFrontier) == found
    short = msgspec.msgpack.encode({"small": "IWM", "benchmark": {}, "absent": "no benchmark", "later": 1})
    assert msgspec.msgpack.decode(short, type=TiltFrontier) == TiltFrontier("IWM", {}, absent="no benchmark")
