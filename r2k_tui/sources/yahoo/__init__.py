"""Yahoo Finance through yfinance. Importing this loads nothing heavy."""

from r2k_tui.sources.yahoo.settings import YahooSettings
from r2k_tui.sources.yahoo.source import YahooSource

__all__ = ["YahooSettings", "YahooSource"]
