"""The constituents of the index: holdings list, quotes, close history and aggregates."""
