"""Lists of what a fund holds: read from a file, or fetched from iShares."""

from r2k_tui.sources.holdings.parse import MOST_BYTES, parse_holdings

__all__ = ["MOST_BYTES", "parse_holdings"]
