"""The constituents of the index."""
