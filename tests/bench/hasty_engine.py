"""The real engine, which polls as soon as it can: a day of ticks in minutes."""

from __future__ import annotations

from r2k_tui.bootstrap import engine_process
from r2k_tui.engine.polling import topic

if __name__ == "__main__":
    topic._LEAST_NAP_S = 0.001
    engine_process.main()
