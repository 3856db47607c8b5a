"""The source of Yahoo's charts as it is known before it is loaded."""

from __future__ import annotations

from r2k_tui.sources.base import SourceInfo

INFO = SourceInfo("yahoo_chart")
