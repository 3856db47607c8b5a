"""The demo source: a simulated market that never closes, the same for everybody with the same seed."""

from r2k_tui.sources.demo.source import DemoSource

__all__ = ["DemoSource"]
