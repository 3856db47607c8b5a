"""Every reading of one symbol, with its methodology."""
