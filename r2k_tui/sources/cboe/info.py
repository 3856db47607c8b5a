"""The Cboe source as it is known before it is loaded."""

from __future__ import annotations

from r2k_tui.sources.base import SourceInfo

INFO = SourceInfo(
    "cboe",
    opt_in=True,
    gives="US indices such as ^RUT, ^VIX and ^RVX, delayed by 15 minutes.",
    terms="Its terms prohibit automated extraction of quotes: whether you use it is your decision.",
)
