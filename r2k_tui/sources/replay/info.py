"""The replay source as it is known before it is loaded."""

from __future__ import annotations

from r2k_tui.sources.base import SourceInfo

INFO = SourceInfo("replay", keeps_store=False)
# The source whose stored bars a replay reads.
RECORDED_SOURCE = "yahoo"
