"""The Nasdaq source as it is known before it is loaded."""

from __future__ import annotations

from r2k_tui.sources.base import SourceInfo

INFO = SourceInfo(
    "nasdaq",
    opt_in=True,
    gives="US stocks and ETFs, one request per second.",
    terms="Its terms prohibit automated use without consent: whether you use it is your decision.",
)
SERVICE = "Nasdaq"
