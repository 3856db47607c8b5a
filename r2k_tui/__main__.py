"""`python -m r2k_tui` is `r2k`."""

from r2k_tui.cli import main

main()
