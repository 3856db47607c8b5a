"""Fund holdings: read from a file, or fetched from iShares."""
