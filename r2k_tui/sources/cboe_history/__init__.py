"""Cboe's published history files of volatility indices."""
