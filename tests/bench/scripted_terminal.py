"""`r2k` as it is, with the scripted engine as its child."""

from __future__ import annotations

from r2k_tui import wiring
from r2k_tui.cli import main

if __name__ == "__main__":
    wiring.CHILD = "tests.bench.scripted_engine"
    main()
