"""Lists of what a fund holds: read from a file, or fetched from iShares."""
