"""The source of Cboe's history files as it is known before it is loaded."""

from __future__ import annotations

from r2k_tui.sources.base import SourceInfo

INFO = SourceInfo("cboe_history", live=False)
