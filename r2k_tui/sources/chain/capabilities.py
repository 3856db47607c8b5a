"""Capabilities of a chain: the union of those of its providers."""

from __future__ import annotations

from collections.abc import Sequence

from r2k_tui.sources.base import Capabilities, SourceInfo


def joined(info: SourceInfo, parts: Sequence[Capabilities]) -> Capabilities:
    """Capabilities of a chain of providers with these; the first one sets the pace of quotes."""
    return Capabilities(
        info,
        intervals=tuple(dict.fromkeys(interval for part in parts for interval in part.intervals)),
        extended_hours=any(part.extended_hours for part in parts),
        redistributable=all(part.redistributable for part in parts),
        quote_cadence_s=parts[0].quote_cadence_s,
        news=any(part.news for part in parts),
        most_symbols=max(part.most_symbols for part in parts),
    )
