"""What a chain can do."""

from __future__ import annotations

from r2k_tui.model.market.bars import Interval
from r2k_tui.sources.base import Capabilities, SourceInfo
from r2k_tui.sources.chain.capabilities import joined


def test_it_has_what_any_provider_has_under_its_own_name() -> None:
    info = SourceInfo("chained")
    first = Capabilities(
        SourceInfo("a", opt_in=True), (Interval.M1, Interval.D1), redistributable=True, most_symbols=500
    )
    second = Capabilities(SourceInfo("b"), (Interval.D1, Interval.H1), news=True, extended_hours=True)
    both = joined(info, [first, second])
    assert both.info is info
    assert both.intervals == (Interval.M1, Interval.D1, Interval.H1)
    assert both.news and both.extended_hours and both.remote and both.most_symbols == 500


def test_it_may_be_redistributed_only_where_every_provider_may() -> None:
    free = Capabilities(SourceInfo("a"), (), redistributable=True)
    assert joined(SourceInfo("chained"), [free, free]).redistributable
    assert not joined(SourceInfo("chained"), [free, Capabilities(SourceInfo("b"), ())]).redistributable
