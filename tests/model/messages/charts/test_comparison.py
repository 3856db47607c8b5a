"""A comparison on the wire."""

from __future__ import annotations

from array import array

import msgspec

from r2k_tui.model.market.bars import Interval, pack_floats, pack_times
from r2k_tui.model.messages.charts.comparison import ComparedSeries, ComparisonReply, GetComparison
from r2k_tui.model.messages.reply import Reply


def test_columns_survive_the_wire() -> None:
    series = ComparedSeries("IWM", pack_floats([1.0, 1.5]), 0.5, None, None, None, 1, 2)
    reply = ComparisonReply(GetComparison(("IWM",), "1Y"), Interval.D1, pack_times([1, 2]), (series,))
    decoded = msgspec.msgpack.decode(msgspec.msgpack.encode(reply), type=Reply)
    assert isinstance(decoded, ComparisonReply)
    assert array("q", decoded.moments()).tolist() == [1, 2]
    assert array("d", decoded.series[0].numbers()).tolist() == [1.0, 1.5]
