"""Runs `r2k` as `python -m r2k_tui`."""

from r2k_tui.cli import main

main()
