"""The ranges of a chart that the source supports, and the order in which keys go through them."""

from __future__ import annotations

from r2k_tui.model.market.ranges import RANGES, ChartRange
from r2k_tui.model.market.source import SourceFacts

_WITHOUT_INTRADAY = "1Y"


def usable(facts: SourceFacts) -> tuple[ChartRange, ...]:
    """The ranges that the source has bars for; all of them while that is unknown."""
    return tuple(r for r in RANGES if not facts.intervals or r.interval in facts.intervals)


def settled(name: str, facts: SourceFacts) -> str:
    """The range itself, or a fallback where the source has no bars for it."""
    return name if name in [chart_range.name for chart_range in usable(facts)] else _WITHOUT_INTRADAY


def next_range(name: str, step: int, facts: SourceFacts) -> str:
    """The name of the next usable range, cyclically."""
    names = [chart_range.name for chart_range in usable(facts)] or [name]
    place = names.index(name) if name in names else 0
    return names[(place + step) % len(names)]
