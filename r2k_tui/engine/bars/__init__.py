"""The bars of one symbol, for every other service."""
