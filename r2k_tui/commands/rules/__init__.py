"""`r2k rules`."""
