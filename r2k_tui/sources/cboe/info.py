"""The Cboe source as it is known before it is loaded."""

from __future__ import annotations

from r2k_tui.sources.base import SourceInfo

INFO = SourceInfo("cboe", opt_in=True)
