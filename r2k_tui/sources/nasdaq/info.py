"""The Nasdaq source as it is known before it is loaded."""

from __future__ import annotations

from r2k_tui.sources.base import SourceInfo

INFO = SourceInfo(
    "nasdaq",
    opt_in=True,
    gives="US stocks and ETFs, one request a second.",
    terms="Its terms allow personal use and no automated use without consent: the decision is yours.",
)
SERVICE = "Nasdaq"
