"""Trades to target weights: whole lots, bands, and the tax lots of each sale."""
